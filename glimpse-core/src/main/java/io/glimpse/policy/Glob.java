package io.glimpse.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * One wildcard pattern, compiled.
 *
 * <p>The name is read from left to right. At a star the place is remembered and nothing is taken;
 * when a later piece does not fit, the star takes one character more and the pieces after it try
 * again. Only the last star has to be remembered: the ones before it already stopped as early as
 * they could, which leaves the most for the rest. So the work is bounded by the square of the
 * name's length, whatever the pattern, where a backtracking expression could take for ever.
 *
 * <p>An exact pattern's star stops at a dot. A tree pattern's star does not, and what it matches
 * may go on: that is two more pieces at its end, a boundary and a star, and a dot that is thought
 * behind the name so that the name itself ends at a boundary too.
 */
final class Glob {
  private sealed interface Piece {}

  private record Literal(char c) implements Piece {}

  private record OneOf(String ranges, boolean negated) implements Piece {}

  private enum Special implements Piece {
    ANY_CHARACTER,
    STAR,
    BOUNDARY
  }

  private static final char AFTER_THE_NAME = '.';

  private final List<Piece> pieces;
  private final boolean tree;

  private Glob(List<Piece> pieces, boolean tree) {
    this.pieces = pieces;
    this.tree = tree;
  }

  /** Matches whole names; no wildcard matches a dot. */
  static Glob exact(String pattern) {
    return new Glob(compile(pattern), false);
  }

  /** Matches names and everything below them; a star crosses dots. */
  static Glob tree(String pattern) {
    List<Piece> pieces = compile(pattern);
    pieces.add(Special.BOUNDARY);
    pieces.add(Special.STAR);
    return new Glob(pieces, true);
  }

  /** Matches whole names; a star crosses dots. */
  static Glob crossing(String pattern) {
    List<Piece> pieces = compile(pattern);
    pieces.add(new Literal(AFTER_THE_NAME));
    return new Glob(pieces, true);
  }

  static boolean isLiteral(String pattern) {
    return literalStart(pattern).length() == pattern.length();
  }

  /** What every name starts with that the pattern matches; quick to test before the rest. */
  static String literalStart(String pattern) {
    int i = 0;
    while (i < pattern.length() && "*?[".indexOf(pattern.charAt(i)) < 0) {
      i++;
    }
    return pattern.substring(0, i);
  }

  /** The longest text that stands in every name that the pattern matches. */
  static String longestLiteral(String pattern) {
    StringBuilder literal = new StringBuilder();
    String longest = "";
    for (Piece piece : compile(pattern)) {
      if (piece instanceof Literal one) {
        literal.append(one.c);
      } else {
        literal.setLength(0);
      }
      if (literal.length() > longest.length()) {
        longest = literal.toString();
      }
    }
    return longest;
  }

  private static List<Piece> compile(String pattern) {
    List<Piece> pieces = new ArrayList<>();
    boolean mayClose = true; // keeps a long row of '[' from looking for ']' each time
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      int close = c == '[' && mayClose ? closing(pattern, i) : -1;
      mayClose &= c != '[' || close >= 0;
      if (c == '*') {
        addStar(pieces);
      } else if (c == '?') {
        pieces.add(Special.ANY_CHARACTER);
      } else if (close >= 0) {
        boolean negated = pattern.charAt(i + 1) == '!';
        pieces.add(new OneOf(ranges(pattern.substring(i + (negated ? 2 : 1), close)), negated));
        i = close;
      } else {
        pieces.add(new Literal(c));
      }
    }
    return pieces;
  }

  private static void addStar(List<Piece> pieces) {
    if (pieces.isEmpty() || pieces.get(pieces.size() - 1) != Special.STAR) {
      pieces.add(Special.STAR);
    }
  }

  /** Where the set that opens at {@code open} ends; a bracket at its very start belongs to it. */
  private static int closing(String pattern, int open) {
    int first = open + (pattern.startsWith("!", open + 1) ? 2 : 1);
    return pattern.indexOf(']', first + 1);
  }

  /** {@code a-cx} as pairs of first and last: {@code acxx}. */
  private static String ranges(String set) {
    StringBuilder pairs = new StringBuilder();
    for (int i = 0; i < set.length(); i++) {
      boolean range = i + 2 < set.length() && set.charAt(i + 1) == '-';
      pairs.append(set.charAt(i)).append(set.charAt(range ? i + 2 : i));
      i += range ? 2 : 0;
    }
    return pairs.toString();
  }

  boolean matches(CharSequence name) {
    int nestedFrom = tree ? nestedFrom(name) : 0;
    int length = tree ? name.length() + 1 : name.length();
    int piece = 0;
    int at = 0;
    int star = -1;
    int starEnd = 0;
    while (at < length) {
      if (piece < pieces.size() && pieces.get(piece) == Special.STAR) {
        if (tree && piece == pieces.size() - 1) {
          return true;
        }
        star = piece++;
        starEnd = at;
      } else if (piece < pieces.size() && fits(pieces.get(piece), at(name, at), at >= nestedFrom)) {
        piece++;
        at++;
      } else if (star >= 0 && (tree || name.charAt(starEnd) != '.')) {
        piece = star + 1;
        at = ++starEnd;
      } else {
        return false;
      }
    }
    while (piece < pieces.size() && pieces.get(piece) == Special.STAR) {
      piece++;
    }
    return piece == pieces.size();
  }

  /** The first place where a {@code $} can part a nested class from the class around it. */
  private static int nestedFrom(CharSequence name) {
    int dot = name.length() - 1;
    while (dot >= 0 && name.charAt(dot) != '.') {
      dot--;
    }
    return dot + 2;
  }

  private static char at(CharSequence name, int at) {
    return at < name.length() ? name.charAt(at) : AFTER_THE_NAME;
  }

  private static boolean fits(Piece piece, char c, boolean nested) {
    if (piece instanceof Literal literal) {
      return literal.c == c;
    }
    if (piece instanceof OneOf set) {
      return c != '.' && contains(set.ranges, c) != set.negated;
    }
    return piece == Special.BOUNDARY ? c == '.' || (c == '$' && nested) : c != '.';
  }

  private static boolean contains(String ranges, char c) {
    for (int i = 0; i < ranges.length(); i += 2) {
      if (ranges.charAt(i) <= c && c <= ranges.charAt(i + 1)) {
        return true;
      }
    }
    return false;
  }
}
