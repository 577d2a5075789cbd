package io.glimpse.policy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The patterns of one list that name one class or methods of it, in the order of the list. */
record NamingPatterns(List<Pattern> patterns) {
  /** No pattern matched. */
  static final int NONE = Integer.MAX_VALUE;

  private static final NamingPatterns EMPTY = new NamingPatterns(List.of());

  /**
   * A pattern by its place in the list.
   *
   * @param method which methods of the class it names; null for all
   */
  record Pattern(int index, @Nullable Glob method) {
    boolean names(String methodName) {
      return method == null || method.matches(methodName);
    }
  }

  /** Most classes of a deployment are named by nothing, and share the answer. */
  static NamingPatterns of(List<Pattern> patterns) {
    return patterns.isEmpty() ? EMPTY : new NamingPatterns(List.copyOf(patterns));
  }

  boolean isEmpty() {
    return patterns.isEmpty();
  }

  /** The place of the first that names this method or the class; {@link #NONE} if none. */
  int first(String method) {
    for (Pattern pattern : patterns) {
      if (pattern.names(method)) {
        return pattern.index;
      }
    }
    return NONE;
  }

  /** The place of the first {@code Class#method} that names this method; {@link #NONE} if none. */
  int firstByMethod(String method) {
    for (Pattern pattern : patterns) {
      if (pattern.method != null && pattern.names(method)) {
        return pattern.index;
      }
    }
    return NONE;
  }

  /** The places of all that name this method or the class, in order. */
  List<Integer> all(String method) {
    List<Integer> places = new ArrayList<>(patterns.size());
    for (Pattern pattern : patterns) {
      if (pattern.names(method)) {
        places.add(pattern.index);
      }
    }
    return places;
  }
}
