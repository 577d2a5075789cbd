package io.glimpse.spelling;

import java.util.Collection;
import java.util.Optional;

/**
 * Words that are asked more than once whether one of them was meant: what can be known of each is
 * found out once.
 *
 * <pre>{@code
 * Dictionary packages = Dictionary.of(List.of("com.acme.shop", "com.acme.stock"));
 * packages.meant("com.acme.shpo"); // com.acme.shop
 * }</pre>
 *
 * <p>Immutable.
 *
 * @since 0.1
 */
public final class Dictionary {
  private final String[] words;
  private final long[] letters;

  private Dictionary(String[] words) {
    this.words = words;
    this.letters = new long[words.length];
    for (int i = 0; i < words.length; i++) {
      letters[i] = Spelling.letters(words[i]);
    }
  }

  /** Of these words. */
  public static Dictionary of(Collection<String> words) {
    return new Dictionary(words.toArray(String[]::new));
  }

  /** As {@link Spelling#meant}. */
  public Optional<String> meant(String word) {
    return nearest(word, Math.max(2, word.length() / 3));
  }

  /** As {@link Spelling#nearest}. */
  public Optional<String> nearest(String word) {
    return nearest(word, Integer.MAX_VALUE);
  }

  private Optional<String> nearest(String word, int most) {
    if (word.length() > Spelling.LONGEST) {
      return Optional.empty();
    }
    long own = Spelling.letters(word);
    String nearest = null;
    int fewest = most;
    for (int i = 0; i < words.length; i++) {
      String candidate = words[i];
      if (candidate.length() > Spelling.LONGEST
          || Math.abs(candidate.length() - word.length()) > fewest
          || Spelling.needsMoreThan(fewest, own, letters[i])) {
        continue;
      }
      int edits = Spelling.distance(word, candidate, fewest);
      if (edits < fewest
          || (edits == fewest && (nearest == null || Spelling.wins(word, candidate, nearest)))) {
        nearest = candidate;
        fewest = edits;
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** For the debugger. */
  @Override
  public String toString() {
    return "Dictionary[" + words.length + " words]";
  }
}
