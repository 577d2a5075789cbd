package io.glimpse.render;

/**
 * One pass over a free text that leaves out what a secret's name announces.
 *
 * <p>Every {@code =} and {@code :} is looked at. What stands to its left, at most {@value #NAME}
 * characters, is a name: an identifier, or whatever is in quotes or brackets there. If the name is
 * hidden, the value to its right is skipped: up to the closing quote or bracket, or up to a space
 * or the next pair, and to the end of the line where values have spaces by nature. In doubt more is
 * skipped: a value that seems never to end takes the rest of the text with it. After {@code ://}
 * everything before the host's {@code @} is skipped.
 *
 * <p>No position is looked at more than a fixed number of times: looks to the left and ahead are
 * bounded, looks to the right are skipped or remembered.
 */
final class MessageMask {
  private static final int NAME = 128;
  private static final int VALUE = 65_536;
  private static final int AHEAD = 64;

  /** Values of these have spaces: a scheme and a credential, several cookies, a sentence. */
  private static final Redaction WORDY =
      Redaction.only(
          "authorization",
          "authentication",
          "auth",
          "cookie",
          "passphrase",
          "credential",
          "principal");

  /** The word before says what it is the number of: session id, card number. */
  private static final Redaction TRAILING =
      Redaction.only(
          "id", "number", "no", "nr", "code", "value", "string", "text", "hash", "header");

  private static final Redaction SCHEMES =
      Redaction.only("bearer", "basic", "digest", "negotiate", "token", "apikey", "dpop", "mutual");

  private final Redaction redaction;
  private final String text;
  private final int length;
  private final int max;
  private final StringBuilder out = new StringBuilder();

  /** Up to where the text is written or left out. */
  private int done;

  /** The hidden name that was found last, with its quotes. */
  private String name = "";

  /**
   * The end of the unbroken run that a URL was last seen in, and the last {@code @} in that run.
   */
  private int runEnd;

  private int lastAt;

  MessageMask(Redaction redaction, String text, int max) {
    this.redaction = redaction;
    this.text = text;
    this.length = text.length();
    this.max = max;
  }

  String mask() {
    int i = 0;
    while (i < length && out.length() + (i - done) <= max) {
      char c = text.charAt(i);
      if (c == '=' || c == ':') {
        look(i);
      }
      i = Math.max(i + 1, done);
    }
    return done == 0 && length <= max ? text : cut();
  }

  private String cut() {
    int rest = (int) Math.min(length, (long) done + max + 2);
    out.append(text, Math.min(done, rest), rest);
    int shown = Json.shown(out, out.length(), max);
    if (shown == out.length()) {
      return out.toString();
    }
    out.setLength(shown);
    return out.append("...").toString();
  }

  private void look(int separator) {
    if (hasHiddenName(separator)) {
      hideValue(separator);
    } else if (text.startsWith("://", separator)) {
      hideCredentials(separator + 3);
    }
  }

  private void leaveOut(int from, int to) {
    if (to > from) {
      out.append(text, done, from).append(Redaction.MASK);
      done = to;
    }
  }

  // The name, to the left of the separator.

  private boolean hasHiddenName(int separator) {
    int floor = Math.max(0, separator - NAME);
    int end = separator;
    while (end > floor && isBlank(text.charAt(end - 1))) {
      end--;
    }
    if (end == floor) {
      return false;
    }
    int start = startOfName(end, floor);
    name = text.substring(start, end);
    // An exception's class is no name: "AuthenticationException: LDAP error 49".
    return !name.endsWith("Exception") && !name.endsWith("Error") && isHidden(name);
  }

  /** As it stands, and as it stood before it went into a URL. */
  private boolean isHidden(String name) {
    if (redaction.hides(name)) {
      return true;
    }
    String decoded = PercentText.decoded(name);
    return !decoded.equals(name)
        && (redaction.hides(decoded) || redaction.hides(PercentText.decoded(decoded)));
  }

  private int startOfName(int end, int floor) {
    char last = text.charAt(end - 1);
    char opener =
        switch (last) {
          case '"', '\'', '`' -> last;
          case ')' -> '(';
          case ']' -> '[';
          default -> 0;
        };
    if (opener != 0) {
      int open = lastBefore(end - 1, floor, opener);
      return open < 0 ? floor : startOfWord(open, floor);
    }
    int start = startOfWord(end, floor);
    boolean trails =
        start > floor
            && text.charAt(start - 1) == ' '
            && TRAILING.hides(text.substring(start, end));
    return trails ? startOfWord(start - 1, floor) : start;
  }

