package io.glimpse.benchmarks;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.context.SpanId;
import io.glimpse.record.AttributeNames;
import io.glimpse.record.LogEntry;
import io.glimpse.record.RecordBatch;
import io.glimpse.record.RecordWriter;
import io.glimpse.record.SpanRecord;
import io.glimpse.record.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The same rows by JDBC, as somebody would write them who wants it to be fast: prepared statements,
 * {@code addBatch}, and a transaction for a thousand rows.
 */
final class JdbcRows implements RecordWriter {
  private static final int TRANSACTION = 1_000;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Connection connection;
  private final PreparedStatement entries;
  private final PreparedStatement spans;
  private final PreparedStatement events;
  private final ByteBuilder json = new ByteBuilder(1024);
  private int waiting;

  JdbcRows(Path file) throws SQLException {
    connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    try (Statement sql = connection.createStatement()) {
      sql.execute("PRAGMA busy_timeout = 500");
      sql.execute("PRAGMA journal_mode = WAL");
      sql.execute("PRAGMA synchronous = NORMAL");
    }
    connection.setAutoCommit(false);
    entries =
        connection.prepareStatement(
            "INSERT INTO trace_entries (entry_id, call_id, trace_id, span_id, parent_span_id,"
                + " level, function, args, stage, timestamp, result, duration_ms, exception,"
                + " thread) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    spans =
        connection.prepareStatement(
            "INSERT INTO spans (trace_id, span_id, parent_span_id, trace_state, flags, name,"
                + " function, kind, start_time, end_time, duration_ms, status, status_message,"
                + " attributes, links, service)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    events =
        connection.prepareStatement(
            "INSERT INTO span_events (trace_id, span_id, position, name, timestamp, attributes)"
                + " VALUES (?, ?, ?, ?, ?, ?)");
  }

  @Override
  public void write(RecordBatch batch) throws IOException {
    try {
      for (LogEntry entry : batch.logEntries()) {
        add(entry);
        commitAThousand();
      }
      for (SpanRecord span : batch.spans()) {
        add(span);
        commitAThousand();
      }
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private void commitAThousand() throws SQLException {
    if (++waiting == TRANSACTION) {
      commit();
    }
  }

  private void commit() throws SQLException {
    int[] unused = entries.executeBatch();
    unused = spans.executeBatch();
    unused = events.executeBatch();
    connection.commit();
    waiting = 0;
  }

  private void add(LogEntry entry) throws SQLException {
    entries.setString(1, entry.entryId());
    entries.setString(2, entry.callId().hex());
    entries.setString(3, entry.traceId() == null ? null : entry.traceId().hex());
    entries.setString(4, hex(entry.spanId()));
    entries.setString(5, hex(entry.parentSpanId()));
    entries.setString(6, entry.stage() == Stage.EXCEPTION ? "ERROR" : "INFO");
    entries.setString(7, entry.function());
    entries.setString(8, entry.args());
    entries.setString(9, entry.stage().name());
    entries.setString(10, TIME.format(entry.timestamp()));
    entries.setString(11, entry.result());
    if (entry.stage() == Stage.START) {
      entries.setString(12, null);
    } else {
      entries.setDouble(12, entry.durationNanos() / 1e6);
    }
    entries.setString(13, entry.exception());
    entries.setString(14, entry.thread());
    entries.addBatch();
  }

  private void add(SpanRecord span) throws SQLException {
    Object function = span.attributes().get(AttributeNames.FUNCTION);
    spans.setString(1, span.traceId().hex());
    spans.setString(2, span.spanId().hex());
    spans.setString(3, hex(span.parentSpanId()));
    spans.setString(4, span.traceState().isEmpty() ? null : span.traceState());
    spans.setInt(5, span.flags());
    spans.setString(6, span.name());
    spans.setString(7, function == null ? null : function.toString());
    spans.setString(8, span.kind().word());
    spans.setString(9, TIME.format(span.start()));
    spans.setString(10, TIME.format(span.end()));
    spans.setDouble(11, span.durationNanos() / 1e6);
    spans.setString(12, span.failed() ? "error" : "ok");
    spans.setString(13, span.statusMessage());
    spans.setString(14, object(span.attributes()));
    spans.setString(15, "[]"); // this traffic has no links
    spans.setString(16, span.service());
    spans.addBatch();
    int position = 0;
    for (SpanRecord.Event event : span.events()) {
      events.setString(1, span.traceId().hex());
      events.setString(2, span.spanId().hex());
      events.setInt(3, position++);
      events.setString(4, event.name());
      events.setString(5, TIME.format(event.timestamp()));
      events.setString(6, object(event.attributes()));
      events.addBatch();
    }
  }

  private static @Nullable String hex(@Nullable SpanId id) {
    return id == null ? null : id.hex();
  }

  private String object(Map<String, Object> attributes) {
    json.truncate(0);
    json.raw('{');
    for (Map.Entry<String, Object> each : attributes.entrySet()) {
      if (json.size() > 1) {
        json.raw(',');
      }
      json.text(each.getKey()).raw(':');
      if (each.getValue() instanceof String text) {
        json.text(text);
      } else {
        json.ascii(each.getValue().toString());
      }
    }
    return json.raw('}').toString();
  }

  @Override
  public void close() throws IOException {
    try (connection) {
      commit();
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }
}
