package io.glimpse.sqlite;

import io.glimpse.context.SpanId;
import io.glimpse.context.TraceId;
import io.glimpse.record.AttributeNames;
import io.glimpse.record.LogEntry;
import io.glimpse.record.RecordBatch;
import io.glimpse.record.SpanRecord;
import io.glimpse.record.Stage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts the records of a batch into the tables. A record that is there already is left as it is, so
 * a batch whose end nobody saw may be put again.
 */
final class Rows implements AutoCloseable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final double NANOS = 1e6;

  private final PreparedStatement entries;
  private final PreparedStatement spans;
  private final PreparedStatement events;
  private final JsonColumn json = new JsonColumn();

  Rows(Connection connection) throws SQLException {
    this.entries =
        connection.prepareStatement(
            "INSERT OR IGNORE INTO trace_entries (entry_id, call_id, trace_id, span_id,"
                + " parent_span_id, level, function, args, stage, timestamp, result, duration_ms,"
                + " exception, thread) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    this.spans =
        connection.prepareStatement(
            "INSERT OR IGNORE INTO spans (trace_id, span_id, parent_span_id, trace_state, flags,"
                + " name, function, kind, start_time, end_time, duration_ms, status,"
                + " status_message, attributes, links, service)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    this.events =
        connection.prepareStatement(
            "INSERT OR IGNORE INTO span_events (trace_id, span_id, position, name, timestamp,"
                + " attributes) VALUES (?, ?, ?, ?, ?, ?)");
  }

  void insert(RecordBatch batch) throws SQLException {
    for (LogEntry entry : batch.logEntries()) {
      insert(entry);
    }
    for (SpanRecord span : batch.spans()) {
      insert(span);
    }
  }

  private void insert(LogEntry entry) throws SQLException {
    PreparedStatement row = entries;
    row.setString(1, entry.entryId());
    row.setString(2, entry.callId().hex());
    row.setString(3, hex(entry.traceId()));
    row.setString(4, hex(entry.spanId()));
    row.setString(5, hex(entry.parentSpanId()));
    row.setString(6, entry.stage() == Stage.EXCEPTION ? "ERROR" : "INFO");
    row.setString(7, entry.function());
    row.setString(8, entry.args());
    row.setString(9, entry.stage().name());
    row.setString(10, time(entry.timestamp()));
    row.setString(11, entry.result());
    if (entry.stage() == Stage.START) {
      row.setString(12, null);
    } else {
      row.setDouble(12, entry.durationNanos() / NANOS);
    }
    row.setString(13, entry.exception());
    row.setString(14, entry.thread());
    int unused = row.executeUpdate();
  }

  private void insert(SpanRecord span) throws SQLException {
    PreparedStatement row = spans;
    Map<String, Object> attributes = span.attributes();
    Object function = attributes.get(AttributeNames.FUNCTION);
    row.setString(1, span.traceId().hex());
    row.setString(2, span.spanId().hex());
    row.setString(3, hex(span.parentSpanId()));
    row.setString(4, span.traceState().isEmpty() ? null : span.traceState());
    row.setInt(5, span.flags());
    row.setString(6, span.name());
    row.setString(7, function == null ? null : function.toString());
    row.setString(8, span.kind().word());
    row.setString(9, time(span.start()));
    row.setString(10, time(span.end()));
    row.setDouble(11, span.durationNanos() / NANOS);
    row.setString(12, span.failed() ? "error" : "ok");
    row.setString(13, span.statusMessage());
    row.setString(14, json.object(attributes));
    row.setString(15, json.links(span.links()));
    row.setString(16, span.service());
    int unused = row.executeUpdate();
    int position = 0;
    for (SpanRecord.Event event : span.events()) {
      insert(span, position++, event);
    }
  }

  private void insert(SpanRecord span, int position, SpanRecord.Event event) throws SQLException {
    PreparedStatement row = events;
    row.setString(1, span.traceId().hex());
    row.setString(2, span.spanId().hex());
    row.setInt(3, position);
    row.setString(4, event.name());
    row.setString(5, time(event.timestamp()));
    row.setString(6, json.object(event.attributes()));
    int unused = row.executeUpdate();
  }

  private static @Nullable String hex(@Nullable SpanId id) {
    return id == null ? null : id.hex();
  }

  private static @Nullable String hex(@Nullable TraceId id) {
    return id == null ? null : id.hex();
  }

  /** As in JSON lines, so that texts are ordered as times are. */
  static String time(Instant instant) {
    return TIME.format(instant);
  }

  @Override
  public void close() throws SQLException {
    entries.close();
    spans.close();
    events.close();
  }
}
