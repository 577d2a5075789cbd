package io.glimpse.record;

import io.glimpse.context.SpanId;
import io.glimpse.context.TraceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One START, END or EXCEPTION of a call, as a value.
 *
 * @param entryId names the entry; the same in all destinations
 * @param callId the same for all entries of a call: the id of its span
 * @param traceId the call's trace, or null where {@code glimpse.trace-id} is false
 * @param spanId the call's span, or null with the trace
 * @param parentSpanId the span it was called from, or null where there is none, or with the trace
 * @param function the function or the name given to {@code Tracer.trace}
 * @param stage START, END or EXCEPTION
 * @param timestamp when it happened
 * @param args the arguments as a JSON object, or null where they were not captured
 * @param result the result as a JSON value, or null; only at END
 * @param durationNanos how long the call took; -1 at START
 * @param exception {@code Type: message}, or null; only at EXCEPTION
 * @param thread the thread's name
 * @since 0.1
 */
public record LogEntry(
    String entryId,
    SpanId callId,
    @Nullable TraceId traceId,
    @Nullable SpanId spanId,
    @Nullable SpanId parentSpanId,
    String function,
    Stage stage,
    Instant timestamp,
    @Nullable String args,
    @Nullable String result,
    long durationNanos,
    @Nullable String exception,
    String thread) {

  static LogEntry at(RecordCursor record, RecordBatch.Source source) {
    RecordKind kind = record.kind();
    Stage stage = Stage.of(kind);
    int function = record.function();
    boolean ids = source.traceIds();
    String message = record.text(Section.EXCEPTION_MESSAGE);
    String type = record.text(Section.EXCEPTION_TYPE);
    return new LogEntry(
        source.instance() + "-" + record.entryNumber(),
        new SpanId(record.spanId()),
        ids ? new TraceId(record.traceHigh(), record.traceLow()) : null,
        ids ? new SpanId(record.spanId()) : null,
        ids && record.parentId() != 0 ? new SpanId(record.parentId()) : null,
        function < 0 ? record.text(Section.NAME) : source.functions().get(function).qualified(),
        stage,
        SpanRecord.instant(stage == Stage.START ? record.startNanos() : record.endNanos()),
        stage == Stage.END ? null : arguments(record),
        stage == Stage.END ? textOrNull(record, Section.RESULT) : null,
        stage == Stage.START ? -1 : record.endNanos() - record.startNanos(),
        stage == Stage.EXCEPTION ? (message.isEmpty() ? type : type + ": " + message) : null,
        record.threadName(source.functions()));
  }

  static @Nullable String arguments(RecordCursor record) {
    return record.hasNoArguments() ? "{}" : textOrNull(record, Section.ARGUMENTS);
  }

  private static @Nullable String textOrNull(RecordCursor record, Section section) {
    return record.length(section) == 0 ? null : record.text(section);
  }
}
