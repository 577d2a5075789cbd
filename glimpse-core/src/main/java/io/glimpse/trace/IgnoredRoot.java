package io.glimpse.trace;

import io.glimpse.context.SpanContext;
import io.glimpse.context.TraceState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request that is none of our business: nothing below it is recorded, and other services see its
 * caller, or nobody, but never a span of ours.
 */
final class IgnoredRoot extends LocalRoot {
  private final @Nullable SpanContext caller;

  IgnoredRoot(Recorder recorder, long traceHigh, long traceLow, @Nullable SpanContext caller) {
    super(recorder, traceHigh, traceLow, 0, TraceState.NONE, false, 0, 0, null);
    this.caller = caller;
  }

  @Override
  Optional<SpanContext> seenOutside(ActiveSpan span) {
    return Optional.ofNullable(caller);
  }
}
