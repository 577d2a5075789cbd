package io.glimpse.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.Glimpse;
import io.glimpse.config.Config;
import io.glimpse.config.LogLines;
import io.glimpse.policy.TracingPolicy;
import io.glimpse.record.FunctionName;
import io.glimpse.record.Loss;
import io.glimpse.trace.OpenCall;
import io.glimpse.trace.Span;
import io.glimpse.trace.TracedFunction;
import io.glimpse.trace.Tracer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Records on their way into a database, looked at through a connection of the test's own. */
@Tag("slow")
final class SqliteWriterTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Retention ALL = new Retention(Long.MAX_VALUE / 2, Duration.ofDays(36_500));

  @RegisterExtension final LogLines log = new LogLines("io.glimpse");

  @TempDir Path folder;

  private Instant now = Instant.now();

  private Path file() {
    return folder.resolve("a/b/traces.db");
  }

  private Glimpse open(Retention retention) {
    return Glimpse.builder()
        .config(
            Config.builder()
                .readEnvironment(false)
                .param("service-name", "shop")
                .param("flush-interval", "10 ms"))
        .policy(TracingPolicy.none())
        .writer(SqliteWriter.to(file(), retention, () -> now))
        .open();
  }

  private static TracedFunction function(Glimpse glimpse, String method) {
    return glimpse
        .tracer()
        .function(
            FunctionName.of("com.acme.Cart", method, null), List.of("sku"), Set.of(), String.class);
  }

  /** A root with two calls, of which the second fails below a third. */
  private static void visit(Glimpse glimpse) {
    Tracer tracer = glimpse.tracer();
    TracedFunction add = function(glimpse, "add");
    TracedFunction price = function(glimpse, "price");
    try (Span root = tracer.span("visit")) {
      root.attribute("lines", 2).attribute("paid", true).attribute("sum", 1.5);
      root.event("looked", Map.of("at", "mug \"blue\""));
      Object unused = Objects.requireNonNull(tracer.open(add, args("mug"))).returned("ok");
      OpenCall outer = Objects.requireNonNull(tracer.open(add, args("sofa")));
      Objects.requireNonNull(tracer.open(price, args("sofa")))
          .failed(new IllegalStateException("no price"));
      Object unusedToo = outer.returned("none");
    }
  }

  private static @Nullable Object[] args(String sku) {
    return new @Nullable Object[] {sku};
  }

  private List<String> query(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        StringJoiner row = new StringJoiner("|");
        for (int column = 1; column <= columns; column++) {
          row.add(rows.getString(column));
        }
        found.add(row.toString());
      }
      return found;
    }
  }

  @Test
  void records_ofAVisit_areRowsOfThreeTables() throws SQLException {
    try (Glimpse glimpse = open(ALL)) {
      visit(glimpse);
    }

    assertThat(query("SELECT stage, level, function, args, result, exception FROM trace_entries"))
        .containsExactly(
            "START|INFO|com.acme.Cart.add|{\"sku\":\"mug\"}|null|null",
            "END|INFO|com.acme.Cart.add|null|\"ok\"|null",
            "START|INFO|com.acme.Cart.add|{\"sku\":\"sofa\"}|null|null",
            "START|INFO|com.acme.Cart.price|{\"sku\":\"sofa\"}|null|null",
            "EXCEPTION|ERROR|com.acme.Cart.price|{\"sku\":\"sofa\"}|null"
                + "|java.lang.IllegalStateException: no price",
            "END|INFO|com.acme.Cart.add|null|\"none\"|null");
    assertThat(query("SELECT name, kind, status, status_message, service, links FROM spans"))
        .containsExactly(
            "Cart.add|internal|ok|null|shop|[]",
            "Cart.price|internal|error|no price|shop|[]",
            "Cart.add|internal|ok|null|shop|[]",
            "visit|internal|ok|null|shop|[]");
    assertThat(query("SELECT attributes FROM spans WHERE name = 'visit'"))
        .containsExactly("{\"lines\":2,\"paid\":true,\"sum\":1.5}");
    assertThat(query("SELECT name, json_extract(attributes, '$.at') FROM span_events"))
        .contains("looked|mug \"blue\"");
    assertThat(query("SELECT count(DISTINCT trace_id) FROM trace_entries")).containsExactly("1");
    assertThat(query("SELECT count(*) FROM trace_entries e JOIN spans s ON s.span_id = e.call_id"))
        .containsExactly("6");
    assertThat(query("PRAGMA integrity_check")).containsExactly("ok");
  }

  @Test
  void views_answerTheFirstQuestions() throws SQLException {
    try (Glimpse glimpse = open(ALL)) {
      visit(glimpse);
    }

    assertThat(query("SELECT depth, call, status, args, result FROM call_tree"))
        .containsExactly(
            "0|visit|ok|null|null",
            "1|  Cart.add|ok|{\"sku\":\"mug\"}|\"ok\"",
            "1|  Cart.add|ok|{\"sku\":\"sofa\"}|\"none\"",
            "2|    Cart.price|error|{\"sku\":\"sofa\"}|null");
    assertThat(query("SELECT function, calls, errors FROM function_stats ORDER BY function"))
        .containsExactly("com.acme.Cart.add|2|0", "com.acme.Cart.price|1|1");
    assertThat(
            query(
                "SELECT count(*) FROM function_stats WHERE p50_ms <= p95_ms AND p95_ms <= max_ms"
                    + " AND self_ms >= 0"))
        .containsExactly("2");
    assertThat(query("SELECT name, status_message, exception_type FROM errors"))
        .containsExactly("Cart.price|no price|java.lang.IllegalStateException");
    assertThat(query("SELECT function FROM slow_functions WHERE duration_ms >= self_ms"))
        .hasSize(3);
  }

  @Test
  void selfTime_andPercentiles_areWhatTheyAreCalled() throws SQLException {
    try (Glimpse glimpse = open(ALL)) {
      glimpse.tracer().span("makes the tables").close();
    }
    String row =
        "INSERT INTO spans (trace_id, span_id, parent_span_id, flags, name, function, kind,"
            + " start_time, end_time, duration_ms, status, attributes, links) VALUES ";
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement sql = connection.createStatement()) {
      sql.execute("DELETE FROM spans");
      for (int i = 1; i <= 100; i++) {
        String values =
            "('t%1$d','a%1$d',NULL,1,'f','p.C.f','internal','a','b',%1$d,'ok','{}','[]')";
        sql.execute(row + values.formatted(i));
      }
      sql.execute(
          row + "('t100','b','a100',1,'g','p.C.g','internal','a','b',60.5,'error','{}','[]')");
    }

    assertThat(query("SELECT * FROM function_stats"))
        .containsExactly("p.C.f|100|0|50.0|95.0|100.0|4989.5", "p.C.g|1|1|60.5|60.5|60.5|60.5");
  }

  @Test
  void database_ofTheTracerBefore_keepsItsRowsAndGetsOurs() throws Exception {
    Path unused = Files.createDirectories(folder.resolve("a/b"));
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement sql = connection.createStatement()) {
      sql.execute(
          "CREATE TABLE trace_entries (entry_id TEXT PRIMARY KEY, call_id TEXT, trace_id TEXT,"
              + " level TEXT, function TEXT, args TEXT, stage TEXT, timestamp TEXT, result TEXT,"
              + " duration_ms REAL, exception TEXT)");
      sql.execute(
          "INSERT INTO trace_entries VALUES ('old-1','c','t','INFO','f','{}','START',"
              + "'2099-01-01T00:00:00','null',1,NULL)");
    }
    try (Glimpse glimpse = open(ALL)) {
      visit(glimpse);
    }

    assertThat(query("SELECT count(*), sum(entry_id = 'old-1') FROM trace_entries"))
        .containsExactly("7|1");
    assertThat(query("SELECT count(thread) FROM trace_entries")).containsExactly("6");
    assertThat(query("PRAGMA user_version")).containsExactly("2");
  }

  @Test
  void database_ofALaterVersion_isLeftAloneAndTheLossCounted() throws SQLException {
    try (Glimpse glimpse = open(ALL)) {
      glimpse.tracer().span("makes the tables").close();
    }
    assertThat(query("PRAGMA journal_mode")).containsExactly("wal");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement sql = connection.createStatement()) {
      sql.execute("PRAGMA user_version = 99");
    }
    Glimpse glimpse = open(ALL);
    visit(glimpse);
    glimpse.close();

    assertThat(glimpse.counts().lost().get("sqlite")).containsEntry(Loss.WRITE_FAILED, 10L);
    assertThat(query("SELECT count(*) FROM trace_entries")).containsExactly("0");
    assertThat(String.join("\n", log.take()))
        .contains("the database is of version 99, which a later Glimpse has made");
  }

  @Test
  void fileThatIsNoDatabase_isLeftAsItIs() throws Exception {
    Path unused = Files.createDirectories(folder.resolve("a/b"));
    String text = "no database, but somebody's letters ".repeat(100);
    Path letters = Files.writeString(file(), text);
    Glimpse glimpse = open(ALL);
    glimpse.tracer().span("one").close();
    glimpse.close();

    assertThat(letters).hasContent(text);
    assertThat(glimpse.counts().lostInAll()).isEqualTo(1);
    assertThat(String.join("\n", log.take())).contains("cannot be written to");
  }

  @Test
  void database_lockedBySomebodyElse_getsEverythingAfterwards() throws Exception {
    try (Glimpse glimpse = open(ALL)) {
      glimpse.tracer().span("makes the tables").close();
      assertThat(glimpse.flush(PATIENCE)).isTrue();
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
          Statement sql = connection.createStatement()) {
        sql.execute("BEGIN IMMEDIATE");
        visit(glimpse);
        // Longer than the driver's own patience, so that ours is needed.
        assertThat(glimpse.flush(Duration.ofSeconds(2))).isFalse();
        sql.execute("COMMIT");
      }
      assertThat(glimpse.flush(PATIENCE)).isTrue();
      assertThat(glimpse.counts().lostInAll()).isZero();
    }

    assertThat(query("SELECT count(*) FROM spans")).containsExactly("5");
  }

  @Test
  void file_deletedWhileItIsWrittenTo_isMadeAnew() throws Exception {
    try (Glimpse glimpse = open(ALL)) {
      glimpse.tracer().span("gone").close();
      assertThat(glimpse.flush(PATIENCE)).isTrue();
      for (String ending : List.of("", "-wal", "-shm")) {
        boolean unused = Files.deleteIfExists(Path.of(file() + ending));
      }
      glimpse.tracer().span("kept").close();
      assertThat(glimpse.flush(PATIENCE)).isTrue();
    }

    assertThat(query("SELECT name FROM spans")).containsExactly("kept");
  }

  @Test
  void twoWriters_onOneDatabase_loseNothing() throws Exception {
    try (Glimpse one = open(ALL);
        Glimpse two = open(ALL)) {
      for (int i = 0; i < 200; i++) {
        visit(one);
        visit(two);
      }
      assertThat(one.flush(PATIENCE)).isTrue();
      assertThat(two.flush(PATIENCE)).isTrue();
      assertThat(one.counts().lostInAll() + two.counts().lostInAll()).isZero();
    }

    assertThat(query("SELECT count(*) FROM spans")).containsExactly("1600");
    assertThat(query("SELECT count(*) FROM trace_entries")).containsExactly("2400");
    assertThat(query("PRAGMA integrity_check")).containsExactly("ok");
  }

  @Test
  void rows_olderThanTheRetention_go() throws Exception {
    try (Glimpse glimpse = open(ALL)) {
      visit(glimpse);
    }
    now = now.plus(Duration.ofDays(8));
    try (Glimpse glimpse = open(new Retention(Long.MAX_VALUE / 2, Duration.ofDays(7)))) {
      glimpse.tracer().span("triggers it").close();
    }

    assertThat(query("SELECT count(*) FROM spans")).containsExactly("0");
    assertThat(query("SELECT count(*) FROM span_events")).containsExactly("0");
    assertThat(query("SELECT count(*) FROM trace_entries")).containsExactly("0");
  }

  @Test
  void rows_beyondTheSize_goOldestFirst() throws Exception {
    try (Glimpse glimpse = open(ALL)) {
      for (int i = 0; i < 1_000; i++) {
        visit(glimpse);
        if (i % 100 == 0) {
          assertThat(glimpse.flush(PATIENCE)).isTrue();
        }
      }
    }
    long before = Files.size(file());
    try (Glimpse glimpse = open(new Retention(1 << 20, Duration.ofDays(7)))) {
      // It goes on after each batch, for a fifth of a second at most.
      for (int i = 0; i < 30; i++) {
        glimpse.tracer().span("newest").close();
        assertThat(glimpse.flush(PATIENCE)).isTrue();
      }
    }

    assertThat(Files.size(file())).isLessThan(before / 2);
    assertThat(query("SELECT count(*) FROM spans WHERE name = 'newest'")).containsExactly("30");
    assertThat(
            query(
                "SELECT count(*) FROM span_events e LEFT JOIN spans s ON s.span_id = e.span_id"
                    + " WHERE s.span_id IS NULL"))
        .containsExactly("0");
  }

  @Test
  void driver_thatTheApplicationUsesToo_staysRegistered() throws Exception {
    DriverManager.getConnection("jdbc:sqlite::memory:").close();
    try (Glimpse glimpse = open(ALL)) {
      glimpse.tracer().span("one").close();
    }

    DriverManager.getConnection("jdbc:sqlite::memory:").close();
  }

  @Test
  void destSqlite_writesWhereTheConfigurationSays() throws SQLException {
    try (Glimpse glimpse =
        Glimpse.builder()
            .config(
                Config.builder()
                    .readEnvironment(false)
                    .param("dest", "sqlite")
                    .param("db-path", file().toString()))
            .policy(TracingPolicy.none())
            .open()) {
      glimpse.tracer().span("one").close();
    }

    assertThat(query("SELECT name FROM spans")).containsExactly("one");
    assertThat(folder.resolve("glimpse.jsonl")).doesNotExist();
  }
}
