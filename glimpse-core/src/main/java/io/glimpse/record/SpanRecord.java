package io.glimpse.record;

import io.glimpse.context.SpanId;
import io.glimpse.context.TraceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A finished span, as a value.
 *
 * @param traceId the trace
 * @param spanId the span
 * @param parentSpanId its parent, or null
 * @param traceState the vendors' list, empty when there is none
 * @param flags the trace flags byte
 * @param name the span's name
 * @param kind the side of the call
 * @param start when it began
 * @param end when it ended
 * @param durationNanos how long it took
 * @param failed whether its status is error
 * @param statusMessage what went wrong, or null
 * @param attributes text, whole numbers, floating point and booleans by key, in order
 * @param events what happened on the way
 * @param links spans of other traces that it belongs with
 * @param service the service it belongs to, or null
 * @since 0.1
 */
public record SpanRecord(
    TraceId traceId,
    SpanId spanId,
    @Nullable SpanId parentSpanId,
    String traceState,
    int flags,
    String name,
    SpanKind kind,
    Instant start,
    Instant end,
    long durationNanos,
    boolean failed,
    @Nullable String statusMessage,
    Map<String, Object> attributes,
    List<Event> events,
    List<Link> links,
    @Nullable String service) {

  /**
   * Something that happened during a span.
   *
   * @param name what it was
   * @param timestamp when
   * @param attributes more about it
   * @since 0.1
   */
  public record Event(String name, Instant timestamp, Map<String, Object> attributes) {}

  /**
   * A span of another trace.
   *
   * @param traceId its trace
   * @param spanId its span
   * @param flags its trace flags
   * @since 0.1
   */
  public record Link(TraceId traceId, SpanId spanId, int flags) {}

  static SpanRecord at(RecordCursor record, RecordBatch.Source source) {
    FunctionName function =
        record.function() < 0 ? null : source.functions().get(record.function());
    return new SpanRecord(
        new TraceId(record.traceHigh(), record.traceLow()),
        new SpanId(record.spanId()),
        record.parentId() == 0 ? null : new SpanId(record.parentId()),
        record.text(Section.TRACE_STATE),
        record.flags(),
        function == null ? record.text(Section.NAME) : function.shortName(),
        record.spanKind(),
        instant(record.startNanos()),
        instant(record.endNanos()),
        record.endNanos() - record.startNanos(),
        record.failed(),
        statusMessage(record),
        attributes(record, function),
        events(record),
        links(record),
        source.service());
  }

  private static @Nullable String statusMessage(RecordCursor record) {
    Section said = record.statusMessage();
    return record.length(said) == 0 ? null : record.text(said);
  }

  private static Map<String, Object> attributes(
      RecordCursor record, @Nullable FunctionName function) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    if (function != null) {
      attributes.put(AttributeNames.FUNCTION, function.qualified());
      if (function.bean() != null) {
        attributes.put(AttributeNames.BEAN, function.bean());
      }
    }
    String arguments = LogEntry.arguments(record);
    if (arguments != null) {
      attributes.put(AttributeNames.ARGUMENTS, arguments);
    }
    if (record.length(Section.RESULT) > 0) {
      attributes.put(AttributeNames.RESULT, record.text(Section.RESULT));
    }
    if (record.cut() > 0) {
      attributes.put(AttributeNames.CUT, (long) record.cut());
    }
    copy(record.attributes(), attributes);
    return attributes;
  }

  private static List<Event> events(RecordCursor record) {
    List<Event> events = new ArrayList<>();
    if (record.length(Section.EXCEPTION_TYPE) > 0) {
      Map<String, Object> attributes = new LinkedHashMap<>();
      attributes.put(AttributeNames.EXCEPTION_TYPE, record.text(Section.EXCEPTION_TYPE));
      if (record.length(Section.EXCEPTION_MESSAGE) > 0) {
        attributes.put(AttributeNames.EXCEPTION_MESSAGE, record.text(Section.EXCEPTION_MESSAGE));
      }
      attributes.put(AttributeNames.EXCEPTION_STACKTRACE, record.text(Section.EXCEPTION_STACK));
      events.add(new Event(AttributeNames.EXCEPTION_EVENT, instant(record.endNanos()), attributes));
    }
    for (EventCursor event = record.events(); event.next(); ) {
      Map<String, Object> attributes = new LinkedHashMap<>();
      copy(event.attributes(), attributes);
      events.add(new Event(event.name(), instant(event.nanos()), attributes));
    }
    return events;
  }

  private static List<Link> links(RecordCursor record) {
    List<Link> links = new ArrayList<>();
    for (LinkCursor link = record.links(); link.next(); ) {
      links.add(
          new Link(
              new TraceId(link.traceHigh(), link.traceLow()),
              new SpanId(link.spanId()),
              link.flags()));
    }
    return links;
  }

  private static void copy(AttributeCursor from, Map<String, Object> to) {
    while (from.next()) {
      to.put(from.key(), from.value());
    }
  }

  static Instant instant(long epochNanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(epochNanos, 1_000_000_000L), Math.floorMod(epochNanos, 1_000_000_000L));
  }
}
