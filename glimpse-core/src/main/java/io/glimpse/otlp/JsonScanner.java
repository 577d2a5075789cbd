package io.glimpse.otlp;

import io.glimpse.buffer.ByteBuilder;
import java.nio.charset.StandardCharsets;

/**
 * Walks over the bytes of a JSON text from left to right, once, and looks only at what it is asked
 * for. A stranger has written them: however deep they nest and however long they are, it takes one
 * step a byte and no stack. It passes over values that a strict reader would refuse.
 *
 * <p>It stands before a value, or behind one and before the next field.
 */
final class JsonScanner {
  private static final int LONGEST_FIELD = 64;
  private static final int LONGEST_NUMBER = 20;

  private final byte[] bytes;
  private int at;
  private boolean first;
  private String field = "";

  /** The bytes are no JSON. */
  static final class NoJsonException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private NoJsonException() {
      super("no JSON", null, false, false);
    }
  }

  JsonScanner(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Whether the value that it stands before begins so; an object that does is entered. */
  boolean begins(char mark) {
    boolean found = peek() == mark;
    if (found && mark == '{') {
      at++;
      first = true;
    }
    return found;
  }

  /** Goes to the value of the next field of this object; false behind the last, and the object. */
  boolean nextField() {
    int next = peek();
    if (next == '}') {
      at++;
      first = false;
      return false;
    }
    if (!first) {
      expect(',');
    }
    first = false;
    field = text(LONGEST_FIELD);
    expect(':');
    return true;
  }

  /** Whether the field is called so. */
  boolean field(String name) {
    return field.equals(name);
  }

  /** The whole number that it stands before, as a number or as text; 0 for anything else. */
  long wholeNumber() {
    String digits;
    if (peek() == '"') {
      digits = text(LONGEST_NUMBER);
    } else {
      int from = at;
      skip();
      digits =
          new String(
              bytes, from, Math.min(at - from, LONGEST_NUMBER + 1), StandardCharsets.ISO_8859_1);
    }
    try {
      return Long.parseLong(digits.strip());
    } catch (NumberFormatException somethingElse) {
      return 0;
    }
  }

  /** The text that it stands before, cut behind {@code most} characters. */
  String text(int most) {
    expect('"');
    ByteBuilder utf8 = new ByteBuilder(LONGEST_FIELD);
    while (true) {
      int next = take();
      if (next == '"') {
        break;
      }
      boolean kept = utf8.size() < 4 * most;
      if (next == '\\') {
        String character = escaped();
        if (kept) {
          utf8.utf8(character);
        }
      } else if (kept) {
        utf8.raw((char) next);
      }
    }
    String text = utf8.toString();
    int end = Math.min(text.length(), most);
    if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }

  /** What stands behind a backslash; of a pair of surrogates both. */
  private String escaped() {
    int escape = take();
    return switch (escape) {
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 't' -> "\t";
      case 'b' -> "\b";
      case 'f' -> "\f";
      case 'u' -> {
        char unit = fourDigits();
        boolean pair =
            Character.isHighSurrogate(unit)
                && at + 1 < bytes.length
                && bytes[at] == '\\'
                && bytes[at + 1] == 'u';
        if (!pair) {
          yield String.valueOf(unit);
        }
        at += 2;
        yield new String(new char[] {unit, fourDigits()});
      }
      default -> String.valueOf((char) escape);
    };
  }

  private char fourDigits() {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit((char) take(), 16);
      if (digit < 0) {
        throw new NoJsonException();
      }
      unit = unit * 16 + digit;
    }
    return (char) unit;
  }

  /** Passes over the value that it stands before. */
  void skip() {
    int depth = 0;
    do {
      switch (peek()) {
        case '"' -> skipText();
        case '{', '[' -> {
          depth++;
          at++;
        }
        case '}', ']' -> {
          depth--;
          at++;
        }
        case ',', ':' -> at++;
        default -> skipWord();
      }
    } while (depth > 0);
    if (depth < 0) {
      throw new NoJsonException();
    }
  }

  private void skipText() {
    at++;
    for (int next = take(); next != '"'; next = take()) {
      if (next == '\\') {
        at++;
      }
    }
  }

  /** A number, {@code true}, {@code false} or {@code null}. */
  private void skipWord() {
    int from = at;
    while (at < bytes.length && isOfAWord(bytes[at])) {
      at++;
    }
    if (at == from) {
      throw new NoJsonException();
    }
  }

  private static boolean isOfAWord(byte b) {
    return (b >= '0' && b <= '9')
        || (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || b == '-'
        || b == '+'
        || b == '.';
  }

  private void expect(char mark) {
    if (peek() != mark) {
      throw new NoJsonException();
    }
    at++;
  }

  /** The next byte that is no white space, which stays. */
  private int peek() {
    while (at < bytes.length && isBlank(bytes[at])) {
      at++;
    }
    if (at >= bytes.length) {
      throw new NoJsonException();
    }
    return bytes[at];
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private int take() {
    if (at >= bytes.length) {
      throw new NoJsonException();
    }
    return bytes[at++];
  }
}
