package io.glimpse.trace;

import io.glimpse.context.SpanContext;
import io.glimpse.context.SpanId;
import io.glimpse.context.TraceFlags;
import io.glimpse.context.TraceId;
import io.glimpse.context.TraceState;
import io.glimpse.record.Inlet;
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
  private static final int MOST_IN_HAND = 16;
  private static final VarHandle CALLS;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      CALLS = lookup.findVarHandle(LocalRoot.class, "calls", int.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  final Recorder recorder;
  final long traceHigh;
  final long traceLow;
  final int flags;
  final TraceState traceState;

  /** Whether spans below it leave records; where not, ids still go out with the flag clear. */
  final boolean recorded;

  /** What a reading of the monotonic clock lacks to be nanoseconds since 1970. */
  final long wallOffset;

  /** By which shared way its records go that wait for a verdict, so that they stay in order. */
  final int lane;

  /** Whether its records go out at once, and none has more to say because of it. */
  final boolean plain;

  private final Thread maker = Thread.currentThread();
  private volatile int calls;

  /** Calls that the maker has taken out of the budget and not made yet. */
  private int inHand;

  /** By which way its records go. Read without a lock; see {@link #puts}. */
  private @Nullable Inlet lastWay;

  private @Nullable String traceIdHex;

  private @Nullable LooseEnds looseEnds;

  /** Where its records wait for the verdict; null where they go out at once. */
  final @Nullable HeldTrace held;

  LocalRoot(
      Recorder recorder,
      long traceHigh,
      long traceLow,
      int flags,
      TraceState traceState,
      boolean recorded,
      long wallOffset,
      int lane,
      @Nullable HeldTrace held) {
    this.recorder = recorder;
    this.traceHigh = traceHigh;
    this.traceLow = traceLow;
    this.flags = flags;
    this.traceState = traceState;
    this.recorded = recorded;
    this.wallOffset = wallOffset;
    this.lane = lane;
    this.held = held;
    this.plain = recorded && held == null && traceState.header().isEmpty();
  }

  /**
   * Takes one call out of the budget; false when it is used up. Most calls are made by the thread
   * that made the root, so that one takes a handful at a time, a hundredth of the budget at most,
   * and counts them off without an atomic operation.
   */
  final boolean takeCall(int budget) {
    if (!isMadeHere()) {
      return take(1, budget) > 0;
    }
    if (inHand == 0) {
      inHand = take(Math.max(1, Math.min(MOST_IN_HAND, budget / 100)), budget);
    }
    if (inHand == 0) {
      return false;
    }
    inHand--;
    return true;
  }

  /** Whether this is the thread that made it. */
  final boolean isMadeHere() {
    return Thread.currentThread() == maker;
  }

  /**
   * A record of it is about to be put. Each thread has its own way, so that where the last one went
   * by another way, that one hands over first: the records of a trace stay in the order in which
   * its threads can know of each other.
   *
   * <p>A thread whose way it still is may put one just when another hands over for it, which comes
   * too early for that record, and takes its place. {@link #hasPut} makes up for it, unless the two
   * cannot see each other yet; what comes before all that lies below it, a START, is seen to once
   * more before anybody else may know of it, by {@link #isKnownElsewhere}.
   */
  final void puts(Inlet way) {
    if (lastWay != way) {
      goOnBy(way);
    }
  }

  /** It has been put. Who has come in between may have been too early to hand it over. */
  final void hasPut(Inlet way) {
    if (lastWay != way) {
      way.handOver();
    }
  }

  /** By this way its records are likely to go, if none has gone by another. */
  final synchronized void mayGoBy(Inlet way) {
    if (lastWay == null) {
      lastWay = way;
    }
  }

  /** Under the lock, so that nobody comes by the new way before the other has handed over. */
  private synchronized void goOnBy(Inlet way) {
    Inlet other = lastWay;
    if (other != null && other != way) {
      other.handOver();
    }
    lastWay = way;
  }

  /** What was put this way is about to become known to other threads. */
  final synchronized void isKnownElsewhere(Inlet way) {
    hasPut(way);
  }

  /** How many of the wanted calls the budget still has. */
  private int take(int wanted, int budget) {
    // The look before the addition keeps a root that lives for weeks from counting into negative.
    int before = calls < budget ? (int) CALLS.getAndAdd(this, wanted) : budget;
    return Math.max(0, Math.min(wanted, budget - before));
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
