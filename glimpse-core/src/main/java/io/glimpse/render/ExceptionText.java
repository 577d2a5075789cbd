package io.glimpse.render;

import org.jspecify.annotations.Nullable;

/**
 * An exception in words, made without running a user's code and with secrets taken out.
 *
 * <p>{@code getMessage}, {@code getCause} and {@code getStackTrace} are each called only where
 * nothing but the JDK answers. Where the user's class overrides {@code getMessage}, the message is
 * {@code [message not read]}; an overridden {@code getCause} or {@code getStackTrace} leaves that
 * part out. Messages, the causes' too, go through {@link Redaction#text}.
 *
 * <pre>{@code
 * ExceptionText failure = ExceptionText.of(redaction, thrown, 512, ExceptionText.STACK);
 * out.text(failure.summary());   // "java.io.IOException: disk full"
 * }</pre>
 *
 * <p>The rule is section 6 of the contract, docs/spec.md.
 *
 * @param type the full class name
 * @param message null where the exception has none
 * @param stackTrace in Java's familiar layout, cut text ending in {@code ...}
 * @since 0.1
 */
public record ExceptionText(String type, @Nullable String message, String stackTrace) {
  /** The characters of a stack trace unless the level is DEBUG. */
  public static final int STACK = 16 * 1024;

  /** The characters of a stack trace at level DEBUG, where it counts as uncapped. */
  public static final int LONGEST_STACK = 256 * 1024;

  static final String NOT_READ = "[message not read]";

  /**
   * Describes {@code thrown}; never throws.
   *
   * @param maxMessage the characters shown of each message
   * @param maxStack the characters of the stack trace, at most {@link #LONGEST_STACK}
   */
  public static ExceptionText of(
      Redaction redaction, Throwable thrown, int maxMessage, int maxStack) {
    String type = thrown.getClass().getName();
    try {
      String message = message(redaction, thrown, maxMessage);
      int max = Math.min(maxStack, LONGEST_STACK);
      String stack = new StackTraceText(redaction, maxMessage, max).of(thrown, message);
      return new ExceptionText(type, message, stack);
    } catch (Throwable broken) {
      return new ExceptionText(type, NOT_READ, type);
    }
  }

  /** {@code Type: message}, or the type alone where there is no message. */
  public String summary() {
    return message == null ? type : type + ": " + message;
  }

  /** The message as it may be shown; null where the exception has none. */
  static @Nullable String message(Redaction redaction, Throwable thrown, int max) {
    if (!ReadableParts.hasMessage(thrown)) {
      return NOT_READ;
    }
    String message = thrown.getMessage();
    return message == null ? null : redaction.text(message, max);
  }
}
