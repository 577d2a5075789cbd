package io.glimpse.policy;

import io.glimpse.spelling.Dictionary;
import io.glimpse.spelling.Spelling;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The packages that a deployment knows classes of, for the rules that name nothing in it: each of
 * them asks which one it may have meant.
 *
 * <pre>{@code
 * KnownPackages known = KnownPackages.of(List.of("com.acme.shop.cart"));
 * known.nearest(rule); // for package_trees "com.acme.shpo": com.acme.shop
 * }</pre>
 *
 * <p>Immutable.
 *
 * @since 0.1
 */
public final class KnownPackages {
  private final List<String> packages;
  private final List<String> withThoseAbove;
  private final Dictionary words;
  private final Dictionary wordsWithThoseAbove;

  private KnownPackages(Collection<String> packages) {
    this.packages = List.copyOf(packages);
    this.withThoseAbove = withThoseAbove(packages);
    this.words = Dictionary.of(packages);
    this.wordsWithThoseAbove = Dictionary.of(withThoseAbove);
  }

  /** Of these packages, by name. */
  public static KnownPackages of(Collection<String> packages) {
    return new KnownPackages(packages);
  }

  private static List<String> withThoseAbove(Collection<String> packages) {
    Set<String> names = new HashSet<>();
    for (String name : packages) {
      int end = name.length();
      while (end > 0 && names.add(name.substring(0, end))) {
        end = name.lastIndexOf('.', end - 1);
      }
    }
    return List.copyOf(names);
  }

  /**
   * The package that a rule without a match may have meant: one of these, or for {@code
   * package_trees} also one above them, that a typing mistake or a class of that package could
   * explain. Empty where nothing comes near.
   */
  public Optional<String> nearest(PolicyRule rule) {
    int hash = rule.pattern().indexOf('#');
    String wanted = hash < 0 ? rule.pattern() : rule.pattern().substring(0, hash);
    boolean exact = rule.source() == RuleSource.EXACT_MODULES;
    Optional<String> meant = (exact ? words : wordsWithThoseAbove).meant(wanted);
    if (meant.isPresent()) {
      return meant;
    }
    return Spelling.nearest(wanted, sharingTwoParts(wanted, exact ? packages : withThoseAbove));
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
    int first = near.indexOf('.');
    int second = near.indexOf('.', first + 1);
    int length = second < 0 ? near.length() : second;
    return first > 0
        && wanted.regionMatches(0, near, 0, length)
        && (wanted.length() == length || wanted.charAt(length) == '.');
  }

  /** For the debugger. */
  @Override
  public String toString() {
    return "KnownPackages" + packages;
  }
}
