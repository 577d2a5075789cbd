package io.glimpse.config;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Settings that cannot be used, all of them at once.
 *
 * @since 0.1
 */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<ConfigProblem> problems;

  ConfigException(List<ConfigProblem> problems) {
    super(problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** Each problem, in the order of the table of keys. */
  public List<ConfigProblem> problems() {
    return problems;
  }
}
