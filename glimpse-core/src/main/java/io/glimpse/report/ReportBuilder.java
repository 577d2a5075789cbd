package io.glimpse.report;

import io.glimpse.policy.PolicyRule;
import io.glimpse.policy.Reason;
import io.glimpse.policy.TracingPolicy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Collects what an edge attaches while the container starts. Safe for several threads, since
 * containers may scan with more than one.
 *
 * @since 0.1
 */
public final class ReportBuilder {
  private final TracingPolicy policy;
  private final Map<String, DeploymentReport.Bean> beans = new LinkedHashMap<>();
  private final Map<String, Map<String, Reason>> limited = new HashMap<>();
  private final TreeSet<String> classNames = new TreeSet<>();

  /** A report on what becomes of this policy. */
  public ReportBuilder(TracingPolicy policy) {
    this.policy = policy;
  }

  /** The container has met this class, whether a rule names it or not. */
  public synchronized void met(String className) {
    classNames.add(className);
  }

  /** A function of {@code className} is recorded because of {@code rule}. */
  public synchronized void attached(String className, String function, PolicyRule rule) {
    bean(className).attached().put(function, rule);
  }

  /** A function of {@code className} that a rule named is left alone. */
  public synchronized void skipped(String className, String function, Reason reason) {
    bean(className).skipped().put(function, reason);
  }

  /** A function of {@code className} that is recorded has a limit. */
  public synchronized void limited(String className, String function, Reason reason) {
    limited.computeIfAbsent(className, unused -> new LinkedHashMap<>()).put(function, reason);
  }

  /** Everything of {@code className} is left alone. */
  public synchronized void skippedWhole(String className, Reason reason) {
    bean(className).attached().clear();
    bean(className).skipped().put("*", reason);
  }

  private DeploymentReport.Bean bean(String className) {
    return beans.computeIfAbsent(
        className,
        name -> new DeploymentReport.Bean(name, new LinkedHashMap<>(), new LinkedHashMap<>()));
  }

  /**
   * What was collected so far. A class that did not become a bean has nothing attached: nobody will
   * call it through the container.
   *
   * @param beanClasses the binary names of the classes that became beans
   */
  public synchronized DeploymentReport build(Set<String> beanClasses) {
    List<DeploymentReport.Bean> judged = new ArrayList<>();
    for (DeploymentReport.Bean bean : beans.values()) {
      judged.add(beanClasses.contains(bean.className()) ? copy(bean) : notABean(bean));
    }
    List<DeploymentReport.Rule> rules =
        policy.rules().stream().map(rule -> count(rule, judged)).toList();
    return new DeploymentReport(policy.origin(), judged, rules);
  }

  private DeploymentReport.Bean copy(DeploymentReport.Bean bean) {
    return new DeploymentReport.Bean(
        bean.className(),
        Collections.unmodifiableMap(new LinkedHashMap<>(bean.attached())),
        Collections.unmodifiableMap(new LinkedHashMap<>(bean.skipped())),
        Collections.unmodifiableMap(
            new LinkedHashMap<>(limited.getOrDefault(bean.className(), Map.of()))));
  }

  private static DeploymentReport.Bean notABean(DeploymentReport.Bean bean) {
    Map<String, Reason> skipped = new LinkedHashMap<>();
    bean.attached().keySet().forEach(function -> skipped.put(function, Reason.NOT_A_BEAN));
    skipped.putAll(bean.skipped());
    return new DeploymentReport.Bean(
        bean.className(), Map.of(), Collections.unmodifiableMap(skipped));
  }

  private DeploymentReport.Rule count(PolicyRule rule, List<DeploymentReport.Bean> judged) {
    int functions =
        (int)
            judged.stream()
                .flatMap(bean -> bean.attached().values().stream())
                .filter(rule::equals)
                .count();
    return new DeploymentReport.Rule(
        rule, functions, functions > 0 ? Optional.empty() : rule.nearestPackage(classNames));
  }
}
