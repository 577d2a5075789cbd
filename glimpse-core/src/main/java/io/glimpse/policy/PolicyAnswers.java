package io.glimpse.policy;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * A policy that is asked about all classes of a deployment: it remembers which rules name a class,
 * so that each name is tested once, however many beans inherit from it and however many methods it
 * has. You want it where you would ask a {@link TracingPolicy} more than a few times; let it go
 * when the deployment is done.
 *
 * <pre>{@code
 * PolicyAnswers answers = policy.answers();
 * if (answers.mentionsAny(List.of("com.acme.shop.Cart"))) {
 *   Decision decision = answers.decide(method);
 * }
 * }</pre>
 *
 * <p>Safe for several threads. No argument may be null.
 *
 * @since 0.1
 */
public final class PolicyAnswers {
  private final TracingPolicy policy;
  private final Selection selection;
  private final Map<String, NamedClass> known = new ConcurrentHashMap<>();
  private final LongAdder tested = new LongAdder();

  PolicyAnswers(TracingPolicy policy, Selection selection) {
    this.policy = policy;
    this.selection = selection;
  }

  /** The policy that answers. */
  public TracingPolicy policy() {
    return policy;
  }

  /** As {@link TracingPolicy#mentionsAny}. */
  public boolean mentionsAny(Collection<String> binaryClassNames) {
    for (String name : binaryClassNames) {
      if (named(name).isMentioned()) {
        return true;
      }
    }
    return false;
  }

  /** As {@link TracingPolicy#decide}. */
  public Decision decide(MethodRef method) {
    return selection.decide(method, named(method.declaringClass()));
  }

  /** As {@link TracingPolicy#rulesNaming}. */
  public List<PolicyRule> rulesNaming(MethodRef method) {
    return selection.naming(method, named(method.declaringClass()));
  }

  /** How often a class name has been tested against the rules. */
  public long namesTested() {
    return tested.sum();
  }

  private NamedClass named(String className) {
    NamedClass seen = known.get(className);
    return seen != null ? seen : known.computeIfAbsent(className, this::test);
  }

  private NamedClass test(String className) {
    tested.increment();
    return selection.named(className);
  }
}
