package io.glimpse.context;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Lower-case hex, the only spelling of ids that Trace Context and B3 allow. For the rooms that read
 * and write whole headers; elsewhere {@link TraceId} and {@link SpanId} speak for themselves.
 *
 * @since 0.1
 */
public final class Hex {
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** What each ASCII character stands for, -1 where that is nothing. */
  private static final byte[] VALUES = new byte[128];

  static {
    Arrays.fill(VALUES, (byte) -1);
    for (byte value = 0; value < DIGITS.length; value++) {
      VALUES[DIGITS[value]] = value;
    }
  }

  private Hex() {}

  /** Whether {@code length} characters of {@code text}, from {@code from} on, are digits. */
  public static boolean isLowerHex(CharSequence text, int from, int length) {
    int all = 0;
    for (int i = from; i < from + length; i++) {
      char c = text.charAt(i);
      all |= c < VALUES.length ? VALUES[c] : -1;
    }
    return all >= 0;
  }

  /** The number that up to 16 digits stand for; the caller has checked them. */
  public static long parse(CharSequence text, int from, int length) {
    long value = 0;
    for (int i = from; i < from + length; i++) {
      value = (value << 4) | VALUES[text.charAt(i)];
    }
    return value;
  }

  /** Writes the last {@code length} digits of {@code value} as ASCII. */
  public static void write(byte[] out, int at, long value, int length) {
    for (int i = at + length - 1; i >= at; i--) {
      out[i] = DIGITS[(int) value & 15];
      value >>>= 4;
    }
  }

  static String format(long value) {
    byte[] digits = new byte[16];
    write(digits, 0, value, 16);
    return new String(digits, StandardCharsets.ISO_8859_1);
  }
}
