package io.glimpse.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What the views answer, against values worked out by hand, and for spans that fit together badly.
 */
@Timeout(120)
@SuppressWarnings("NullAway.Init") // open() fills it
final class ViewsTest {
  private Connection connection;

  @BeforeEach
  void open() throws SQLException {
    connection = DriverManager.getConnection("jdbc:sqlite::memory:");
    Schema.bring(connection);
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private void span(
      String trace, String id, @Nullable String parent, String function, double millis)
      throws SQLException {
    span(trace, id, parent, function, millis, "ok", "2026-01-01T00:00:00." + id);
  }

  private void span(
      String trace,
      String id,
      @Nullable String parent,
      @Nullable String function,
      double millis,
      String status,
      String start)
      throws SQLException {
    try (PreparedStatement row =
        connection.prepareStatement(
            "INSERT INTO spans (trace_id, span_id, parent_span_id, flags, name, function, kind,"
                + " start_time, end_time, duration_ms, status, attributes, links)"
                + " VALUES (?, ?, ?, 1, ?, ?, 'internal', ?, ?, ?, ?, '{\"glimpse.args\":\"{}\"}',"
                + " '[]')")) {
      @Nullable Object[] values = {
        trace,
        id,
        parent,
        function == null ? "request" : function,
        function,
        start,
        start,
        millis,
        status
      };
      for (int i = 0; i < values.length; i++) {
        row.setObject(i + 1, values[i]);
      }
      int unused = row.executeUpdate();
    }
  }

  private List<String> ask(String sql) throws SQLException {
    return Answers.of(connection, sql);
  }

  @Test
  void functionStats_ofTwentyCalls_areWhatTheNearestRankSays() throws SQLException {
    // 1 to 20 ms: the tenth is the median, the nineteenth the 95th percentile.
    for (int i = 1; i <= 20; i++) {
      span("t" + i, "a", null, "p.C.f", 21 - i);
    }
    span("t1", "b", "a", "p.C.g", 4, "error", "x");
    span("t1", "c", "a", "p.C.g", 5);
    span("t1", "d", "c", "p.C.h", 5.5);
    span("t1", "e", null, null, 1000, "ok", "x");

    assertThat(ask("SELECT * FROM function_stats"))
        .containsExactly(
            // 210 in all, less 9 below the first
            "p.C.f|20|0|10.0|19.0|20.0|201.0",
            "p.C.h|1|0|5.5|5.5|5.5|5.5",
            // what is below lasts longer than itself: of another thread
            "p.C.g|2|1|4.0|5.0|5.0|4.0");
  }

  @Test
  void slowFunctions_beginWithTheSlowest_andLeaveOutWhatIsNone() throws SQLException {
    span("t", "a", null, "p.C.f", 10);
    span("t", "b", "a", "p.C.g", 7);
    span("t", "c", null, null, 99, "ok", "x");

    assertThat(ask("SELECT function, duration_ms, self_ms, status, args FROM slow_functions"))
        .containsExactly("p.C.f|10.0|3.0|ok|{}", "p.C.g|7.0|7.0|ok|{}");
  }

  @Test
  void errors_areTheFailedSpans_theLatestFirst_withOrWithoutAnException() throws SQLException {
    span("t", "a", null, "p.C.f", 1, "error", "2026-01-01");
    span("t", "b", null, null, 1, "error", "2026-01-02");
    span("t", "c", null, "p.C.f", 1, "ok", "2026-01-03");
    try (Statement sql = connection.createStatement()) {
      int unused =
          sql.executeUpdate(
              "INSERT INTO span_events VALUES ('t', 'a', 0, 'looked', 'x', '{}'),"
                  + " ('t', 'a', 1, 'exception', 'x',"
                  + " '{\"exception.type\":\"p.E\",\"exception.stacktrace\":\"at p\"}'),"
                  + " ('t', 'c', 0, 'exception', 'x', '{}')");
    }

    assertThat(ask("SELECT name, function, exception_type, stacktrace, args FROM errors"))
        .containsExactly("request|null|null|null|{}", "p.C.f|p.C.f|p.E|at p|{}");
  }

  @Test
  void callTree_showsEachSpanBelowItsParent_inTheOrderOfTime() throws SQLException {
    span("t2", "1", null, "other", 1);
    span("t1", "5", "2", "e", 1);
    span("t1", "2", "1", "b", 1);
    span("t1", "4", "1", "d", 1);
    span("t1", "3", "2", "c", 1);
    span("t1", "1", null, "a", 1);
    // Its parent is another service's.
    span("t1", "6", "elsewhere", "f", 1);
    // The same id in another trace is another span.
    span("t3", "7", "1", "g", 1);

    assertThat(ask("SELECT trace_id, depth, call FROM call_tree"))
        .containsExactly(
            "t1|0|a",
            "t1|1|  b",
            "t1|2|    c",
            "t1|2|    e",
            "t1|1|  d",
            "t1|0|f",
            "t2|0|other",
            "t3|0|g");
    assertThat(ask("SELECT call FROM call_tree WHERE trace_id = 't1' AND depth = 1"))
        .containsExactly("  b", "  d");
  }

  @Test
  void views_ofSpansThatAreTheirOwnAncestors_comeToAnEnd() throws SQLException {
    span("t", "1", "1", "itself", 1);
    span("t", "2", "3", "one", 1);
    span("t", "3", "2", "another", 1);
    span("t", "4", "3", "below", 1);
    span("t", "5", null, "root", 1);

    assertThat(ask("SELECT call FROM call_tree")).containsExactly("root");
    assertThat(ask("SELECT count(*) FROM slow_functions")).containsExactly("5");
    assertThat(ask("SELECT count(*), sum(calls), min(self_ms) = 0 FROM function_stats"))
        .containsExactly("5|5|1");
  }

  @Test
  void views_ofAnEmptyDatabase_areEmpty() throws SQLException {
    for (String view :
        List.of("function_stats", "call_tree", "errors", "slow_functions", "self_times")) {
      assertThat(ask("SELECT * FROM " + view)).isEmpty();
    }
  }

  /** Were one of them quadratic, it would take hours. */
  @Test
  @Tag("slow")
  void views_ofAHundredThousandSpans_answer() throws SQLException {
    try (Statement sql = connection.createStatement()) {
      int unused =
          sql.executeUpdate(
              "INSERT INTO spans (trace_id, span_id, parent_span_id, flags, name, function, kind,"
                  + " start_time, end_time, duration_ms, status, attributes, links)"
                  + " WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 99999)"
                  // 500 traces of 100, and one that goes 50,000 deep
                  + " SELECT CASE WHEN i < 50000 THEN 't' || (i / 100) ELSE 'deep' END, i,"
                  + " CASE WHEN i < 50000 AND i % 100 = 0 OR i = 50000 THEN NULL"
                  + " WHEN i < 50000 THEN i - i % 10 - (i % 10 = 0) ELSE i - 1 END,"
                  + " 1, 'n', 'p.C.f' || (i % 7), 'internal', i, i, i % 1000,"
                  + " CASE i % 100 WHEN 0 THEN 'error' ELSE 'ok' END, '{}', '[]' FROM n");
    }

    assertThat(ask("SELECT sum(calls), count(*) FROM function_stats")).containsExactly("100000|7");
    assertThat(ask("SELECT count(*), max(depth), sum(length(call) > 0) FROM call_tree"))
        .containsExactly("100000|49999|100000");
    assertThat(ask("SELECT count(stacktrace), count(*) FROM errors")).containsExactly("0|1000");
    assertThat(ask("SELECT max(duration_ms) FROM slow_functions")).containsExactly("999.0");
  }

  @Test
  void database_ofVersionOne_keepsItsRowsAndGetsTheViewsOfThisOne() throws SQLException {
    span("t", "a", null, "p.C.f", 1);
    try (Statement sql = connection.createStatement()) {
      sql.execute("DROP VIEW call_tree");
      sql.execute("CREATE VIEW call_tree AS SELECT 'of version 1' AS call");
      sql.execute("PRAGMA user_version = 1");
    }
    Schema.bring(connection);

    assertThat(ask("SELECT call FROM call_tree")).containsExactly("p.C.f");
    assertThat(ask("PRAGMA user_version")).containsExactly("2");
  }
}
