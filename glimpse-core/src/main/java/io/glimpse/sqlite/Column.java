package io.glimpse.sqlite;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A column of {@link PackedRows}: what a row brings for it, and how SQLite reads that.
 *
 * @param name the column's
 * @param width the bytes that a row brings, or {@link #TEXT} where they differ
 * @param expression its value, of {@code $}, the BLOB that a row brought, {@code length}, how long
 *     that is, and {@code marks}, the row's
 */
record Column(String name, int width, String expression) {
  /** Of any length, so that its end has to be said. */
  static final int TEXT = -1;

  /** A sign and as many digits as a long has at most. */
  static final int NUMBER = 20;

  /** A text, which may be empty. */
  static Column text(String name) {
    return new Column(name, TEXT, "CAST($ AS TEXT)");
  }

  /** A text, null where it is empty. */
  static Column textOrNull(String name) {
    return new Column(name, TEXT, "CASE WHEN length THEN CAST($ AS TEXT) END");
  }

  /** A text that is always as long. */
  static Column text(String name, int width) {
    return new Column(name, width, "CAST($ AS TEXT)");
  }

  /** A whole number. */
  static Column number(String name) {
    return new Column(name, NUMBER, "CAST($ AS INTEGER)");
  }

  /** Nanoseconds, which become milliseconds. */
  static Column millis(String name) {
    return new Column(name, NUMBER, "CAST($ AS INTEGER) / 1e6");
  }

  /** One of these words, whose number the marks hold in these bits. */
  static Column oneOf(String name, int bits, String... words) {
    int unit = Integer.lowestOneBit(bits);
    String cases =
        IntStream.range(0, words.length)
            .mapToObj(i -> " WHEN " + i * unit + " THEN '" + words[i] + "'")
            .collect(Collectors.joining());
    return new Column(name, 0, "CASE marks & " + bits + cases + " END");
  }

  /** The same, but null where the marks have this bit. */
  Column unless(int bit) {
    return new Column(
        name, width, "CASE WHEN marks & " + bit + " THEN NULL ELSE " + expression + " END");
  }

  boolean isText() {
    return width == TEXT;
  }

  /** The SQL for it, where a row brought these bytes from there on. */
  String value(String from, String length) {
    return expression
        .replace("$", "substr(?1, " + from + ", " + length + ")")
        .replace("length", length);
  }

  static String names(List<Column> columns) {
    return columns.stream().map(Column::name).collect(Collectors.joining(", "));
  }
}
