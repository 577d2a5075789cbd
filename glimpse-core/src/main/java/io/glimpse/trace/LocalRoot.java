package io.glimpse.trace;

import io.glimpse.context.SpanContext;
import io.glimpse.context.SpanId;
import io.glimpse.context.TraceFlags;
import io.glimpse.context.TraceId;
import io.glimpse.context.TraceState;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What all spans below the first span of a trace in this service have in common: the trace id, the
 * anchor of their times, the budget of calls.
 *
 * <p>Made once per local root, shared by every thread that works for it.
 */
sealed class LocalRoot permits IgnoredRoot {
  private static final VarHandle CALLS;

  static {
    try {
      CALLS = MethodHandles.lookup().findVarHandle(LocalRoot.class, "calls", int.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  final Recorder recorder;
  final long traceHigh;
  final long traceLow;

  /** A byte, which lets a root stay within 64. */
  final byte flags;

  final TraceState traceState;

  /** Whether spans below it leave records; where not, ids still go out with the flag clear. */
  final boolean recorded;

  /** What a reading of the monotonic clock lacks to be nanoseconds since 1970. */
  final long wallOffset;

  /** Which chain of the ring carries its records, so that they stay in order. */
  final int lane;

  private volatile int calls;

  private @Nullable String traceIdHex;

  private @Nullable LooseEnds looseEnds;

  LocalRoot(
      Recorder recorder,
      long traceHigh,
      long traceLow,
      int flags,
      TraceState traceState,
      boolean recorded,
      long wallOffset,
      int lane) {
    this.recorder = recorder;
    this.traceHigh = traceHigh;
    this.traceLow = traceLow;
    this.flags = (byte) flags;
    this.traceState = traceState;
    this.recorded = recorded;
    this.wallOffset = wallOffset;
    this.lane = lane;
  }

  /** Takes one call out of the budget; false when it is used up. */
  final boolean takeCall(int budget) {
    // The look before the addition keeps a root that lives for weeks from counting into negative.
    return calls < budget && (int) CALLS.getAndAdd(this, 1) < budget;
  }

  /**
   * Spans that end with what is around them at the latest; null where there never was one. Read
   * without a lock, so another thread's may be missed unless something else orders the two.
   */
  final @Nullable LooseEnds looseEnds() {
    return looseEnds;
  }

  final synchronized LooseEnds withLooseEnds() {
    LooseEnds known = looseEnds;
    if (known == null) {
      known = new LooseEnds(recorder.faults());
      looseEnds = known;
    }
    return known;
  }

  /** What headers say about a span below it; nothing where none are to be sent. */
  Optional<SpanContext> seenOutside(ActiveSpan span) {
    return Optional.of(span.context());
  }

  /** The trace id as text, for the log context; made when first asked for. */
  final @Nullable String traceIdHex() {
    String known = traceIdHex;
    if (known == null && recorded) {
      known = new TraceId(traceHigh, traceLow).hex();
      traceIdHex = known;
    }
    return known;
  }

  final SpanContext contextOf(long spanId, boolean remote) {
    return new SpanContext(
        new TraceId(traceHigh, traceLow),
        new SpanId(spanId),
        new TraceFlags(flags),
        traceState,
        remote);
  }
}
