package io.glimpse.context;

/**
 * A span's place in its trace, as it travels to other services. An immutable value.
 *
 * <p>You get one from {@code Tracer.extract} or {@code Span.context()} and hand it to {@code
 * Tracer.span(name, context)} where the parent is known by other means than the active span.
 *
 * <pre>{@code
 * try (Span span = tracer.span("import", message.context())) { … }
 * }</pre>
 *
 * @param traceId the trace
 * @param spanId the span
 * @param flags what the {@code traceparent} says about recording
 * @param traceState the list that systems on the way have left for those behind them
 * @param remote whether it came from another process
 * @since 0.1
 */
public record SpanContext(
    TraceId traceId, SpanId spanId, TraceFlags flags, TraceState traceState, boolean remote) {
  /** The same place, with another word about recording. */
  public SpanContext withFlags(TraceFlags other) {
    return new SpanContext(traceId, spanId, other, traceState, remote);
  }
}
