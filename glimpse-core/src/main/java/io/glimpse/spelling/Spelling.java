package io.glimpse.spelling;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * Compares words by how many single-character changes lie between them.
 *
 * <pre>{@code
 * Spelling.nearest("trace_dept", Set.of("trace_depth", "exclude")); // trace_depth
 * }</pre>
 *
 * @since 0.1
 */
public final class Spelling {
  /** A longer word than any key; what is longer is no misspelling of one. */
  private static final int LONGEST = 100;

  private Spelling() {}

  /**
   * The known word that is nearest to {@code word}, upper and lower case, {@code -}, {@code _} and
   * {@code .} being the same. Empty when none is near enough to have been meant.
   */
  public static Optional<String> nearest(String word, Collection<String> known) {
    if (word.length() > LONGEST) {
      return Optional.empty();
    }
    String wanted = folded(word);
    String best = null;
    int fewest = Math.max(2, wanted.length() / 3) + 1;
    for (String candidate : known) {
      int changes = changes(wanted, folded(candidate));
      if (changes < fewest) {
        fewest = changes;
        best = candidate;
      }
    }
    return Optional.ofNullable(best);
  }

  private static String folded(String word) {
    return word.toLowerCase(Locale.ROOT).replace('-', '_').replace('.', '_');
  }

  /** Levenshtein's distance, one row at a time. */
  private static int changes(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
