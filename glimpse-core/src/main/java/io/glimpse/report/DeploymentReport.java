package io.glimpse.report;

import io.glimpse.policy.PolicyRule;
import io.glimpse.policy.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of the policy in one deployment: the functions that were attached with the rule that
 * won, those that were left alone with the reason, and for each rule how many it won.
 *
 * <pre>{@code
 * for (DeploymentReport.Rule rule : glimpse.report().rules()) {
 *   if (rule.functions() == 0) { … }
 * }
 * }</pre>
 *
 * <p>Immutable.
 *
 * @param origin where the policy came from
 * @param beans the classes with at least one function attached or skipped, in the order in which
 *     the container met them
 * @param rules every rule of the policy, in its order
 * @since 0.1
 */
public record DeploymentReport(String origin, List<Bean> beans, List<Rule> rules) {
  /** Copies the lists. */
  public DeploymentReport {
    beans = List.copyOf(beans);
    rules = List.copyOf(rules);
  }

  /**
   * A class of the deployment.
   *
   * @param className its binary name
   * @param attached its functions that are recorded, with the rule that won
   * @param skipped those that a rule named but that are left alone, with the reason
   * @param limited those of the attached ones that are recorded with a limit, with the reason
   * @since 0.1
   */
  public record Bean(
      String className,
      Map<String, PolicyRule> attached,
      Map<String, Reason> skipped,
      Map<String, Reason> limited) {
    /** One without limits. */
    public Bean(String className, Map<String, PolicyRule> attached, Map<String, Reason> skipped) {
      this(className, attached, skipped, Map.of());
    }
  }

  /**
   * A rule and what it won.
   *
   * @param rule the rule
   * @param functions how many functions it attached
   * @param nearestPackage where it won nothing, a package that may have been meant
   * @since 0.1
   */
  public record Rule(PolicyRule rule, int functions, Optional<String> nearestPackage) {}

  /** Nothing was attached: no container has started, or Glimpse is switched off. */
  public static DeploymentReport empty(String origin) {
    return new DeploymentReport(origin, List.of(), List.of());
  }

  /**
   * Whether calls of a function are recorded by the container's interceptor.
   *
   * @param className the bean's class
   * @param function the function as this report writes it
   */
  public boolean attaches(String className, String function) {
    return beans.stream()
        .anyMatch(
            bean -> bean.className().equals(className) && bean.attached().containsKey(function));
  }

  /** How many functions are recorded. */
  public int attachedFunctions() {
    return beans.stream().mapToInt(bean -> bean.attached().size()).sum();
  }

  /** How many classes have a function that is recorded. */
  public int attachedBeans() {
    return (int) beans.stream().filter(bean -> !bean.attached().isEmpty()).count();
  }

  /** The block for the log at INFO: the sum, and each rule that won nothing. */
  public String summary() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Glimpse attached "
            + attachedFunctions()
            + " functions of "
            + attachedBeans()
            + " beans, by "
            + origin
            + ".");
    for (Rule rule : rules) {
      if (rule.functions() == 0) {
        lines.add("  " + rule.rule() + " matched no bean method." + hint(rule));
      }
    }
    return String.join("\n", lines);
  }

  private static String hint(Rule rule) {
    return rule.nearestPackage().map(near -> " The nearest package is " + near + ".").orElse("");
  }

  /** Everything, for the log at DEBUG: each bean with its functions and reasons. */
  public String details() {
    StringBuilder text = new StringBuilder(summary());
    for (Rule rule : rules) {
      text.append("\n  ").append(rule.rule()).append(": ").append(rule.functions());
    }
    for (Bean bean : beans) {
      text.append("\n  ").append(bean.className());
      bean.attached()
          .forEach(
              (name, rule) -> text.append("\n    + ").append(name).append(" by ").append(rule));
      bean.skipped()
          .forEach((name, why) -> text.append("\n    - ").append(name).append(": ").append(why));
      bean.limited()
          .forEach((name, why) -> text.append("\n    ~ ").append(name).append(": ").append(why));
    }
    return text.toString();
  }
}
