package io.glimpse.render;

import io.glimpse.buffer.ByteBuilder;
import java.nio.charset.StandardCharsets;

/** The pieces of JSON that stand for what is not shown, and text cut to a length. */
final class Json {
  private static final String LAMBDA = "$$Lambda";

  static final byte[] CUT = bytes("\"...\"");
  static final byte[] CUT_MEMBER = bytes("\"...\":\"...\"");
  static final byte[] CUT_OBJECT = bytes("{\"...\":\"...\"}");
  static final byte[] REDACTED = bytes('"' + Redaction.MASK + '"');
  static final byte[] UNNAMED = bytes("\"[unnamed]\"");

  private static final byte[] MORE = bytes("...");

  private Json() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Writes text in quotes, at most {@code max} characters of it and then {@code ...}; answers how
   * many characters it showed.
   */
  static int text(ByteBuilder out, CharSequence text, int max) {
    int length = text.length();
    int shown = shown(text, length, max);
    out.raw('"').escaped(text, 0, shown);
    if (shown < length) {
      out.raw(MORE);
    }
    out.raw('"');
    return shown;
  }

  /** How much of the text fits in {@code max} characters without splitting a surrogate pair. */
  static int shown(CharSequence text, int length, int max) {
    if (length <= max) {
      return length;
    }
    boolean splits =
        max > 0
            && Character.isHighSurrogate(text.charAt(max - 1))
            && Character.isLowSurrogate(text.charAt(max));
    return splits ? max - 1 : max;
  }

  /** The class's name without its package, and which of its objects this is. */
  static int identity(ByteBuilder out, Object value, int max) {
    String name = value.getClass().getName();
    // A lambda's class is named Outer$$Lambda$17/0x00007f57d8010f28: the rest says nothing.
    int lambda = name.indexOf(LAMBDA);
    int end = lambda < 0 ? name.length() : lambda + LAMBDA.length();
    int from = name.lastIndexOf('.', end) + 1;
    int shown = Math.min(end - from, max);
    out.raw('"').escaped(name, from, from + shown);
    out.raw('@').shortHex(System.identityHashCode(value)).raw('"');
    return shown;
  }
}
