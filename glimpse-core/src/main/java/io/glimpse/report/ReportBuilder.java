package io.glimpse.report;

import io.glimpse.policy.Decision;
import io.glimpse.policy.MethodRef;
import io.glimpse.policy.PolicyAnswers;
import io.glimpse.policy.PolicyRule;
import io.glimpse.policy.Reason;
import io.glimpse.policy.TracingPolicy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Collects what an edge attaches while the container starts. Safe for several threads, since
 * containers may scan with more than one.
 *
 * @since 0.1
 */
public final class ReportBuilder {
  private static final String WHOLE_CLASS = "*";

  private final PolicyAnswers policy;
  private final Map<String, DeploymentReport.Bean> beans = new LinkedHashMap<>();
  private final Map<String, Map<String, Reason>> limited = new HashMap<>();
  private final Map<PolicyRule, Set<Named>> named = new HashMap<>();
  private final Set<DeploymentReport.Archive> archives = new LinkedHashSet<>();
  private final Set<String> packages = new HashSet<>();

  private record Named(String className, String function) {}

  /** A report on what becomes of this policy. */
  public ReportBuilder(TracingPolicy policy) {
    this(policy.answers());
  }

  /** The same, for somebody who asks the policy too. */
  public ReportBuilder(PolicyAnswers policy) {
    this.policy = policy;
  }

  /** The container has met this class, whether a rule names it or not. */
  public synchronized void met(String className) {
    int dot = className.lastIndexOf('.');
    if (dot > 0) {
      packages.add(className.substring(0, dot));
    }
  }

  /** A class that the policy mentions lies in this archive. */
  public synchronized void archive(DeploymentReport.Archive archive) {
    archives.add(archive);
  }

  /** What the policy said about a function of {@code className}. */
  public synchronized void judged(
      String className, String function, MethodRef method, Decision decision) {
    for (PolicyRule rule : policy.rulesNaming(method)) {
      named(rule).add(new Named(className, function));
    }
    if (decision instanceof Decision.Trace trace) {
      attached(className, function, trace.because());
    } else if (decision instanceof Decision.Skip skip) {
      skipped(className, function, skip.because());
    }
  }

  /** A function of {@code className} is recorded because of {@code rule}. */
  public synchronized void attached(String className, String function, PolicyRule rule) {
    named(rule).add(new Named(className, function));
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
    bean(className).skipped().put(WHOLE_CLASS, reason);
  }

  private Set<Named> named(PolicyRule rule) {
    return named.computeIfAbsent(rule, unused -> new LinkedHashSet<>());
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
  public DeploymentReport build(Set<String> beanClasses) {
    return build(beanClasses, rule -> Optional.empty());
  }

  /**
   * The same, with what the edge can say about a rule that attached nothing.
   *
   * @param why asked for each rule of which no function belongs to a bean
   */
  public synchronized DeploymentReport build(
      Set<String> beanClasses, Function<PolicyRule, Optional<String>> why) {
    Map<String, DeploymentReport.Bean> judged = new LinkedHashMap<>();
    for (DeploymentReport.Bean bean : beans.values()) {
      boolean isBean = beanClasses.contains(bean.className());
      judged.put(bean.className(), isBean ? copy(bean) : notABean(bean));
    }
    List<DeploymentReport.Rule> rules = new ArrayList<>();
    for (PolicyRule rule : policy.policy().rules()) {
      rules.add(count(rule, judged, why));
    }
    return new DeploymentReport(
        policy.policy().origin(), List.copyOf(judged.values()), rules, List.copyOf(archives));
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

  private DeploymentReport.Rule count(
      PolicyRule rule,
      Map<String, DeploymentReport.Bean> judged,
      Function<PolicyRule, Optional<String>> why) {
    int functions = 0;
    int elsewhere = 0;
    Map<Reason, Integer> skipped = new EnumMap<>(Reason.class);
    for (Named one : named.getOrDefault(rule, Set.of())) {
      DeploymentReport.Bean bean = judged.get(one.className());
      if (bean == null) {
        continue;
      }
      PolicyRule winner = bean.attached().get(one.function());
      if (winner == null) {
        skipped.merge(reason(bean, one.function()), 1, Integer::sum);
      } else if (winner.equals(rule)) {
        functions++;
      } else {
        elsewhere++;
      }
    }
    boolean namesNothing = functions + elsewhere == 0 && skipped.isEmpty();
    boolean hasNoBean =
        functions + elsewhere == 0 && Set.of(Reason.NOT_A_BEAN).containsAll(skipped.keySet());
    return new DeploymentReport.Rule(
        rule,
        functions,
        elsewhere,
        skipped,
        namesNothing ? nearestPackage(rule) : Optional.empty(),
        hasNoBean ? why.apply(rule) : Optional.empty());
  }

  /** One that is not what the rule says already: its classes have no methods to attach. */
  private Optional<String> nearestPackage(PolicyRule rule) {
    return rule.nearestPackage(packages).filter(near -> !near.equals(rule.pattern()));
  }

  private static Reason reason(DeploymentReport.Bean bean, String function) {
    Reason own = bean.skipped().get(function);
    return own == null ? bean.skipped().getOrDefault(WHOLE_CLASS, Reason.UNLOADABLE) : own;
  }
}
