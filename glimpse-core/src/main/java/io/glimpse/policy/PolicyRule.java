package io.glimpse.policy;

import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One rule that attaches functions, so that a report can say which rule won and which won nothing.
 *
 * @param source the list that it stands in, or the annotation
 * @param pattern the pattern as it was written; {@code @Traced} for the annotation
 * @param pointer its place in the policy as a JSON pointer such as {@code /package_trees/0}; empty
 *     for the annotation
 * @since 0.1
 */
public record PolicyRule(RuleSource source, String pattern, String pointer) {
  /** The annotation {@code @Traced}; never one of {@link TracingPolicy#rules()}. */
  public static final PolicyRule TRACED = new PolicyRule(RuleSource.TRACED, "@Traced", "");

  static PolicyRule of(RuleSource list, String pattern, int index) {
    return new PolicyRule(list, pattern, '/' + list.text() + '/' + index);
  }

  /**
   * The package that a rule without a match may have meant.
   *
   * <p>One of the known packages, or for {@code package_trees} also one above them, that a typing
   * mistake or a class of that package could explain. Empty where nothing comes near.
   *
   * @param packages the names of all packages that the deployment knows classes of
   */
  public Optional<String> nearestPackage(Collection<String> packages) {
    return KnownPackages.of(packages).nearest(this);
  }

  /** Written by hand: a deployment looks rules up a lot, before the JDK's own has warmed up. */
  @Override
  public int hashCode() {
    return 31 * pattern.hashCode() + pointer.hashCode();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof PolicyRule rule
            && source == rule.source
            && pattern.equals(rule.pattern)
            && pointer.equals(rule.pointer));
  }

  /** For a report: {@code package_trees "com.acme.shop"}. */
  @Override
  public String toString() {
    return source == RuleSource.TRACED
        ? pattern
        : source.text() + ' ' + PolicyProblem.quoted(pattern);
  }
}
