package io.glimpse.policy;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A policy that cannot be used. It carries every problem that was found, so that one look at the
 * log is enough to correct the file.
 *
 * <pre>{@code
 * try {
 *   TracingPolicy.parse("glimpse-policy.json", json);
 * } catch (PolicyException bad) {
 *   bad.problems().forEach(problem -> System.err.println(problem.text()));
 * }
 * }</pre>
 *
 * @since 0.1
 */
public final class PolicyException extends RuntimeException {
  private final List<PolicyProblem> problems;

  PolicyException(List<PolicyProblem> problems, @Nullable Throwable cause) {
    super(message(problems), cause);
    this.problems = List.copyOf(problems);
  }

  /** Every problem in the order of the file; never empty. */
  public List<PolicyProblem> problems() {
    return problems;
  }

  private static String message(List<PolicyProblem> problems) {
    if (problems.size() == 1) {
      return problems.get(0).text();
    }
    return problems.stream()
        .map(problem -> "\n- " + problem.text())
        .collect(Collectors.joining("", "the policy has " + problems.size() + " problems:", ""));
  }
}
