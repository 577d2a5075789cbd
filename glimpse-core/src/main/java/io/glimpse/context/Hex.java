package io.glimpse.context;

/** Lower-case hex, the only spelling that Trace Context allows. */
final class Hex {
  private static final char[] DIGITS = "0123456789abcdef".toCharArray();

  private Hex() {}

  static boolean isLowerHex(CharSequence text, int from, int length) {
    for (int i = from; i < from + length; i++) {
      if (digit(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  /** The number that {@code length} digits stand for; the caller has checked them. */
  static long parse(CharSequence text, int from, int length) {
    long value = 0;
    for (int i = from; i < from + length; i++) {
      value = (value << 4) | digit(text.charAt(i));
    }
    return value;
  }

  static String format(long value) {
    char[] digits = new char[16];
    for (int i = 0; i < 16; i++) {
      digits[i] = DIGITS[(int) (value >>> (60 - 4 * i)) & 15];
    }
    return new String(digits);
  }

  private static int digit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  }
}
