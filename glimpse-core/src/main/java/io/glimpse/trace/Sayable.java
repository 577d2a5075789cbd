package io.glimpse.trace;

import io.glimpse.render.Redaction;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What may be said of what somebody notes on a span by hand: bounded, and without secrets.
 *
 * <p>A value is hidden where its key names a secret. A text that is no value of its own, such as a
 * name, an address or an exception's message, loses what it says as {@code name=value}.
 */
record Sayable(SecretKeys secrets, int textLength) {
  /** The longest name of a span or an event and the longest key, in characters. */
  static final int LONGEST_NAME = 256;

  static final String REDACTED = "[redacted]";

  /** The conventions' keys for exceptions and addresses (semantic conventions 1.27, and before). */
  private static final Set<String> FREE_TEXTS =
      Set.of(
          "exception.message",
          "exception.stacktrace",
          "error.message",
          "url.full",
          "url.query",
          "http.url",
          "http.target");

  /** The name of a span or an event; whoever gives none, against the rules, is not thrown at. */
  String name(@Nullable String given) {
    if (given == null) {
      return "null";
    }
    boolean safe = given.indexOf('=') < 0 && !given.contains("://");
    return cut(safe ? given : redaction().text(given), LONGEST_NAME);
  }

  String key(String given) {
    return cut(given, LONGEST_NAME);
  }

  boolean hides(String key) {
    return secrets.contain(key);
  }

  /** Text and numbers as they are, hidden where the name asks for it; nothing else is looked at. */
  Object value(String key, Object value) {
    if (hides(key)) {
      return REDACTED;
    }
    if (value instanceof String text) {
      return FREE_TEXTS.contains(key) ? text(text) : cut(text, textLength);
    }
    if (value instanceof Long || value instanceof Double || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      return ((Number) value).longValue();
    }
    if (value instanceof Float number) {
      return number.doubleValue();
    }
    return value.getClass().getName() + "@" + Integer.toHexString(System.identityHashCode(value));
  }

  /** What an edge of ours knows has no secrets in it, except by its key. */
  String fact(String key, String value) {
    return hides(key) ? REDACTED : cut(value, textLength);
  }

  /** What somebody says in words about a failure. */
  String text(String text) {
    return cut(redaction().text(text), textLength);
  }

  private Redaction redaction() {
    return secrets.redaction();
  }

  private static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end) + "...";
  }
}
