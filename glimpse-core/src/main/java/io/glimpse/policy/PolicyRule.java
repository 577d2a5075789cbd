package io.glimpse.policy;

import io.glimpse.spelling.Spelling;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
    int hash = pattern.indexOf('#');
    String wanted = hash < 0 ? pattern : pattern.substring(0, hash);
    Collection<String> known = nameable(packages);
    return Spelling.meant(wanted, known)
        .or(() -> Spelling.nearest(wanted, sharingTwoParts(wanted, known)));
  }

  private Collection<String> nameable(Collection<String> packages) {
    if (source == RuleSource.EXACT_MODULES) {
      return packages;
    }
    Set<String> withThoseAbove = new HashSet<>();
    for (String name : packages) {
      int end = name.length();
      while (end > 0 && withThoseAbove.add(name.substring(0, end))) {
        end = name.lastIndexOf('.', end - 1);
      }
    }
    return withThoseAbove;
  }

  private static Collection<String> sharingTwoParts(String wanted, Collection<String> known) {
    List<String> sharing = new ArrayList<>();
    for (String near : known) {
      if (sharesTwoParts(wanted, near)) {
        sharing.add(near);
      }
    }
    return sharing;
  }

  private static boolean sharesTwoParts(String wanted, String near) {
    int second = near.indexOf('.', near.indexOf('.') + 1);
    String start = second < 0 ? near : near.substring(0, second);
    return start.indexOf('.') > 0
        && wanted.startsWith(start)
        && (wanted.length() == start.length() || wanted.charAt(start.length()) == '.');
  }

  /** For a report: {@code package_trees "com.acme.shop"}. */
  @Override
  public String toString() {
    return source == RuleSource.TRACED
        ? pattern
        : source.text() + ' ' + PolicyProblem.quoted(pattern);
  }
}
