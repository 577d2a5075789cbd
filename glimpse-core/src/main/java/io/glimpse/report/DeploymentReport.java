package io.glimpse.report;

import io.glimpse.policy.PolicyRule;
import io.glimpse.policy.Reason;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of the policy in one deployment: the functions that were attached with the rule that
 * won, those that were left alone with the reason, for each rule what became of the functions that
 * it names, and the archives in which they lie.
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
 * @param archives where the classes lie that the policy mentions, in the order in which the
 *     container met them
 * @since 0.1
 */
public record DeploymentReport(
    String origin, List<Bean> beans, List<Rule> rules, List<Archive> archives) {
  /** Copies the lists. */
  public DeploymentReport {
    beans = List.copyOf(beans);
    rules = List.copyOf(rules);
    archives = List.copyOf(archives);
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
   * A rule and what became of the functions that it names.
   *
   * @param rule the rule
   * @param functions how many functions it attached
   * @param elsewhere how many of those that it names another rule attached
   * @param skipped how many of those that it names are left alone, by reason
   * @param nearestPackage where it names nothing, a package that may have been meant
   * @param why where it attached nothing, what the deployment can say about that
   * @since 0.1
   */
  public record Rule(
      PolicyRule rule,
      int functions,
      int elsewhere,
      Map<Reason, Integer> skipped,
      Optional<String> nearestPackage,
      Optional<String> why) {
    /** Copies the map. */
    public Rule {
      Map<Reason, Integer> copy = new EnumMap<>(Reason.class);
      copy.putAll(skipped);
      skipped = Collections.unmodifiableMap(copy);
    }

    /** How many functions of the deployment it names. */
    public int named() {
      int sum = functions + elsewhere;
      for (int count : skipped.values()) {
        sum += count;
      }
      return sum;
    }
  }

  /**
   * A jar or a directory of classes.
   *
   * @param location where it is, as the class loader says
   * @param discovery how the container looks for beans in it
   * @since 0.1
   */
  public record Archive(String location, BeanDiscovery discovery) {
    /**
     * Written by hand: the JDK's own keeps hold of the last component's class of the record that
     * was linked last, and so of an application that was undeployed.
     */
    @Override
    public int hashCode() {
      return 31 * location.hashCode() + discovery.hashCode();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Archive archive
          && location.equals(archive.location)
          && discovery == archive.discovery;
    }
  }

  /** Nothing was attached: no container has started, or Glimpse is switched off. */
  public static DeploymentReport empty(String origin) {
    return new DeploymentReport(origin, List.of(), List.of(), List.of());
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException if the text is not such a report
   * @throws IllegalStateException if there is neither a JSON-B nor a JSON-P provider; the message
   *     says what to add
   */
  public static DeploymentReport fromJson(String json) {
    return ReportJson.read(json);
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
    int sum = 0;
    for (Bean bean : beans) {
      sum += bean.attached().size();
    }
    return sum;
  }

  /** How many classes have a function that is recorded. */
  public int attachedBeans() {
    int sum = 0;
    for (Bean bean : beans) {
      sum += bean.attached().isEmpty() ? 0 : 1;
    }
    return sum;
  }

  /** How many functions are left alone, by reason; a class that is left alone whole counts one. */
  public Map<Reason, Integer> skippedFunctions() {
    Map<Reason, Integer> sums = new EnumMap<>(Reason.class);
    for (Bean bean : beans) {
      for (Reason reason : bean.skipped().values()) {
        sums.merge(reason, 1, Integer::sum);
      }
    }
    return sums;
  }

  /** The block for the log at INFO: the sum, each rule, the reasons, and the archives. */
  public String summary() {
    return ReportText.summary(this);
  }

  /** Everything, for the log at DEBUG: each bean with its functions and reasons, too. */
  public String details() {
    return ReportText.details(this);
  }

  /**
   * The whole report as JSON, for other tools; {@link #fromJson} reads it back as an equal report.
   *
   * @throws IllegalStateException if there is neither a JSON-B nor a JSON-P provider; the message
   *     says what to add
   */
  public String toJson() {
    return ReportJson.write(this);
  }
}
