package io.glimpse.benchmarks;

import io.glimpse.context.SpanId;
import io.glimpse.record.LogEntry;
import io.glimpse.record.RecordBatch;
import io.glimpse.record.RecordCursor;
import io.glimpse.record.SpanRecord;
import io.glimpse.record.Stage;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.config.PropertyOrderStrategy;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The same lines by Yasson, from objects whose fields are the lines'. The objects are made before
 * the time begins: Yasson finds every text, id and time ready.
 */
final class YassonLines implements LineEncoder {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Jsonb jsonb =
      JsonbBuilder.create(
          new JsonbConfig()
              .withNullValues(true)
              .withPropertyOrderStrategy(PropertyOrderStrategy.ANY));

  private final GrowingBytes out = new GrowingBytes();
  private final List<Object> lines = new ArrayList<>();

  /** A log entry's line. */
  @SuppressWarnings("MemberName") // Yasson takes the fields' names as they are
  public static final class EntryLine {
    /** The fields of a line. */
    public String record_type = "log_entry";

    public String entry_id;
    public String call_id;
    public @Nullable String trace_id;
    public @Nullable String span_id;
    public @Nullable String parent_span_id;
    public String function;
    public String level;
    public String stage;
    public String timestamp;
    public JsonValue args;
    public JsonValue result;
    public @Nullable BigDecimal duration_ms;
    public @Nullable String exception;
    public String thread;

    EntryLine(LogEntry entry) {
      entry_id = entry.entryId();
      call_id = String.valueOf(entry.callId());
      trace_id = entry.traceId() == null ? null : entry.traceId().hex();
      span_id = text(entry.spanId());
      parent_span_id = text(entry.parentSpanId());
      function = entry.function();
      level = entry.stage() == Stage.EXCEPTION ? "ERROR" : "INFO";
      stage = entry.stage().name();
      timestamp = time(entry.timestamp());
      args = parsed(entry.args());
      result = parsed(entry.result());
      duration_ms = entry.stage() == Stage.START ? null : millis(entry.durationNanos());
      exception = entry.exception();
      thread = entry.thread();
    }
  }

  /** A span's line. */
  @SuppressWarnings("MemberName")
  public static final class SpanLine {
    /** The fields of a line. */
    public String record_type = "span";

    public String trace_id;
    public @Nullable String span_id;
    public @Nullable String parent_span_id;
    public @Nullable String trace_state;
    public int flags;
    public String name;
    public String kind;
    public String start_time;
    public String end_time;
    public BigDecimal duration_ms;
    public String status;
    public @Nullable String status_message;
    public Map<String, Object> attributes;
    public List<EventLine> events;
    public List<LinkLine> links;
    public @Nullable String service;

    SpanLine(SpanRecord span) {
      trace_id = span.traceId().hex();
      span_id = text(span.spanId());
      parent_span_id = text(span.parentSpanId());
      trace_state = span.traceState().isEmpty() ? null : span.traceState();
      flags = span.flags();
      name = span.name();
      kind = span.kind().word();
      start_time = time(span.start());
      end_time = time(span.end());
      duration_ms = millis(span.durationNanos());
      status = span.failed() ? "error" : "ok";
      status_message = span.statusMessage();
      attributes = span.attributes();
      events = span.events().stream().map(EventLine::new).toList();
      links = span.links().stream().map(LinkLine::new).toList();
      service = span.service();
    }
  }

  /** An event in it. */
  public static final class EventLine {
    /** The fields of an event. */
    public String name;

    public String timestamp;
    public Map<String, Object> attributes;

    EventLine(SpanRecord.Event event) {
      name = event.name();
      timestamp = time(event.timestamp());
      attributes = event.attributes();
    }
  }

  /** A link in it. */
  @SuppressWarnings("MemberName")
  public static final class LinkLine {
    /** The fields of a link. */
    public String trace_id;

    public @Nullable String span_id;
    public int flags;

    LinkLine(SpanRecord.Link link) {
      trace_id = link.traceId().hex();
      span_id = text(link.spanId());
      flags = link.flags();
    }
  }

  YassonLines(RecordBatch batch) {
    Iterator<LogEntry> entries = batch.logEntries().iterator();
    Iterator<SpanRecord> spans = batch.spans().iterator();
    for (RecordCursor record = batch.cursor(); record.next(); ) {
      if (record.kind().entries() > 0) {
        lines.add(new EntryLine(entries.next()));
      }
      if (record.kind().spans() > 0) {
        lines.add(new SpanLine(spans.next()));
      }
    }
  }

  /** The batch that it was made for. */
  @Override
  public int encode(RecordBatch batch) {
    out.reset();
    for (Object line : lines) {
      jsonb.toJson(line, out);
      out.write('\n');
    }
    return out.size();
  }

  @Override
  public byte[] bytes() {
    return out.array();
  }

  private static @Nullable String text(@Nullable SpanId id) {
    return id == null ? null : id.toString();
  }

  private static String time(Instant instant) {
    return TIME.format(instant);
  }

  private static BigDecimal millis(long nanos) {
    return BigDecimal.valueOf(nanos, 6);
  }

  private static JsonValue parsed(@Nullable String json) {
    if (json == null) {
      return JsonValue.NULL;
    }
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      return reader.readValue();
    }
  }
}
