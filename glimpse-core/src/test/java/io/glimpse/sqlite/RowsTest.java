package io.glimpse.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.glimpse.buffer.ByteBuilder;
import io.glimpse.record.FunctionName;
import io.glimpse.record.NameTable;
import io.glimpse.record.RecordBatch;
import io.glimpse.record.RecordCursor;
import io.glimpse.record.RecordEncoder;
import io.glimpse.record.RecordKind;
import io.glimpse.record.Section;
import io.glimpse.record.SpanKind;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What records become in the tables, beside what the values of the same records say. */
final class RowsTest {
  private static final List<SpanKind> SIDES = List.of(SpanKind.values());
  private static final long BEGIN = 1_767_323_045_000_006_000L;
  private static final String ODD = "\"quoted\" \\ \n\t\u0000 é 漢 😀 'it''s' %s $1 ?1";

  private final Random dice = new Random(20261128);
  private final NameTable names = new NameTable();
  private final ByteBuilder bytes = new ByteBuilder(64);
  private final RecordEncoder encoder = new RecordEncoder(bytes);

  @Test
  void rows_ofARichBatch_areWhatItsValuesSay() throws SQLException {
    rich();
    assertSame(seal("shop", true), 36, 19);
  }

  @Test
  void rows_withoutTraceIdsAndService_areWhatTheirValuesSay() throws SQLException {
    rich();
    assertSame(seal(null, false), 36, 19);
  }

  @Test
  void rows_ofMoreThanOneHandOver_areWhatTheirValuesSay() throws SQLException {
    for (int i = 0; i < 40; i++) {
      rich();
    }
    // Larger than any array that is kept.
    String large = "{\"a\":\"" + "x".repeat(700_000) + "\"}";
    record(RecordKind.START, 0, false, 7, to -> to.text(Section.ARGUMENTS, large));
    rich();
    assertSame(seal("shop", true), 41 * 36 + 1, 41 * 19);
  }

  @Test
  void rows_insertedTwice_areThereOnce() throws SQLException {
    rich();
    RecordBatch batch = seal("shop", true);
    try (Connection connection = database();
        Rows rows = new Rows(connection)) {
      rows.insert(batch);
      List<String> once = all(connection);
      rows.insert(batch);

      assertThat(all(connection)).isEqualTo(once);
    }
  }

  @Test
  void attribute_givenUnderANameOfOurs_standsForIt() throws SQLException {
    int function = names.add(FunctionName.of("com.acme.Cart", "add", "com.acme.Big"));
    record(
        RecordKind.END,
        function,
        false,
        7,
        to -> {
          to.text(Section.RESULT, "1");
          ByteBuilder out = to.open(Section.ATTRIBUTES);
          RecordEncoder.attribute(out, "glimpse.result", "mine");
          RecordEncoder.attribute(out, "code.function.name", "p.C.f");
          to.close();
        });
    try (Connection connection = database();
        Rows rows = new Rows(connection)) {
      rows.insert(seal("shop", true));

      assertThat(
              query(
                  connection,
                  "SELECT function, attributes ->> '$.\"code.function.name\"',"
                      + " attributes ->> '$.\"glimpse.result\"',"
                      + " (SELECT count(*) FROM json_each(attributes)) FROM spans"))
          .containsExactly("p.C.f|p.C.f|mine|3");
    }
  }

  /**
   * The driver makes some objects for each statement, and none for a row: over a batch of five
   * thousand less than a byte a row is left of them.
   */
  @Test
  void insert_allocatesNothingForARow() throws SQLException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int thread = names.threadIndex("worker-1");
    int function = names.add(FunctionName.of("com.acme.Cart", "add", null));
    for (int i = 0; i < 2_500; i++) {
      record(
          RecordKind.END,
          function,
          false,
          7,
          to -> to.thread(thread).text(Section.ARGUMENTS, "{}").text(Section.RESULT, "[1]"));
    }
    RecordBatch batch = seal("shop", true);
    long least = Long.MAX_VALUE;
    try (Connection connection = database();
        Rows rows = new Rows(connection)) {
      for (int round = 0; round < 20; round++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        rows.insert(batch);
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      }
    }

