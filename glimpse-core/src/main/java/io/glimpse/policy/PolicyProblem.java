package io.glimpse.policy;

import java.io.Serializable;

/**
 * One thing that is wrong with a policy: where, what was found, and what to do about it.
 *
 * <pre>{@code
 * META-INF/glimpse-policy.json at /trace_depth: found 0. Write a whole number from 1 to 1000, or leave it out for 5.
 * }</pre>
 *
 * @param origin the file, resource or object that the policy came from
 * @param pointer the place in it as a JSON pointer (RFC 6901); empty for the whole of it
 * @param found what stands there, without a full stop
 * @param remedy what to do, in whole sentences
 * @since 0.1
 */
public record PolicyProblem(String origin, String pointer, String found, String remedy)
    implements Serializable {
  private static final int LONGEST_SHOWN = 120;

  /** The problem as a line for a log or an exception. */
  public String text() {
    String place = pointer.isEmpty() ? origin : origin + " at " + shown(pointer);
    return place + ": found " + found + ". " + remedy;
  }

  /** The same as {@link #text()}. */
  @Override
  public String toString() {
    return text();
  }

  /** Foreign text in quotes, short enough for a line of the log. */
  static String quoted(String text) {
    return '"' + shown(text) + '"';
  }

  /** Foreign text on one line: cut when long, and no character that could forge a log line. */
  static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (i == LONGEST_SHOWN) {
        return shown.append("...").toString();
      }
      char c = text.charAt(i);
      if (isPlain(c)) {
        shown.append(c);
      } else {
        shown.append(String.format("\\u%04x", (int) c));
      }
    }
    return shown.toString();
  }

  private static boolean isPlain(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
