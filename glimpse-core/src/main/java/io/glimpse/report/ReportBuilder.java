package io.glimpse.report;

import io.glimpse.policy.Decision;
import io.glimpse.policy.KnownPackages;
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
  private final Map<String, Noted> beans = new LinkedHashMap<>();
  private final Set<DeploymentReport.Archive> archives = new LinkedHashSet<>();
  private final Set<String> packages = new HashSet<>();

  /** What became of a class and its functions, and for each function the rules that name it. */
  private record Noted(
      Map<String, PolicyRule> attached,
      Map<String, Reason> skipped,
      Map<String, Reason> limited,
      Map<String, List<PolicyRule>> naming) {
    Noted() {
      this(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new HashMap<>());
    }

    /** Two methods may have one name in the report, a bridge and what it leads to. */
    void names(String function, List<PolicyRule> rules) {
      List<PolicyRule> known = naming.putIfAbsent(function, rules);
      if (known != null && !known.containsAll(rules)) {
        Set<PolicyRule> all = new LinkedHashSet<>(known);
        all.addAll(rules);
        naming.put(function, List.copyOf(all));
      }
    }
  }

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
    List<PolicyRule> naming = policy.rulesNaming(method);
    if (!naming.isEmpty()) {
      noted(className).names(function, naming);
    }
    if (decision instanceof Decision.Trace trace) {
      attached(className, function, trace.because());
    } else if (decision instanceof Decision.Skip skip) {
      skipped(className, function, skip.because());
    }
  }

  /** A function of {@code className} is recorded because of {@code rule}. */
  public synchronized void attached(String className, String function, PolicyRule rule) {
    Noted bean = noted(className);
    bean.names(function, List.of(rule));
    bean.attached().put(function, rule);
  }

  /** A function of {@code className} that a rule named is left alone. */
  public synchronized void skipped(String className, String function, Reason reason) {
    noted(className).skipped().put(function, reason);
  }

  /** A function of {@code className} that is recorded has a limit. */
  public synchronized void limited(String className, String function, Reason reason) {
    noted(className).limited().put(function, reason);
  }

  /** Everything of {@code className} is left alone. */
  public synchronized void skippedWhole(String className, Reason reason) {
    Noted bean = noted(className);
    bean.attached().clear();
    bean.skipped().put(WHOLE_CLASS, reason);
  }

  private Noted noted(String className) {
    Noted known = beans.get(className);
    if (known == null) {
      known = new Noted();
      beans.put(className, known);
    }
    return known;
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
    List<DeploymentReport.Bean> judged = new ArrayList<>();
    Map<PolicyRule, Tally> tallies = new HashMap<>();
    for (Map.Entry<String, Noted> entry : beans.entrySet()) {
      Noted noted = entry.getValue();
      DeploymentReport.Bean bean =
          beanClasses.contains(entry.getKey())
              ? bean(entry.getKey(), noted)
              : notABean(entry.getKey(), noted);
      judged.add(bean);
      for (Map.Entry<String, List<PolicyRule>> naming : noted.naming().entrySet()) {
        for (PolicyRule rule : naming.getValue()) {
          tallies.computeIfAbsent(rule, unused -> new Tally()).add(rule, bean, naming.getKey());
        }
      }
    }
    KnownPackages known = KnownPackages.of(packages);
    List<DeploymentReport.Rule> rules = new ArrayList<>();
    for (PolicyRule rule : policy.policy().rules()) {
      Tally tally = tallies.getOrDefault(rule, new Tally());
      rules.add(tally.sum(rule, known, why));
    }
    return new DeploymentReport(policy.policy().origin(), judged, rules, List.copyOf(archives));
  }

  private static DeploymentReport.Bean bean(String className, Noted noted) {
    return new DeploymentReport.Bean(
        className, copy(noted.attached()), copy(noted.skipped()), copy(noted.limited()));
  }

  private static <V> Map<String, V> copy(Map<String, V> map) {
    return map.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  private static DeploymentReport.Bean notABean(String className, Noted noted) {
    Map<String, Reason> skipped = new LinkedHashMap<>();
    noted.attached().keySet().forEach(function -> skipped.put(function, Reason.NOT_A_BEAN));
    skipped.putAll(noted.skipped());
    return new DeploymentReport.Bean(className, Map.of(), Collections.unmodifiableMap(skipped));
  }

  /** What became of the functions that one rule names. */
  private static final class Tally {
    private final Map<Reason, Integer> skipped = new EnumMap<>(Reason.class);
    private int functions;
    private int elsewhere;

    void add(PolicyRule rule, DeploymentReport.Bean bean, String function) {
      PolicyRule winner = bean.attached().get(function);
      if (winner == null) {
        skipped.merge(reason(bean, function), 1, Integer::sum);
      } else if (winner.equals(rule)) {
        functions++;
      } else {
        elsewhere++;
      }
    }

    private static Reason reason(DeploymentReport.Bean bean, String function) {
      Reason own = bean.skipped().get(function);
      return own == null ? bean.skipped().getOrDefault(WHOLE_CLASS, Reason.UNLOADABLE) : own;
    }

    DeploymentReport.Rule sum(
        PolicyRule rule, KnownPackages known, Function<PolicyRule, Optional<String>> why) {
      boolean attachesNothing = functions + elsewhere == 0;
      boolean namesNothing = attachesNothing && skipped.isEmpty();
      boolean hasNoBean =
          attachesNothing && Set.of(Reason.NOT_A_BEAN).containsAll(skipped.keySet());
      return new DeploymentReport.Rule(
          rule,
          functions,
          elsewhere,
          skipped,
          namesNothing ? nearestPackage(rule, known) : Optional.empty(),
          hasNoBean ? why.apply(rule) : Optional.empty());
    }

    /** One that is not what the rule says already: its classes have no methods to attach. */
    private static Optional<String> nearestPackage(PolicyRule rule, KnownPackages known) {
      Optional<String> near = known.nearest(rule);
      return near.isPresent() && near.get().equals(rule.pattern()) ? Optional.empty() : near;
    }
  }
}
