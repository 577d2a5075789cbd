package io.glimpse.zipkin;

/** Whether bytes are an IP address in digits (RFC 4291, section 2.2, and its version 4). */
final class IpText {
  private static final int GROUPS = 8;

  private IpText() {}

  /** Four numbers up to 255 with points between them. */
  static boolean isFour(byte[] bytes, int from, int length) {
    int numbers = 0;
    int digits = 0;
    int value = 0;
    for (int i = from; i < from + length; i++) {
      byte b = bytes[i];
      if (b >= '0' && b <= '9' && digits < 3) {
        value = value * 10 + b - '0';
        digits++;
      } else if (b == '.' && digits > 0 && value <= 255) {
        numbers++;
        digits = 0;
        value = 0;
      } else {
        return false;
      }
    }
    return numbers == 3 && digits > 0 && value <= 255;
  }

  /**
   * Groups of up to four hexadecimal digits with colons between them: eight, or fewer where one
   * double colon stands for the rest. One with a zone or with version 4 at its end is called none.
   */
  static boolean isSix(byte[] bytes, int from, int length) {
    int groups = 0;
    int digits = 0;
    boolean rest = false;
    int end = from + length;
    for (int i = from; i < end; i++) {
      byte b = bytes[i];
      if (isHex(b)) {
        groups += digits == 0 ? 1 : 0;
        if (++digits > 4) {
          return false;
        }
      } else if (b != ':') {
        return false;
      } else if (i + 1 < end && bytes[i + 1] == ':') {
        if (rest) {
          return false;
        }
        rest = true;
        digits = 0;
        i++;
      } else if (digits == 0 || i + 1 == end) {
        return false;
      } else {
        digits = 0;
      }
    }
    return rest ? groups < GROUPS : groups == GROUPS;
  }

  private static boolean isHex(byte b) {
    return (b >= '0' && b <= '9') || (b >= 'a' && b <= 'f') || (b >= 'A' && b <= 'F');
  }
}
