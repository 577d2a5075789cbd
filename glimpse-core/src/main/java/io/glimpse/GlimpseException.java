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

  private final transient List<String> problems;

  GlimpseException(List<String> problems) {
    super(report(problems));
    this.problems = List.copyOf(problems);
  }

  /** Each problem as one line. */
  public List<String> problems() {
    return problems;
  }

  private static String report(List<String> problems) {
    return "Glimpse found "
        + (problems.size() == 1 ? "1 problem" : problems.size() + " problems")
        + " (set glimpse.on-invalid-policy=disable to start untraced):\n  "
        + String.join("\n  ", problems);
  }
}
