package io.glimpse.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One of the policy's lists, ready to be asked about a class. Patterns without wildcards are looked
 * up by hash, however many there are; only those with wildcards are tried one by one.
 */
final class PatternList {
  /** No pattern matched. */
  static final int NONE = Integer.MAX_VALUE;

  /** What a list does with a class name and with wildcards: spec, section 4. */
  enum Reach {
    EXACT,
    TREE
  }

  /** A pattern for a class with wildcards, or for methods, at its place in the list. */
  private record Pattern(
      int index, String start, Predicate<ClassName> type, @Nullable Glob method) {
    boolean names(ClassName name) {
      return name.binary().startsWith(start) && type.test(name);
    }

    boolean names(ClassName name, String methodName) {
      return names(name) && (method == null || method.matches(methodName));
    }
  }

  private final Reach reach;
  private final Map<String, Integer> literals = new HashMap<>();
  private final Map<String, List<Pattern>> methodsOfLiterals = new HashMap<>();
  private final List<Pattern> wildcards = new ArrayList<>();

  PatternList(Reach reach, List<String> patterns) {
    this.reach = reach;
    for (int i = 0; i < patterns.size(); i++) {
      add(i, patterns.get(i));
    }
  }

  private void add(int index, String pattern) {
    int hash = pattern.indexOf('#');
    String type = hash < 0 ? pattern : pattern.substring(0, hash);
    Glob method = hash < 0 ? null : Glob.exact(pattern.substring(hash + 1));
    if (!Glob.isLiteral(type)) {
      Predicate<ClassName> names = method == null ? module(type) : oneClass(type);
      wildcards.add(new Pattern(index, Glob.literalStart(type), names, method));
    } else if (method == null) {
      literals.put(type, index);
    } else {
      methodsOfLiterals
          .computeIfAbsent(type, name -> new ArrayList<>())
          .add(new Pattern(index, type, name -> true, method));
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

  /** Whether any pattern could speak about a method of this class. */
  boolean mentions(ClassName name) {
    return literal(name) != NONE
        || methodsOfLiterals.containsKey(name.binary())
        || wildcards.stream().anyMatch(pattern -> pattern.names(name));
  }

  /** The place of the first pattern that names this method or its class; {@link #NONE} if none. */
  int first(ClassName name, String method) {
    int found = Math.min(literal(name), firstByMethod(name, method));
    for (Pattern pattern : wildcards) {
      if (pattern.index >= found) {
        return found;
      }
      if (pattern.names(name, method)) {
        return pattern.index;
      }
    }
    return found;
  }

  /** The place of the first {@code Class#method} that names this method; {@link #NONE} if none. */
  int firstByMethod(ClassName name, String method) {
    int found = NONE;
    for (Pattern pattern : methodsOfLiterals.getOrDefault(name.binary(), List.of())) {
      if (pattern.names(name, method)) {
        found = pattern.index;
        break;
      }
    }
    for (Pattern pattern : wildcards) {
      if (pattern.index < found && pattern.method != null && pattern.names(name, method)) {
        return pattern.index;
      }
    }
    return found;
  }

  /** The places of all patterns that name this method or its class, in order. */
  Set<Integer> all(ClassName name, String method) {
    Set<Integer> found = new TreeSet<>();
    for (String part : reach == Reach.TREE ? name.treeNames() : name.exactNames()) {
      Integer index = literals.get(part);
      if (index != null) {
        found.add(index);
      }
    }
    for (Pattern pattern : methodsOfLiterals.getOrDefault(name.binary(), List.of())) {
      if (pattern.names(name, method)) {
        found.add(pattern.index);
      }
    }
    for (Pattern pattern : wildcards) {
      if (pattern.names(name, method)) {
        found.add(pattern.index);
      }
    }
    return found;
  }

  private int literal(ClassName name) {
    if (literals.isEmpty()) {
      return NONE;
    }
    int found = NONE;
    for (String part : reach == Reach.TREE ? name.treeNames() : name.exactNames()) {
      found = Math.min(found, literals.getOrDefault(part, NONE));
    }
    return found;
  }
}
