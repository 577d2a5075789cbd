package io.glimpse.context;

import java.nio.charset.StandardCharsets;

/**
 * The rules of a {@code tracestate} line (W3C Trace Context level 2, section 3.3.1, with the keys
 * that are legal since June 2026): one walk over the characters that allocates nothing and answers
 * in one number.
 */
final class TraceStateGrammar {
  /** The answer for a line that breaks the rules; it has no members. */
  static final int BAD = -1;

  /** Empty members count: the specification's {@code list} has no more than 32 places. */
  static final int MOST_MEMBERS = 32;

  private static final int LONGEST_KEY = 256;
  private static final int LONGEST_VALUE = 256;

  /** Set in an answer where the line cannot be sent as it came. */
  private static final int UNTIDY = 1 << 30;

  private static final byte KEY_START = 1;
  private static final byte KEY = 2;
  private static final byte VALUE = 4;
  private static final byte BLANK = 8;

  /** What each ASCII character may be part of. */
  private static final byte[] CLASSES = new byte[128];

  static {
    mark("abcdefghijklmnopqrstuvwxyz0123456789", (byte) (KEY_START | KEY));
    mark("_-*/@", KEY);
    mark(" \t", BLANK);
    for (char c = ' '; c <= '~'; c++) {
      if (c != ',' && c != '=') {
        CLASSES[c] |= VALUE;
      }
    }
  }

  private TraceStateGrammar() {}

  private static void mark(String characters, byte as) {
    for (byte c : characters.getBytes(StandardCharsets.US_ASCII)) {
      CLASSES[c] |= as;
    }
  }

  /** How many members an answer stands for, empty ones included. */
  static int members(int scanned) {
    return scanned == BAD ? 0 : scanned & ~UNTIDY;
  }

  /** Whether the line is already what we would send. */
  static boolean isTidy(int scanned) {
    return (scanned & UNTIDY) == 0;
  }

  /** Reads a line to its end, or to its first fault or its 33rd member. */
  static int scan(String line) {
    int members = 0;
    boolean tidy = true;
    long seen = 0;
    int at = 0;
    while (members++ < MOST_MEMBERS) {
      int from = skip(line, at, BLANK);
      int last = from;
      if (from == line.length() || line.charAt(from) == ',') {
        tidy = false;
      } else {
        int equals = skip(line, from, KEY);
        last = isKey(line, from, equals) ? endOfValue(line, equals + 1) : BAD;
        if (last == BAD) {
          return BAD;
        }
        long key = keyBit(line, from, equals);
        tidy = tidy && from == at && ((seen & key) == 0 || !isTwice(line, at, equals));
        seen |= key;
      }
      int stop = skip(line, last, BLANK);
      tidy &= stop == last;
      if (stop == line.length()) {
        return tidy ? members : members | UNTIDY;
      }
      if (line.charAt(stop) != ',') {
        return BAD;
      }
      at = stop + 1;
    }
    return BAD;
  }

  private static boolean isKey(String line, int from, int equals) {
    return equals < line.length()
        && line.charAt(equals) == '='
        && equals > from
        && equals - from <= LONGEST_KEY
        && (CLASSES[line.charAt(from)] & KEY_START) != 0;
  }

  private static int skip(String line, int at, byte what) {
    while (at < line.length()) {
      char c = line.charAt(at);
      if (c >= CLASSES.length || (CLASSES[c] & what) == 0) {
        break;
      }
      at++;
    }
    return at;
  }

  /** A value may hold spaces, but ends before them. */
  private static int endOfValue(String line, int from) {
    int to = skip(line, from, VALUE);
    while (to > from && line.charAt(to - 1) == ' ') {
      to--;
    }
    return to == from || to - from > LONGEST_VALUE ? BAD : to;
  }

  /** One of 64 bits: enough to compare few keys, and nothing has to be kept but a long. */
  static long keyBit(String line, int from, int to) {
    int middle = line.charAt((from + to) >>> 1);
    int hash = line.charAt(from) * 7 + middle * 5 + line.charAt(to - 1) * 31 + (to - from);
    return 1L << hash;
  }

  /** Whether the key at {@code at} stands there before, in a line that is tidy up to there. */
  private static boolean isTwice(String line, int at, int equals) {
    int length = equals - at + 1;
    for (int other = 0; other < at; other = line.indexOf(',', other) + 1) {
      if (line.regionMatches(other, line, at, length)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it may stand around a member. */
  static boolean isBlank(char c) {
    return c < CLASSES.length && (CLASSES[c] & BLANK) != 0;
  }
}
