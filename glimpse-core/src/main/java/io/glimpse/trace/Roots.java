package io.glimpse.trace;

import io.glimpse.context.Clock;
import io.glimpse.context.IdSource;
import io.glimpse.context.SpanContext;
import io.glimpse.context.SpanId;
import io.glimpse.context.TraceFlags;
import io.glimpse.context.TraceId;
import io.glimpse.context.TraceState;
import io.glimpse.propagation.Caller;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes local roots: for a trace that begins here, for one that began elsewhere, for one that
 * leaves no record. This is where it is decided whether a trace is recorded, and where its times
 * are anchored and its ids are made.
 */
final class Roots {
  /** A caller's trace state asks by this, under our key, that its trace is kept. */
  private static final Optional<String> FORCE = Optional.of("force");

  private static final IdSource SPARE_IDS = IdSource.random();

  private final Recorder recorder;
  private final Sampling sampling;
  private final boolean trustIncoming;
  private final Selection selection;
  private final Clock clock;
  private final IdSource ids;
  private final HeldTraces held;
  private final Faults faults;

  Roots(Recorder recorder, Limits limits, Sampling sampling, Lasting lasting) {
    this.recorder = recorder;
    this.sampling = sampling;
    this.trustIncoming = limits.trustIncoming();
    this.selection = limits.selection();
    this.clock = lasting.clock();
    this.ids = lasting.ids();
    this.held = lasting.held();
    this.faults = lasting.faults();
  }

  Sampling sampling() {
    return sampling;
  }

  /** The first span of a trace that begins here. */
  LocalRoot newRoot() {
    long high = nextId();
    long low = nextId();
    while ((high | low) == 0) {
      low = nextId();
    }
    boolean recorded = sampling.byRatio(low);
    return root(high, low, TraceFlags.RANDOM, TraceState.NONE, recorded, held(recorded));
  }

  /** The first span here of a trace that began elsewhere. */
  LocalRoot continued(SpanContext caller) {
    boolean recorded = sampling.byCaller(caller);
    boolean forced = caller.remote() && caller.traceState().get("glimpse").equals(FORCE);
    return continued(caller, recorded, held(recorded && !forced));
  }

  /** Where the records of a new root wait; null where they go out at once, or there are none. */
  private @Nullable HeldTrace held(boolean waits) {
    return waits ? held.hold(selection) : null;
  }

  /** The same where nobody will say that it has ended, so that nothing can wait for that. */
  LocalRoot continuedWithoutEnd(SpanContext caller) {
    return continued(caller, sampling.byCaller(caller), null);
  }

  private LocalRoot continued(SpanContext caller, boolean recorded, @Nullable HeldTrace waiting) {
    return root(
        caller.traceId().high(),
        caller.traceId().low(),
        caller.flags().bits() & TraceFlags.RANDOM,
        caller.traceState(),
        recorded,
        waiting);
  }

  /** A request that leaves no record; its headers, where there are any, go on as they came. */
  LocalRoot ignored(@Nullable SpanContext caller) {
    return new IgnoredRoot(recorder, nextId(), nextSpanId(), caller);
  }

  /** A caller with everything decided that headers may leave open. */
  Optional<SpanContext> asSpan(Caller caller) {
    if (caller instanceof Caller.Known known) {
      return Optional.of(known.span());
    }
    if (caller instanceof Caller.Undecided undecided) {
      SpanContext span = undecided.span();
      boolean sampled = sampling.byRatio(span.traceId().low());
      return Optional.of(span.withFlags(new TraceFlags(sampled ? TraceFlags.SAMPLED : 0)));
    }
    boolean obeyed = trustIncoming && sampling.honoursCallers();
    return caller == Caller.NoSpan.UNWANTED && obeyed ? Optional.of(nobody()) : Optional.empty();
  }

  /** The parent of a trace that is not recorded, so nobody will ever look for it. */
  private SpanContext nobody() {
    return new SpanContext(
        new TraceId(nextId(), nextSpanId()),
        new SpanId(nextSpanId()),
        new TraceFlags(TraceFlags.RANDOM),
        TraceState.NONE,
        true);
  }

  /**
   * A trace that leaves no record, for a span that a fault has made impossible. It does not ask the
   * clock, and goes on with the trace that it would have belonged to where there is one.
   */
  LocalRoot unrecorded(@Nullable SpanContext like) {
    return like == null
        ? new LocalRoot(
            recorder, nextId(), nextSpanId(), TraceFlags.RANDOM, TraceState.NONE, false, 0, 0, null)
        : new LocalRoot(
            recorder,
            like.traceId().high(),
            like.traceId().low(),
            like.flags().bits() & ~TraceFlags.SAMPLED,
            like.traceState(),
            false,
            0,
            0,
            null);
  }

  /** Whether a caller's trace is continued; where not, it becomes a link of a new one. */
  boolean trustsCallers() {
    return trustIncoming;
  }

  /** The sampled flag goes out as what we do; the random flag as it was made. */
  private LocalRoot root(
      long high,
      long low,
      int random,
      TraceState traceState,
      boolean recorded,
      @Nullable HeldTrace waiting) {
    int flags = random | (recorded ? TraceFlags.SAMPLED : 0);
    long offset = clock.epochNanos() - clock.monotonicNanos();
    int lane = (int) Thread.currentThread().getId();
    return new LocalRoot(recorder, high, low, flags, traceState, recorded, offset, lane, waiting);
  }

  /** A random id does as well where the source fails: nothing is lost by it. */
  private long nextId() {
    try {
      return ids.next();
    } catch (Throwable fault) {
      faults.report(fault);
      return SPARE_IDS.next();
    }
  }

  long nextSpanId() {
    try {
      return ids.nextSpanId();
    } catch (Throwable fault) {
      faults.report(fault);
      return SPARE_IDS.nextSpanId();
    }
  }
}
