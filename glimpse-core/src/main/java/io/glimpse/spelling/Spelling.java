package io.glimpse.spelling;

import java.util.Collection;
import java.util.Optional;

/**
 * Finds the word that someone most likely meant.
 *
 * <pre>{@code
 * Spelling.meant("trace_dept", List.of("trace_depth", "exclude")); // trace_depth
 * }</pre>
 *
 * @since 0.1
 */
public final class Spelling {
  private static final int LONGEST = 512;

  private Spelling() {}

  /** The candidate that a typing mistake could have turned into {@code word}. */
  public static Optional<String> meant(String word, Collection<String> candidates) {
    int mistakes = Math.max(2, word.length() / 3);
    return nearest(word, candidates).filter(near -> distance(word, near) <= mistakes);
  }

  /**
   * The candidate with the fewest edits; of several the one that agrees longest from the start,
   * then the first in the alphabet. Empty for words that are longer than any name.
   */
  public static Optional<String> nearest(String word, Collection<String> candidates) {
    if (word.length() > LONGEST) {
      return Optional.empty();
    }
    String nearest = null;
    int fewest = Integer.MAX_VALUE;
    for (String candidate : candidates) {
      // As many edits as the lengths differ are needed anyway.
      if (candidate.length() > LONGEST || Math.abs(candidate.length() - word.length()) > fewest) {
        continue;
      }
      int edits = distance(word, candidate, fewest);
      if (nearest == null
          || edits < fewest
          || (edits == fewest && wins(word, candidate, nearest))) {
        nearest = candidate;
        fewest = edits;
      }
    }
    return Optional.ofNullable(nearest);
  }

  private static boolean wins(String word, String candidate, String other) {
    int more = commonPrefix(word, candidate) - commonPrefix(word, other);
    return more > 0 || (more == 0 && candidate.compareTo(other) < 0);
  }

  /** How many characters have to be put in, taken out or replaced (Levenshtein). */
  public static int distance(String a, String b) {
    return distance(a, b, Integer.MAX_VALUE - 1);
  }

  /** Any number above {@code enough} where there are more than so many. */
  private static int distance(String a, String b, int enough) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      int least = i;
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
        least = Math.min(least, row[j]);
      }
      if (least > enough) {
        return least;
      }
    }
    return row[b.length()];
  }

  private static int commonPrefix(String a, String b) {
    int i = 0;
    while (i < a.length() && i < b.length() && a.charAt(i) == b.charAt(i)) {
      i++;
    }
    return i;
  }
}