    assertThat(least).isLessThan(batch.records() * 16L);
  }

  /** Every kind of record, with everything and with nothing. */
  private void rich() {
    int known = names.threadIndex("worker \"1\" é");
    int plain = names.add(FunctionName.of("com.acme.Cart", "add", null));
    int odd = names.add(FunctionName.of("com.acme.Größe$Teil", "größer", "com.acme.Big"));
    for (int function : new int[] {plain, odd, -1}) {
      for (long parent : new long[] {0, 7}) {
        record(RecordKind.START, function, false, parent, to -> to.thread(known));
        record(
            RecordKind.START,
            function,
            false,
            parent,
            to -> to.noArguments().text(Section.THREAD, ODD).text(Section.NAME, "named"));
        record(
            RecordKind.END,
            function,
            false,
            parent,
            to ->
                to.thread(known)
                    .text(Section.ARGUMENTS, "{\"a\":\"\\\"b\\\"\"}")
                    .text(Section.NAME, ODD)
                    .text(Section.RESULT, "[1,\"é\"]"));
        record(RecordKind.END, function, true, parent, to -> to.thread(known));
        record(
            RecordKind.EXCEPTION,
            function,
            true,
            parent,
            to ->
                to.thread(known)
                    .text(Section.ARGUMENTS, "{}")
                    .text(Section.NAME, "n")
                    .text(Section.EXCEPTION_TYPE, "java.io.IOException")
                    .text(Section.EXCEPTION_MESSAGE, ODD)
                    .text(Section.EXCEPTION_STACK, "at a\n\tat b"));
        record(
            RecordKind.EXCEPTION,
            function,
            true,
            parent,
            to -> to.thread(known).text(Section.EXCEPTION_TYPE, "p.E"));
      }
    }
    record(RecordKind.SPAN, -1, false, 0, to -> to.text(Section.NAME, "bare"));
    record(RecordKind.SPAN, -1, true, 9, RowsTest::everything);
    record(RecordKind.SPAN, plain, false, -1, RowsTest::everything);
  }

  private static void everything(RecordEncoder to) {
    to.text(Section.NAME, ODD)
        .text(Section.TRACE_STATE, "a=b,c=d")
        .text(Section.STATUS_MESSAGE, ODD);
    ByteBuilder attributes = to.open(Section.ATTRIBUTES);
    RecordEncoder.attribute(attributes, ODD, ODD);
    RecordEncoder.attribute(attributes, "empty", "");
    RecordEncoder.attribute(attributes, "whole", Long.MIN_VALUE);
    RecordEncoder.attribute(attributes, "part", -1.25e-7);
    RecordEncoder.attribute(attributes, "none", Double.NaN);
    RecordEncoder.attribute(attributes, "true", true);
    RecordEncoder.attribute(attributes, "false", false);
    to.close();
    ByteBuilder events = to.open(Section.EVENTS);
    for (String name : new String[] {"one", ODD}) {
      int at = RecordEncoder.beginEvent(events, name, BEGIN + 1_234_567_890L);
      RecordEncoder.attribute(events, "n", 2L);
      RecordEncoder.endEvent(events, at);
    }
    to.close();
    ByteBuilder links = to.open(Section.LINKS);
    RecordEncoder.link(links, 1, 2, 3, 1, true);
    RecordEncoder.link(links, -1, -2, -3, 0, false);
    to.close();
  }

  private void record(
      RecordKind kind,
      int function,
      boolean failed,
      long parent,
      Consumer<RecordEncoder> sections) {
    SpanKind side = SIDES.get(dice.nextInt(SIDES.size()));
    long start = BEGIN + dice.nextInt(2_000_000_000);
    // A clock may have been set back meanwhile.
    long end = kind == RecordKind.START ? start : start + dice.nextInt(90_000_000) - 10;
    encoder.begin(
        kind,
        dice.nextInt(4),
        side,
        failed,
        dice.nextLong(),
        dice.nextLong(),
        dice.nextLong(),
        parent);
    encoder.times(start, end).function(function, dice.nextInt(2));
    sections.accept(encoder);
    encoder.end();
  }

  private RecordBatch seal(@Nullable String service, boolean ids) {
    byte[] copy = Arrays.copyOf(bytes.array(), bytes.size());
    bytes.truncate(0);
    RecordBatch.Source source = new RecordBatch.Source("k3x", () -> service, names, ids);
    int records = 0;
    for (RecordCursor each = new RecordBatch(copy, copy.length, 0, 1, source).cursor();
        each.next(); ) {
      records += each.kind().records();
    }
    return new RecordBatch(copy, copy.length, records, 4_711, source);
  }

  private static void assertSame(RecordBatch batch, int entries, int withSpans)
      throws SQLException {
    try (Connection ours = database();
        Connection plain = database();
        Rows rows = new Rows(ours)) {
      rows.insert(batch);
      PlainRows.insert(plain, batch);

      assertThat(all(ours)).isEqualTo(all(plain));
      assertThat(query(ours, "SELECT count(*) FROM trace_entries"))
          .containsExactly(Integer.toString(entries));
      assertThat(query(ours, "SELECT count(*) FROM spans WHERE json_valid(attributes)"))
          .first()
          .satisfies(n -> assertThat(Integer.parseInt(n)).isGreaterThanOrEqualTo(withSpans));
    }
  }

  private static Connection database() throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
    Schema.bring(connection);
    return connection;
  }

  /** Every column of every row with its type, in the order of the rows. */
  private static List<String> all(Connection connection) throws SQLException {
    List<String> found = new ArrayList<>();
    for (String table : List.of("trace_entries", "spans", "span_events")) {
      for (String column :
          query(connection, "SELECT name FROM pragma_table_info('" + table + "')")) {
        found.add(table + "." + column);
        found.addAll(
            query(
                connection,
                "SELECT typeof(%1$s), quote(%1$s) FROM %2$s ORDER BY rowid"
                    .formatted(column, table)));
      }
    }
    return found;
  }

  private static List<String> query(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        StringBuilder row = new StringBuilder(String.valueOf(rows.getString(1)));
        for (int i = 2; i <= rows.getMetaData().getColumnCount(); i++) {
          row.append('|').append(rows.getString(i));
        }
        found.add(row.toString());
      }
      return found;
    }
  }
}
