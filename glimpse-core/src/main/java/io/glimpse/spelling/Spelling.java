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
  static final int LONGEST = 512;

  /** More than any distance, and still something can be added to it. */
  private static final int FAR = Integer.MAX_VALUE / 2;

  private Spelling() {}

  /** The nearest of the candidates that a typing mistake could have turned into {@code word}. */
  public static Optional<String> meant(String word, Collection<String> candidates) {
    return Dictionary.of(candidates).meant(word);
  }

  /**
   * The candidate with the fewest edits; of several the one that agrees longest from the start,
   * then the first in the alphabet. Empty for words that are longer than any name.
   */
  public static Optional<String> nearest(String word, Collection<String> candidates) {
    return Dictionary.of(candidates).nearest(word);
  }

  /** Seen without measuring, by letters that only one of the two words has. */
  static boolean needsMoreThan(int edits, long letters, long others) {
    return Long.bitCount(letters & ~others) > edits || Long.bitCount(others & ~letters) > edits;
  }

  /** A bit for each letter and one for its second time; some letters share them. */
  static long letters(String word) {
    long letters = 0;
    for (int i = 0; i < word.length(); i++) {
      long first = 1L << (word.charAt(i) & 31);
      letters |= (letters & first) == 0 ? first : first << 32;
    }
    return letters;
  }

  static boolean wins(String word, String candidate, String other) {
    int more = commonPrefix(word, candidate) - commonPrefix(word, other);
    return more > 0 || (more == 0 && candidate.compareTo(other) < 0);
  }

  /** How many characters have to be put in, taken out or replaced (Levenshtein). */
  public static int distance(String a, String b) {
    return distance(a, b, Integer.MAX_VALUE);
  }

  /**
   * Any number above {@code enough} where there are more edits than that. What the two have in
   * common at their ends is not looked at, and of the table only the cells that few enough edits
   * can reach: a large deployment with many rules that name nothing measures a lot.
   */
  static int distance(String a, String b, int enough) {
    int start = commonPrefix(a, b);
    int common = start + commonSuffix(a, b, start);
    int rows = a.length() - common;
    int columns = b.length() - common;
    int reach = Math.min(enough, Math.max(rows, columns));
    int[] row = new int[columns + 1];
    for (int j = 0; j <= columns; j++) {
      row[j] = j <= reach ? j : FAR;
    }
    for (int i = 1; i <= rows; i++) {
      int from = Math.max(1, i - reach);
      int to = Math.min(columns, i + reach);
      int diagonal = row[from - 1];
      row[from - 1] = from == 1 ? i : FAR;
      int least = row[from - 1];
      for (int j = from; j <= to; j++) {
        boolean same = a.charAt(start + i - 1) == b.charAt(start + j - 1);
        int replaced = diagonal + (same ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
        least = Math.min(least, row[j]);
      }
      if (least > enough) {
        return FAR;
      }
    }
    return row[columns];
  }

  private static int commonSuffix(String a, String b, int start) {
    int length = 0;
    int most = Math.min(a.length(), b.length()) - start;
    while (length < most
        && a.charAt(a.length() - 1 - length) == b.charAt(b.length() - 1 - length)) {
      length++;
    }
    return length;
  }

  private static int commonPrefix(String a, String b) {
    int i = 0;
    while (i < a.length() && i < b.length() && a.charAt(i) == b.charAt(i)) {
      i++;
    }
    return i;
  }
}
