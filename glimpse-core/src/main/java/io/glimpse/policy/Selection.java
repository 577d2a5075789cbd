package io.glimpse.policy;

import io.glimpse.policy.PatternList.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The part of a policy that chooses methods: the two lists, {@code exclude}, and who goes first.
 */
final class Selection {
  private static final Decision SILENT = new Decision.Silent();

  private final List<PolicyRule> rules;
  private final PatternList exact;
  private final PatternList trees;
  private final PatternList exclude;
  private final int firstTree;

  Selection(List<String> exactModules, List<String> packageTrees, List<String> excluded) {
    List<PolicyRule> all = new ArrayList<>();
    for (int i = 0; i < exactModules.size(); i++) {
      all.add(PolicyRule.of(RuleSource.EXACT_MODULES, exactModules.get(i), i));
    }
    for (int i = 0; i < packageTrees.size(); i++) {
      all.add(PolicyRule.of(RuleSource.PACKAGE_TREES, packageTrees.get(i), i));
    }
    rules = List.copyOf(all);
    firstTree = exactModules.size();
    exact = new PatternList(Reach.EXACT, exactModules);
    trees = new PatternList(Reach.TREE, packageTrees);
    exclude = new PatternList(Reach.TREE, excluded);
  }

  List<PolicyRule> rules() {
    return rules;
  }

  /** Tests the name against the lists. */
  NamedClass named(String binaryClassName) {
    return new NamedClass(ClassName.of(binaryClassName), exact, trees, exclude);
  }

  List<PolicyRule> naming(MethodRef method, NamedClass type) {
    List<PolicyRule> naming = new ArrayList<>();
    for (int index : type.exact().all(method.name())) {
      naming.add(rules.get(index));
    }
    for (int index : type.trees().all(method.name())) {
      naming.add(rules.get(firstTree + index));
    }
    return naming;
  }

  Decision decide(MethodRef method, NamedClass type) {
    Optional<PolicyRule> rule = winner(method, type);
    if (rule.isEmpty()) {
      return SILENT;
    }
    Optional<Reason> against = against(method, type);
    return against.isPresent()
        ? new Decision.Skip(against.get())
        : traceUnlessAccessor(method, type, rule.get());
  }

  private Optional<PolicyRule> winner(MethodRef method, NamedClass type) {
    if (method.is(Trait.TRACED)) {
      return Optional.of(PolicyRule.TRACED);
    }
    int listed = type.exact().first(method.name());
    if (listed != NamingPatterns.NONE) {
      return Optional.of(rules.get(listed));
    }
    int tree = type.trees().first(method.name());
    return tree == NamingPatterns.NONE
        ? Optional.empty()
        : Optional.of(rules.get(firstTree + tree));
  }

  private static Optional<Reason> against(MethodRef method, NamedClass type) {
    Optional<Reason> never = method.neverTraced();
    if (never.isPresent()) {
      return never;
    }
    if (method.is(Trait.UNTRACED)) {
      return Optional.of(Reason.UNTRACED);
    }
    return type.excluding().first(method.name()) == NamingPatterns.NONE
        ? Optional.empty()
        : Optional.of(Reason.EXCLUDED);
  }

  /** An accessor is wanted only by a rule that names methods, whatever else names its class. */
  private Decision traceUnlessAccessor(MethodRef method, NamedClass type, PolicyRule rule) {
    if (!method.is(Trait.ACCESSOR)) {
      return new Decision.Trace(rule);
    }
    int named = type.exact().firstByMethod(method.name());
    return named == NamingPatterns.NONE
        ? new Decision.Skip(Reason.ACCESSOR)
        : new Decision.Trace(rules.get(named));
  }
}
