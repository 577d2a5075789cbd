package io.glimpse.propagation;

import io.glimpse.context.SpanContext;
import io.glimpse.context.TraceState;
import java.util.Optional;

/**
 * W3C Trace Context level 2. A {@code tracestate} counts only beside a good {@code traceparent}; a
 * bad one is dropped alone.
 */
final class TraceContextFormat implements HeaderFormat {
  private static final String STATE = "tracestate";

  @Override
  public Caller read(IncomingHeaders headers) {
    Optional<TraceParent> found = TraceParent.parse(headers.lines(TraceParent.HEADER));
    if (found.isEmpty()) {
      return Caller.NoSpan.SILENT;
    }
    TraceParent caller = found.get();
    TraceState state = TraceState.parse(headers.lines(STATE));
    return new Caller.Known(
        new SpanContext(caller.traceId(), caller.parentId(), caller.flags(), state, true));
  }

  @Override
  public void write(SpanContext span, OutgoingHeaders headers) {
    headers.set(TraceParent.HEADER, TraceParent.of(span).header());
    if (!span.traceState().isEmpty()) {
      headers.set(STATE, span.traceState().header());
    }
  }
}
