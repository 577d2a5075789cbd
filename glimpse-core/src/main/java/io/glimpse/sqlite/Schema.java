package io.glimpse.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The tables and views, and how an older database becomes one of this version.
 *
 * <p>The version stands in the database's {@code user_version}. Version 0 is an empty file, or the
 * table {@code trace_entries} of the tracer that Glimpse follows, whose rows are kept. Version 1
 * had the same tables, and a view {@code call_tree} that very deep traces were too much for.
 */
final class Schema {
  static final int VERSION = 2;

  private static final String ENTRIES =
      """
      CREATE TABLE IF NOT EXISTS trace_entries (
        entry_id TEXT PRIMARY KEY,
        call_id TEXT,
        trace_id TEXT,
        level TEXT,
        function TEXT,
        args TEXT,
        stage TEXT,
        timestamp TEXT,
        result TEXT,
        duration_ms REAL,
        exception TEXT
      )
      """;

  private static final String SPANS =
      """
      CREATE TABLE spans (
        trace_id TEXT NOT NULL,
        span_id TEXT NOT NULL,
        parent_span_id TEXT,
        trace_state TEXT,
        flags INTEGER NOT NULL,
        name TEXT NOT NULL,
        function TEXT,
        kind TEXT NOT NULL,
        start_time TEXT NOT NULL,
        end_time TEXT NOT NULL,
        duration_ms REAL NOT NULL,
        status TEXT NOT NULL,
        status_message TEXT,
        attributes TEXT NOT NULL,
        links TEXT NOT NULL,
        service TEXT,
        UNIQUE (trace_id, span_id)
      )
      """;

  private static final String EVENTS =
      """
      CREATE TABLE span_events (
        trace_id TEXT NOT NULL,
        span_id TEXT NOT NULL,
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        timestamp TEXT NOT NULL,
        attributes TEXT NOT NULL,
        UNIQUE (trace_id, span_id, position)
      )
      """;

  /** What a span took without its children; those of other threads may outlast it. */
  private static final String SELF_TIMES =
      """
      CREATE VIEW self_times AS
      SELECT s.trace_id, s.span_id,
        max(0.0, s.duration_ms - coalesce(
          (SELECT sum(c.duration_ms) FROM spans c
           WHERE c.trace_id = s.trace_id AND c.parent_span_id = s.span_id), 0)) AS self_ms
      FROM spans s
      """;

  private static final String SLOW =
      """
      CREATE VIEW slow_functions AS
      SELECT s.function, s.duration_ms, t.self_ms, s.status, s.start_time,
        json_extract(s.attributes, '$."glimpse.args"') AS args, s.trace_id, s.span_id
      FROM spans s JOIN self_times t ON t.trace_id = s.trace_id AND t.span_id = s.span_id
      WHERE s.function IS NOT NULL
      ORDER BY s.duration_ms DESC
      """;

  private static final String ERRORS =
      """
      CREATE VIEW errors AS
      SELECT s.start_time, s.name, s.function, s.status_message,
        json_extract(e.attributes, '$."exception.type"') AS exception_type,
        json_extract(e.attributes, '$."exception.stacktrace"') AS stacktrace,
        json_extract(s.attributes, '$."glimpse.args"') AS args, s.trace_id, s.span_id
      FROM spans s LEFT JOIN span_events e
        ON e.trace_id = s.trace_id AND e.span_id = s.span_id AND e.name = 'exception'
      WHERE s.status = 'error'
      ORDER BY s.start_time DESC
      """;

  /**
   * A span whose parent is not here begins a tree: the parent may be another service's. The deepest
   * of those that wait is taken first, so each span is followed by what is below it, and nothing is
   * kept of the way to it, however deep. Spans that are each other's parents belong to no tree.
   */
  private static final String TREE =
      """
      CREATE VIEW call_tree AS
      WITH RECURSIVE tree (number, trace_id, span_id, depth, start_time) AS (
        SELECT s.rowid, s.trace_id, s.span_id, 0, s.start_time
        FROM spans s
        WHERE s.parent_span_id IS NULL OR NOT EXISTS (
          SELECT 1 FROM spans p WHERE p.trace_id = s.trace_id AND p.span_id = s.parent_span_id)
        UNION ALL
        SELECT c.rowid, c.trace_id, c.span_id, t.depth + 1, c.start_time
        FROM tree t JOIN spans c ON c.trace_id = t.trace_id AND c.parent_span_id = t.span_id
        ORDER BY 4 DESC, 2, 5, 3
      )
      SELECT t.trace_id, t.depth,
        replace(hex(zeroblob(min(t.depth, 100))), '00', '  ') || s.name AS call,
        s.duration_ms, s.status,
        json_extract(s.attributes, '$."glimpse.args"') AS args,
        json_extract(s.attributes, '$."glimpse.result"') AS result, t.span_id
      FROM tree t CROSS JOIN spans s ON s.rowid = t.number
      """;

