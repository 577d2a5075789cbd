package io.glimpse.render;

/**
 * What one rendering may still write, packed in a {@code long}: nodes in the upper half, characters
 * in the lower.
 *
 * <p>It is handed down and comes back smaller, so that a rendering needs no object of its own: the
 * renderer stays immutable and shared by all threads, and a call with scalar arguments leaves no
 * garbage.
 */
final class Budget {
  private static final long ONE_NODE = 1L << 32;

  private Budget() {}

  static long of(int nodes, int characters) {
    return nodes * ONE_NODE | characters;
  }

  /** Whether either is used up. */
  static boolean isSpent(long budget) {
    return budget < ONE_NODE || characters(budget) == 0;
  }

  static int characters(long budget) {
    return (int) budget;
  }

  static long lessNode(long budget) {
    return budget - ONE_NODE;
  }

  /** Numbers and class names are written whole, so {@code used} may be more than was left. */
  static long lessCharacters(long budget, int used) {
    return budget - Math.min(used, characters(budget));
  }
}