  private int startOfWord(int end, int floor) {
    int start = end;
    while (start > floor && isInName(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  // The value, to the right of it.

  private void hideValue(int separator) {
    int from = separator + 1;
    while (from < length && isSeparator(text.charAt(from))) {
      from++;
    }
    // JSON may break the line here; in prose the line's end is the value's.
    boolean inJson = isQuote(name.charAt(name.length() - 1));
    while (from < length
        && (inJson ? Character.isWhitespace(text.charAt(from)) : isBlank(text.charAt(from)))) {
      from++;
    }
    int quote = from;
    while (quote < length && text.charAt(quote) == '\\') {
      quote++;
    }
    if (quote < length && isQuote(text.charAt(quote))) {
      leaveOut(quote + 1, endOfQuoted(quote, quote - from));
    } else {
      leaveOut(from, endOfBare(from, text.charAt(separator)));
    }
  }

  /**
   * Before the quote that closes the one at {@code open}, which has {@code escapes} backslashes.
   */
  private int endOfQuoted(int open, int escapes) {
    char quote = text.charAt(open);
    int limit = limit(open);
    int backslashes = 0;
    for (int i = open + 1; i < limit; i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        backslashes++;
        continue;
      }
      if (c == quote && isDoubled(i, quote)) {
        i++;
      } else if (c == quote && closes(i, backslashes, escapes)) {
        return escapes == 0 ? i : i - backslashes;
      }
      backslashes = 0;
    }
    return length;
  }

  /** SQL writes a quote inside text as two of them; an empty text's two are opener and closer. */
  private boolean isDoubled(int at, char quote) {
    return at + 1 < length && text.charAt(at + 1) == quote;
  }

  /** Whether the quote at {@code at} is unescaped and no letter goes on behind it. */
  private boolean closes(int at, int backslashes, int escapes) {
    boolean bare = escapes == 0 ? backslashes % 2 == 0 : backslashes <= escapes;
    return bare && (at + 1 == length || !Character.isLetterOrDigit(text.charAt(at + 1)));
  }

  private int endOfBare(int from, char separator) {
    boolean wordy = WORDY.hides(name) || startsWithScheme(from);
    int limit = limit(from);
    int i = from;
    if (i < limit && "{[(".indexOf(text.charAt(i)) >= 0) {
      i = endOfBracket(i, limit);
    }
    for (; i < limit; i++) {
      char c = text.charAt(i);
      boolean ends =
          wordy
              ? isLineEnd(c) || (separator == '=' && c == ',' && pairFollows(i + 1))
              : Character.isWhitespace(c) || (isDelimiter(c) && pairFollows(i + 1));
      if (ends) {
        return wordy ? i : withoutPunctuation(from, i);
      }
    }
    return limit < length ? length : withoutPunctuation(from, i);
  }

  /** A bracket or quote behind the value belongs to the sentence, if anything is left before it. */
  private int withoutPunctuation(int from, int to) {
    int end = to;
    if (end > from && "{[(".indexOf(text.charAt(from)) >= 0) {
      return end;
    }
    while (end > from + 1 && ",;.)]}>\"'".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return end;
  }

  private int endOfBracket(int open, int limit) {
    int depth = 0;
    boolean quoted = false;
    for (int i = open; i < limit; i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && "{[(".indexOf(c) >= 0) {
        depth++;
      } else if (!quoted && "}])".indexOf(c) >= 0 && --depth == 0) {
        return i + 1;
      }
    }
    return limit;
  }

  private boolean startsWithScheme(int from) {
    int end = from;
    while (end < length && end < from + AHEAD && Character.isLetter(text.charAt(end))) {
      end++;
    }
    return end < length && text.charAt(end) == ' ' && SCHEMES.hides(text.substring(from, end));
  }

  private boolean pairFollows(int from) {
    int limit = Math.min(length, from + AHEAD);
    int i = from;
    while (i < limit && (isBlank(text.charAt(i)) || isQuoteOrEscape(text.charAt(i)))) {
      i++;
    }
    int word = i;
    while (i < limit && isInName(text.charAt(i))) {
      i++;
    }
    boolean found = i > word;
    while (i < limit && (isBlank(text.charAt(i)) || isQuoteOrEscape(text.charAt(i)))) {
      i++;
    }
    return found && i < limit && (text.charAt(i) == '=' || text.charAt(i) == ':');
  }

  // Credentials in a URL.

  private void hideCredentials(int from) {
    int slash = from;
    while (slash < length && !endsAuthority(text.charAt(slash))) {
      slash++;
    }
    if (from >= runEnd) {
      rememberRun(from);
    }
    int at = lastBefore(slash, from, '@');
    if (at >= 0) {
      leaveOut(from, at);
    } else if (lastAt >= slash && hasPassword(from, slash)) {
      leaveOut(from, lastAt);
    }
  }

  private void rememberRun(int from) {
    lastAt = -1;
    runEnd = from;
    while (runEnd < length && !endsRun(text.charAt(runEnd))) {
      if (text.charAt(runEnd) == '@') {
        lastAt = runEnd;
      }
      runEnd++;
    }
  }

  /** Whether a colon is followed by more than a port: a password that holds a slash. */
  private boolean hasPassword(int from, int slash) {
    int colon = lastBefore(slash, from, ':');
    if (colon < 0) {
      return false;
    }
    for (int i = colon + 1; i < slash; i++) {
      if (!Character.isDigit(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private int lastBefore(int end, int floor, char wanted) {
    for (int i = end - 1; i >= floor; i--) {
      if (text.charAt(i) == wanted) {
        return i;
      }
    }
    return -1;
  }

  private int limit(int from) {
    return (int) Math.min(length, (long) from + VALUE);
  }

  private static boolean endsAuthority(char c) {
    return c == '/' || c == '?' || c == '#' || endsRun(c);
  }

  private static boolean endsRun(char c) {
    return Character.isWhitespace(c) || isQuote(c) || c == '<' || c == '>';
  }

  private static boolean isInName(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.' || c == '$' || c == '%';
  }

  private static boolean isSeparator(char c) {
    return c == '=' || c == ':' || c == '>';
  }

  private static boolean isDelimiter(char c) {
    return c == ',' || c == ';' || c == '&';
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'' || c == '`';
  }

  private static boolean isQuoteOrEscape(char c) {
    return isQuote(c) || c == '\\';
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r';
  }
}
