package io.glimpse.policy;

import io.glimpse.policy.NamingPatterns.Pattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One of the policy's lists, ready to be asked about a class. Patterns without wildcards are looked
 * up by hash, however many there are; of those with wildcards only the ones are tried, one by one,
 * that begin with a package of the class, or with none.
 */
final class PatternList {
  /** What a list does with a class name and with wildcards: spec, section 4. */
  enum Reach {
    EXACT,
    TREE
  }

  /** A pattern with wildcards in the part that names classes. */
  private record Wildcard(String start, String within, Predicate<ClassName> type, Pattern pattern) {
    static Wildcard of(String text, Predicate<ClassName> type, Pattern pattern) {
      String start = Glob.literalStart(text);
      String within = Glob.longestLiteral(text.substring(start.length()));
      return new Wildcard(start, within, type, pattern);
    }

    /** Every name that it names has this before one of its dots. */
    String inPackage() {
      return start.substring(0, Math.max(0, start.lastIndexOf('.')));
    }

    /** What is quick goes first: most patterns are out of the question for most classes. */
    boolean names(ClassName name) {
      return name.binary().startsWith(start) && name.binary().contains(within) && type.test(name);
    }
  }

  private final Reach reach;
  private final Map<String, Pattern> literals = new HashMap<>();
  private final Map<String, List<Pattern>> methodsOfLiterals = new HashMap<>();

  /** By the package that they begin with, written out; by an empty text where there is none. */
  private final Map<String, List<Wildcard>> wildcards = new HashMap<>();

  PatternList(Reach reach, List<String> patterns) {
    this.reach = reach;
    for (int i = 0; i < patterns.size(); i++) {
      add(i, patterns.get(i));
    }
  }

  private void add(int index, String text) {
    int hash = text.indexOf('#');
    String type = hash < 0 ? text : text.substring(0, hash);
    Glob method = hash < 0 ? null : Glob.exact(text.substring(hash + 1));
    Pattern pattern = new Pattern(index, method);
    if (!Glob.isLiteral(type)) {
      Predicate<ClassName> names = method == null ? module(type) : oneClass(type);
      Wildcard wildcard = Wildcard.of(type, names, pattern);
      wildcards.computeIfAbsent(wildcard.inPackage(), name -> new ArrayList<>()).add(wildcard);
    } else if (method == null) {
      literals.put(type, pattern);
    } else {
      methodsOfLiterals.computeIfAbsent(type, name -> new ArrayList<>()).add(pattern);
    }
  }

  private Predicate<ClassName> module(String pattern) {
    if (reach == Reach.TREE) {
      Glob glob = Glob.tree(pattern);
      return name -> glob.matches(name.binary());
    }
    Glob glob = Glob.exact(pattern);
    return name -> {
      for (String part : name.exactNames()) {
        if (glob.matches(part)) {
          return true;
        }
      }
      return false;
    };
  }

  /** The part before {@code #} names classes, never the package or the class around one. */
  private Predicate<ClassName> oneClass(String pattern) {
    Glob glob = reach == Reach.TREE ? Glob.crossing(pattern) : Glob.exact(pattern);
    return name -> glob.matches(name.binary());
  }

  /** Those that could speak about a method of this class. */
  NamingPatterns naming(ClassName name) {
    List<Pattern> naming =
        new ArrayList<>(methodsOfLiterals.getOrDefault(name.binary(), List.of()));
    if (!literals.isEmpty()) {
      for (String part : reach == Reach.TREE ? name.treeNames() : name.exactNames()) {
        @Nullable Pattern literal = literals.get(part);
        if (literal != null) {
          naming.add(literal);
        }
      }
    }
    if (!wildcards.isEmpty()) {
      addWildcards("", name, naming);
      for (String part : name.treeNames()) {
        addWildcards(part, name, naming);
      }
    }
    if (naming.size() > 1) {
      naming.sort(Comparator.comparingInt(Pattern::index));
    }
    return NamingPatterns.of(naming);
  }

  private void addWildcards(String inPackage, ClassName name, List<Pattern> naming) {
    for (Wildcard wildcard : wildcards.getOrDefault(inPackage, List.of())) {
      if (wildcard.names(name)) {
        naming.add(wildcard.pattern);
      }
    }
  }
}
