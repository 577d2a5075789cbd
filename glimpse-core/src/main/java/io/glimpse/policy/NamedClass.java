package io.glimpse.policy;

import org.jspecify.annotations.Nullable;

/**
 * A class and the patterns of each list that name it. {@code exclude} is looked through when it is
 * first asked about, since most classes of a deployment are named by no rule and it has no say
 * about them.
 */
final class NamedClass {
  private final ClassName name;
  private final NamingPatterns exact;
  private final NamingPatterns trees;
  private final PatternList exclude;
  private volatile @Nullable NamingPatterns excluding;

  NamedClass(ClassName name, PatternList exact, PatternList trees, PatternList exclude) {
    this.name = name;
    this.exact = exact.naming(name);
    this.trees = trees.naming(name);
    this.exclude = exclude;
  }

  /** Whether a rule could name a method of it. */
  boolean isMentioned() {
    return !exact.isEmpty() || !trees.isEmpty();
  }

  NamingPatterns exact() {
    return exact;
  }

  NamingPatterns trees() {
    return trees;
  }

  NamingPatterns excluding() {
    NamingPatterns known = excluding;
    if (known == null) {
      known = exclude.naming(name);
      excluding = known;
    }
    return known;
  }
}
