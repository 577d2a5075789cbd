package io.glimpse.render;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Knows which names stand for secrets, and hides their values.
 *
 * <p>A name is cut into words at case changes, digits and anything that is no letter; one listed
 * word, singular or plural, is enough. Some endings count without a cut ({@code jsessionid}). The
 * policy's own names are added by {@link #with}; one of several words ({@code accountNumber}) is
 * found however it is spelled ({@code account_number}, {@code customer.accountNumbers}).
 *
 * <pre>{@code
 * Redaction redaction = Redaction.with(List.of("iban"));
 * redaction.hides("X-Auth-Token");               // true
 * redaction.hides("monkey");                     // false
 * redaction.text("refused: iban=DE02120300");    // refused: iban=[redacted]
 * }</pre>
 *
 * <p>The rule is section 6 of the contract, docs/spec.md. Immutable and safe for any thread; no
 * argument may be null. {@link #hides} allocates nothing: it is asked for every map key at call
 * time.
 *
 * @since 0.1
 */
public final class Redaction {
  static final String MASK = "[redacted]";

  private static final List<String> WORDS =
      List.of(
          "password",
          "passwd",
          "pwd",
          "passphrase",
          "secret",
          "token",
          "key",
          "session",
          "credit",
          "card",
          "auth",
          "authorization",
          "authentication",
          "principal",
          "cookie",
          "credential",
          "pin",
          "cvv",
          "cvc",
          "otp");
  private static final List<String> ENDINGS =
      List.of(
          "password",
          "passwd",
          "secret",
          "token",
          "apikey",
          "secretkey",
          "privatekey",
          "sessionid");

  /** Whoever has a longer name has no name: its value is hidden, so that a look stays short. */
  private static final int LONGEST_NAME = 1024;

  private static final int BUCKETS = 32;
  private static final Redaction STANDARD = new Redaction(WORDS, ENDINGS, Set.of());

  /** Single words by their first letter, and what has to be matched across several words. */
  private final String[][] words = new String[BUCKETS][0];

  private final String[] phrases;
  private final String[] endings;

  private Redaction(List<String> listed, List<String> endings, Collection<String> ownNames) {
    List<String> several = new ArrayList<>();
    listed.forEach(this::addWord);
    for (String own : ownNames) {
      String plain = plain(own);
      if (plain.isEmpty()) {
        throw new IllegalArgumentException(
            "redact: found \"" + own + "\". Write a name with at least one letter or digit.");
      }
      if (isOneWord(own)) {
        addWord(plain);
      } else {
        several.add(plain);
      }
    }
    this.phrases = several.toArray(String[]::new);
    this.endings = endings.toArray(String[]::new);
  }

  /** The names of the contract, without any of the policy's own. */
  public static Redaction standard() {
    return STANDARD;
  }

  /**
   * The names of the contract and {@code ownNames}, which may be written in any case.
   *
   * @throws IllegalArgumentException if one of them has neither letter nor digit
   */
  public static Redaction with(Collection<String> ownNames) {
    return new Redaction(WORDS, ENDINGS, ownNames);
  }

  /** Knows these words and nothing else: the same rules for a list of another kind. */
  static Redaction only(String... words) {
    return new Redaction(List.of(words), List.of(), Set.of());
  }

  /** Whether the value of something called {@code name} must not be shown. */
  public boolean hides(String name) {
    int length = name.length();
    if (length > LONGEST_NAME) {
      return true;
    }
    for (int i = 0; i < length; i++) {
      if (isCut(name, i) && (wordAt(name, i) || phraseAt(name, i))) {
        return true;
      }
    }
    return hasSecretEnding(name);
  }

  /**
   * Free text of an exception with the values of {@code name=value}, {@code name: value} and JSON
   * pairs hidden where the name is one of ours, and credentials taken out of URLs. In time linear
   * in the text's length, whatever it holds.
   */
  public String text(String text) {
    return text(text, Integer.MAX_VALUE);
  }

  /** As {@link #text(String)}, cut behind {@code max} characters. */
  String text(String text, int max) {
    return new MessageMask(this, text, max).mask();
  }

  private void addWord(String word) {
    int bucket = bucket(word.charAt(0));
    String[] grown = Arrays.copyOf(words[bucket], words[bucket].length + 1);
    grown[grown.length - 1] = word;
    words[bucket] = grown;
  }

  private boolean wordAt(String name, int at) {
    for (String word : words[bucket(name.charAt(at))]) {
      if (name.regionMatches(true, at, word, 0, word.length())
          && endsAt(name, at + word.length())) {
        return true;
      }
    }
    return false;
  }

  private boolean phraseAt(String name, int at) {
    for (String phrase : phrases) {
      int end = endOfPhrase(name, at, phrase);
      if (end >= 0 && endsAt(name, end)) {
        return true;
      }
    }
    return false;
  }

  private static int endOfPhrase(String name, int from, String phrase) {
    int at = from;
    for (int i = 0; i < phrase.length(); i++) {
      while (i > 0 && at < name.length() && !Character.isLetterOrDigit(name.charAt(at))) {
        at++;
      }
      if (at >= name.length() || lower(name.charAt(at)) != phrase.charAt(i)) {
        return -1;
      }
      at++;
    }
    return at;
  }

  /** Whether a word that ran up to {@code at} ends there, or behind a plural s. */
  private static boolean endsAt(String name, int at) {
    return isCut(name, at)
        || (at < name.length() && lower(name.charAt(at)) == 's' && isCut(name, at + 1));
  }

  /**
   * Whether a word ends before and begins at {@code at}. A run of capitals may end in a word's
   * first letter ({@code XMLToken}) or be a word of its own ({@code IDtoken}, {@code TOKENs}): both
   * places are cuts, because a cut too many hides and a cut too few shows.
   */
  private static boolean isCut(String name, int at) {
    if (at == 0 || at >= name.length()) {
      return true;
    }
    char before = name.charAt(at - 1);
    char after = name.charAt(at);
    if (Character.isLowerCase(before)) {
      return !Character.isLowerCase(after);
    }
    if (!Character.isUpperCase(before)) {
      return true;
    }
    if (Character.isUpperCase(after)) {
      return at + 1 < name.length() && Character.isLowerCase(name.charAt(at + 1));
    }
    return !Character.isLowerCase(after) || (at > 1 && Character.isUpperCase(name.charAt(at - 2)));
  }

  private boolean hasSecretEnding(String name) {
    int last = letterAtOrBefore(name, name.length() - 1);
    if (last < 0) {
      return false;
    }
    boolean plural = lower(name.charAt(last)) == 's';
    for (String ending : endings) {
      if (endsIn(name, last, ending) || (plural && endsIn(name, last - 1, ending))) {
        return true;
      }
    }
    return false;
  }

  private static boolean endsIn(String name, int last, String ending) {
    int at = last;
    for (int i = ending.length() - 1; i >= 0; i--) {
      at = letterAtOrBefore(name, at);
      if (at < 0 || lower(name.charAt(at)) != ending.charAt(i)) {
        return false;
      }
      at--;
    }
    return true;
  }

  private static int letterAtOrBefore(String name, int from) {
    int at = from;
    while (at >= 0 && !Character.isLetter(name.charAt(at))) {
      at--;
    }
    return at;
  }

  private static boolean isOneWord(String own) {
    for (int i = 1; i < own.length(); i++) {
      if (isCut(own, i)) {
        return false;
      }
    }
    return true;
  }

  /** Letters and digits only, lower case, singular. */
  private static String plain(String own) {
    StringBuilder kept = new StringBuilder();
    own.chars().filter(Character::isLetterOrDigit).forEach(c -> kept.append((char) c));
    String plain = kept.toString().toLowerCase(Locale.ROOT);
    return plain.length() > 1 && plain.endsWith("s")
        ? plain.substring(0, plain.length() - 1)
        : plain;
  }

  private static int bucket(char first) {
    return lower(first) & (BUCKETS - 1);
  }

  private static char lower(char c) {
    return Character.toLowerCase(c);
  }

  /** The number of names, never the names' values. */
  @Override
  public String toString() {
    int count = phrases.length;
    for (String[] bucket : words) {
      count += bucket.length;
    }
    return "Redaction[" + count + " names]";
  }
}
