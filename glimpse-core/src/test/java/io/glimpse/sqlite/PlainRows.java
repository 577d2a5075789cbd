package io.glimpse.sqlite;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.context.SpanId;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The same rows from a batch's values, one after the other, as plainly as it can be said. */
final class PlainRows {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private PlainRows() {}

  static void insert(Connection connection, RecordBatch batch) throws SQLException {
    for (LogEntry entry : batch.logEntries()) {
      insert(
          connection,
          "trace_entries (entry_id, call_id, trace_id, span_id, parent_span_id, level, function,"
              + " args, stage, timestamp, result, duration_ms, exception, thread)",
          entry.entryId(),
          entry.callId().hex(),
          entry.traceId() == null ? null : entry.traceId().hex(),
          hex(entry.spanId()),
          hex(entry.parentSpanId()),
          entry.stage() == Stage.EXCEPTION ? "ERROR" : "INFO",
          entry.function(),
          entry.args(),
          entry.stage().name(),
          TIME.format(entry.timestamp()),
          entry.result(),
          entry.stage() == Stage.START ? null : entry.durationNanos() / 1e6,
          entry.exception(),
          entry.thread());
    }
    for (SpanRecord span : batch.spans()) {
      insert(connection, span);
    }
  }

  private static void insert(Connection connection, SpanRecord span) throws SQLException {
    insert(
        connection,
        "spans (trace_id, span_id, parent_span_id, trace_state, flags, name, function, kind,"
            + " start_time, end_time, duration_ms, status, status_message, attributes, links,"
            + " service)",
        span.traceId().hex(),
        span.spanId().hex(),
        hex(span.parentSpanId()),
        span.traceState().isEmpty() ? null : span.traceState(),
        span.flags(),
        span.name(),
        span.attributes().get(AttributeNames.FUNCTION),
        span.kind().word(),
        TIME.format(span.start()),
        TIME.format(span.end()),
        span.durationNanos() / 1e6,
        span.failed() ? "error" : "ok",
        span.statusMessage(),
        object(span.attributes()),
        links(span.links()),
        span.service());
    int position = 0;
    for (SpanRecord.Event event : span.events()) {
      insert(
          connection,
          "span_events (trace_id, span_id, position, name, timestamp, attributes)",
          span.traceId().hex(),
          span.spanId().hex(),
          position++,
          event.name(),
          time(event.timestamp()),
          object(event.attributes()));
    }
  }

  private static void insert(Connection connection, String into, @Nullable Object... values)
      throws SQLException {
    String places = "?, ".repeat(values.length - 1) + "?";
    try (PreparedStatement row =
        connection.prepareStatement("INSERT OR IGNORE INTO " + into + " VALUES (" + places + ")")) {
      for (int i = 0; i < values.length; i++) {
        row.setObject(i + 1, values[i]);
      }
      int unused = row.executeUpdate();
    }
  }

  private static @Nullable String hex(@Nullable SpanId id) {
    return id == null ? null : id.hex();
  }

  private static String time(Instant instant) {
    return TIME.format(instant);
  }

  private static String object(Map<String, Object> attributes) {
    ByteBuilder out = new ByteBuilder(64).raw('{');
    attributes.forEach(
        (key, value) -> {
          out.ascii(out.size() > 1 ? "," : "").text(key).raw(':');
          if (value instanceof String || !isFinite(value)) {
            out.text(value.toString());
          } else {
            out.ascii(value.toString());
          }
        });
    return out.raw('}').toString();
  }

  private static boolean isFinite(Object value) {
    return !(value instanceof Double number) || Double.isFinite(number);
  }

  private static String links(List<SpanRecord.Link> links) {
    ByteBuilder out = new ByteBuilder(64).raw('[');
    for (SpanRecord.Link link : links) {
      out.ascii(out.size() > 1 ? "," : "");
      out.ascii("{\"trace_id\":\"" + link.traceId().hex() + "\",\"span_id\":\"");
      out.ascii(link.spanId().hex() + "\",\"flags\":").number(link.flags()).raw('}');
    }
    return out.raw(']').toString();
  }
}
