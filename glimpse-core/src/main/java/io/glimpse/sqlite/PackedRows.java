package io.glimpse.sqlite;

import io.glimpse.buffer.ByteBuilder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;

/**
 * Rows of one table on their way into it, hundreds at a time, with a single value to hand over: a
 * run of bytes that SQLite itself takes apart.
 *
 * <p>What a driver charges for is each value of each row: a {@code String}, its bytes, a call out
 * of Java, copies. Here a row is written into bytes that are used again and again:
 *
 * <pre>
 *  texts of row 1 | contents of row 1 | texts of row 2 | contents of row 2 | … | [places]
 * </pre>
 *
 * <p>A row's contents have a fixed width: where its first text begins, where each of them ends, and
 * then what is always as long, such as ids and numbers. Behind the last row stands a JSON array of
 * the places where contents begin. {@code json_each} makes rows of it again, the inner query reads
 * where the texts are, and the outer one cuts them out: {@code substr} of a BLOB costs nothing for
 * what lies before.
 *
 * <p>{@code LIMIT} in the inner and {@code WHERE} in the outer query keep SQLite from making one of
 * them, in which each place would be read again wherever it is named (SQLite, "The query flattening
 * optimization", rule 19).
 */
final class PackedRows implements AutoCloseable {
  private static final int ENOUGH = 56 * 1024;
  private static final int PLACE = 8;

  /** A place beyond has no room in its digits; no record comes near it. */
  private static final int LONGEST = 99_999_000;

  private static final int MARKS = 2;
  private static final int BLOB = 1;
  private static final int PLACES_AT = 2;
  private static final int PLACES_LENGTH = 3;

  private final PreparedStatement insert;
  private final byte[][] arrays = new byte[17][];
  private final int width;
  private final int[] ends;
  private final ByteBuilder places = new ByteBuilder(4 * 1024);
  private final ByteBuilder fixed = new ByteBuilder(256);
  private ByteBuilder bytes = new ByteBuilder(16 * 1024);
  private int begin;
  private int ended;

  PackedRows(Connection connection, String table, List<Column> columns) throws SQLException {
    this.ends = new int[texts(columns)];
    this.width = columns.stream().filter(each -> !each.isText()).mapToInt(Column::width).sum();
    this.insert =
        connection.prepareStatement(
            "INSERT OR IGNORE INTO "
                + table
                + " ("
                + Column.names(columns)
                + ") "
                + selection(columns));
    forget();
  }

  /** Where texts are written, each followed by {@link #end()}. */
  ByteBuilder text() {
    return bytes;
  }

  /** A text is complete. */
  void end() {
    ends[ended++] = bytes.size();
  }

  /** Where everything is written that has a width. */
  ByteBuilder fixed() {
    return fixed;
  }

  /** Writes a whole number. */
  void number(long value) {
    fixed.raw(value < 0 ? '-' : '+').padded(Math.abs(value), Column.NUMBER - 1);
  }

  /** Writes nothing, as wide as something would be. */
  void none(int columnWidth) {
    int from = fixed.skip(columnWidth);
    Arrays.fill(fixed.array(), from, fixed.size(), (byte) '0');
  }

  /** A row is complete. */
  void endRow(int marks) throws SQLException {
    if (ended != ends.length || fixed.size() != width) {
      throw new IllegalStateException(ended + " texts and " + fixed.size() + " bytes in a row");
    }
    if (bytes.size() > LONGEST) {
      throw new IllegalStateException("a row of " + (bytes.size() - begin) + " bytes is too long");
    }
    places.raw(places.size() == 0 ? '[' : ',').number(bytes.size() + 1);
    place(begin);
    for (int end : ends) {
      place(end);
    }
    bytes.padded(marks, MARKS).raw(fixed.array(), 0, fixed.size());
    fixed.truncate(0);
    ended = 0;
    begin = bytes.size();
    if (begin >= ENOUGH) {
      insert();
    }
  }

  /** SQLite counts from one. */
  private void place(int offset) {
    bytes.padded(offset + 1, PLACE);
  }

  /** Sends what has been written since the last time. */
  void insert() throws SQLException {
    if (places.size() == 0) {
      return;
    }
    int at = bytes.size() + 1;
    places.raw(']');
    bytes.raw(places.array(), 0, places.size());
    insert.setBytes(BLOB, handedOver());
    insert.setInt(PLACES_AT, at);
    insert.setInt(PLACES_LENGTH, places.size());
    int unused = insert.executeUpdate();
    forget();
  }

  /**
   * The driver copies an array whole, so it gets one that is not much longer than what is in it.
   */
  private byte[] handedOver() {
    int size = 32 - Integer.numberOfLeadingZeros(bytes.size() - 1);
    if (size >= arrays.length) {
      return bytes.array();
    }
    byte[] array = arrays[size];
    if (array == null) {
      array = new byte[1 << size];
      arrays[size] = array;
    }
    System.arraycopy(bytes.array(), 0, array, 0, bytes.size());
    return array;
  }

  /** Drops what was written and not sent. */
  void forget() {
    if (bytes.capacity() > 8 * ENOUGH) {
      bytes = new ByteBuilder(2 * ENOUGH);
    }
    bytes.truncate(0);
    fixed.truncate(0);
    places.truncate(0);
    begin = 0;
    ended = 0;
  }

  private static String selection(List<Column> columns) {
    StringJoiner values = new StringJoiner(", ");
    StringJoiner places = new StringJoiner(", ");
    places.add(number("p0", 0, PLACE));
    int texts = 0;
    int at = PLACE * (1 + texts(columns));
    places.add(number("marks", at, MARKS));
    at += MARKS;
    for (Column column : columns) {
      if (column.isText()) {
        String from = "p" + texts;
        String to = "p" + ++texts;
        places.add(number(to, texts * PLACE, PLACE));
        values.add(column.value(from, "(" + to + " - " + from + ")"));
      } else {
        values.add(column.value("at + " + at, Integer.toString(column.width())));
        at += column.width();
      }
    }
    return "SELECT "
        + values
        + " FROM (SELECT at, "
        + places
        + " FROM (SELECT value AS at FROM json_each(CAST(substr(?1, ?2, ?3) AS TEXT)) LIMIT -1)"
        + " WHERE at LIMIT -1) WHERE at";
  }

  private static int texts(List<Column> columns) {
    return (int) columns.stream().filter(Column::isText).count();
  }

  private static String number(String name, int offset, int digits) {
    return "CAST(substr(?1, at + %d, %d) AS INTEGER) AS %s".formatted(offset, digits, name);
  }

  @Override
  public void close() throws SQLException {
    insert.close();
  }
}
