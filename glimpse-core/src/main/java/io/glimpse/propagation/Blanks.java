package io.glimpse.propagation;

/** The spaces and tabs that HTTP allows around a header's value (RFC 9110, section 5.5). */
final class Blanks {
  private Blanks() {}

  /** Where the value begins. */
  static int before(String line) {
    int from = 0;
    while (from < line.length() && isBlank(line.charAt(from))) {
      from++;
    }
    return from;
  }

  /** Where a value that begins at {@code from} ends. */
  static int after(String line, int from) {
    int to = line.length();
    while (to > from && isBlank(line.charAt(to - 1))) {
      to--;
    }
    return to;
  }

  /** The value; the line itself where there is nothing to take away. */
  static String trimmed(String line) {
    int from = before(line);
    return line.substring(from, after(line, from));
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