  private static final String STATS =
      """
      CREATE VIEW function_stats AS
      WITH ranked AS (
        SELECT s.function, s.duration_ms, t.self_ms, s.status,
          row_number() OVER (PARTITION BY s.function ORDER BY s.duration_ms) AS place,
          count(*) OVER (PARTITION BY s.function) AS calls
        FROM spans s JOIN self_times t ON t.trace_id = s.trace_id AND t.span_id = s.span_id
        WHERE s.function IS NOT NULL
      )
      SELECT function, max(calls) AS calls, sum(status = 'error') AS errors,
        min(CASE WHEN place >= 0.50 * calls THEN duration_ms END) AS p50_ms,
        min(CASE WHEN place >= 0.95 * calls THEN duration_ms END) AS p95_ms,
        max(duration_ms) AS max_ms, sum(self_ms) AS self_ms
      FROM ranked GROUP BY function
      ORDER BY self_ms DESC
      """;

  private static final List<String> VIEWS =
      List.of("function_stats", "call_tree", "errors", "slow_functions", "self_times");

  private Schema() {}

  /**
   * Brings the database to this version, in one transaction, whoever else is about to do the same.
   *
   * @throws SQLException where it is of a later version, or somebody else's
   */
  static void bring(Connection connection) throws SQLException {
    try (Statement sql = connection.createStatement()) {
      if (version(sql) == VERSION) {
        return;
      }
      sql.execute("BEGIN IMMEDIATE");
      try {
        int version = version(sql);
        if (version > VERSION) {
          throw new SQLException(
              "the database is of version "
                  + version
                  + ", which a later Glimpse has made; this one knows "
                  + VERSION);
        }
        if (version == 0) {
          make(sql);
        }
        if (version < VERSION) {
          show(sql);
          sql.execute("PRAGMA user_version = " + VERSION);
        }
        sql.execute("COMMIT");
      } catch (SQLException e) {
        Database.rollBack(sql, e);
        throw e;
      }
    }
  }

  private static int version(Statement sql) throws SQLException {
    return number(sql, "PRAGMA user_version");
  }

  private static int number(Statement sql, String query) throws SQLException {
    try (ResultSet row = sql.executeQuery(query)) {
      return row.next() ? row.getInt(1) : 0;
    }
  }

  private static void make(Statement sql) throws SQLException {
    sql.execute(ENTRIES);
    Set<String> columns = columnsOfEntries(sql);
    for (String ours : new String[] {"span_id", "parent_span_id", "thread"}) {
      if (!columns.contains(ours)) {
        sql.execute("ALTER TABLE trace_entries ADD COLUMN " + ours + " TEXT");
      }
    }
    sql.execute("CREATE INDEX IF NOT EXISTS trace_entries_trace ON trace_entries (trace_id)");
    sql.execute(SPANS);
    sql.execute("CREATE INDEX spans_parent ON spans (trace_id, parent_span_id)");
    sql.execute(EVENTS);
  }

  /** Makes the views of this version, whichever there were. */
  private static void show(Statement sql) throws SQLException {
    for (String each : VIEWS) {
      sql.execute("DROP VIEW IF EXISTS " + each);
    }
    for (String view : new String[] {SELF_TIMES, SLOW, ERRORS, TREE, STATS}) {
      sql.execute(view);
    }
  }

  private static Set<String> columnsOfEntries(Statement sql) throws SQLException {
    Set<String> names = new HashSet<>();
    try (ResultSet columns = sql.executeQuery("PRAGMA table_info(trace_entries)")) {
      while (columns.next()) {
        names.add(columns.getString("name"));
      }
    }
    return names;
  }
}
