package io.glimpse;

import java.util.List;

/**
 * Glimpse cannot start: the policy or the configuration is broken. The message is the whole report,
 * every problem with where it is, what was found and what to write.
 *
 * @since 0.1
 */
public final class GlimpseException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private static final String REMEDY =
      "\n  To start untraced meanwhile, set glimpse.on-invalid-policy=disable.";

  private final transient List<String> problems;

  GlimpseException(List<String> problems) {
    super(report(problems) + REMEDY);
    this.problems = List.copyOf(problems);
  }

  /** Each problem as one line. */
  public List<String> problems() {
    return problems;
  }

  /** All problems in one text. */
  static String report(List<String> problems) {
    return "Glimpse found "
        + (problems.size() == 1 ? "1 problem" : problems.size() + " problems")
        + ":\n  "
        + String.join("\n  ", problems);
  }
}
