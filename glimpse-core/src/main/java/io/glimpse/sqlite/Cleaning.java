package io.glimpse.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Removes what a {@link Retention} does not keep: the oldest rows, some thousands at a time, and
 * never for long at a time, since records wait meanwhile. What is not done goes on after the next
 * batch.
 *
 * <p>Rows are numbered as they come, so the oldest are those of the lowest numbers, and nothing has
 * to be sorted.
 */
final class Cleaning {
  /** As rows have it, so that texts are ordered as times are. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final long INTERVAL = Duration.ofMinutes(1).toNanos();
  private static final long AT_MOST = Duration.ofMillis(200).toNanos();
  private static final int CHUNK = 2_000;

  /** Below the bound by so much it stops, or the next batch would begin it again. */
  private static final double ENOUGH = 0.9;

  private final Connection connection;
  private final Retention retention;
  private final InstantSource clock;
  private boolean begun;
  private boolean tooLarge;
  private long last;

  Cleaning(Connection connection, Retention retention, InstantSource clock) {
    this.connection = connection;
    this.retention = retention;
    this.clock = clock;
  }

  /** To be called after a batch, outside of a transaction. */
  void goOn() throws SQLException {
    long now = System.nanoTime();
    if (begun && now - last < INTERVAL) {
      return;
    }
    boolean done = false;
    while (!done && System.nanoTime() - now < AT_MOST) {
      done = !removeOld() && !removeSurplus();
    }
    if (done) {
      begun = true;
      last = now;
      giveBack();
    }
  }

  private boolean removeOld() throws SQLException {
    String before = TIME.format(clock.instant().minus(retention.maxAge()));
    int removed =
        remove("trace_entries", "timestamp < ?", before) + removeSpans("end_time < ?", before);
    return removed > 0;
  }

  private boolean removeSurplus() throws SQLException {
    long size = size();
    if (size > retention.maxSize()) {
      tooLarge = true;
    } else if (size <= retention.maxSize() * ENOUGH) {
      tooLarge = false;
    }
    if (!tooLarge) {
      return false;
    }
    int removed = remove("trace_entries", "? = ?", "1") + removeSpans("? = ?", "1");
    return removed > 0;
  }

  private int removeSpans(String which, String value) throws SQLException {
    int unused =
        deleted(
            "DELETE FROM span_events WHERE (trace_id, span_id) IN (SELECT trace_id, span_id FROM spans"
                + " WHERE rowid IN ("
                + oldest("spans")
                + ") AND "
                + which
                + ")",
            which,
            value);
    return remove("spans", which, value);
  }

  private int remove(String table, String which, String value) throws SQLException {
    return deleted(
        "DELETE FROM " + table + " WHERE rowid IN (" + oldest(table) + ") AND " + which,
        which,
        value);
  }

  private static String oldest(String table) {
    return "SELECT rowid FROM " + table + " ORDER BY rowid LIMIT " + CHUNK;
  }

  private int deleted(String text, String which, String value) throws SQLException {
    try (PreparedStatement sql = connection.prepareStatement(text)) {
      for (int i = 1; i <= which.chars().filter(each -> each == '?').count(); i++) {
        sql.setString(i, value);
      }
      return sql.executeUpdate();
    }
  }

  /** The bytes of the pages that hold something. */
  private long size() throws SQLException {
    return (pragma("page_count") - pragma("freelist_count")) * pragma("page_size");
  }

  private void giveBack() throws SQLException {
    if (pragma("freelist_count") > 0) {
      try (Statement sql = connection.createStatement()) {
        // Not execute(), with which the driver takes one step, and so gives back one page.
        int unused = sql.executeUpdate("PRAGMA incremental_vacuum(" + CHUNK + ")");
      }
    }
  }

  private long pragma(String name) throws SQLException {
    try (Statement sql = connection.createStatement();
        ResultSet row = sql.executeQuery("PRAGMA " + name)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }
}
