package io.glimpse.trace;

import io.glimpse.context.Clock;
import io.glimpse.context.IdSource;
import io.glimpse.logcontext.LogContext;
import io.glimpse.record.NameTable;
import io.glimpse.record.RecordSink;
import io.glimpse.render.Redaction;
import io.glimpse.render.ValueRenderer;
import org.jspecify.annotations.Nullable;

/**
 * The rooms of one tracer, and who stands in which: {@link Roots} begins traces, {@link Calls}
 * records function calls, {@link LateCalls} those that end later than they return, {@link Spans}
 * what is opened by hand or by an edge.
 *
 * <p>Everything that can go wrong behind it stays behind it: the caller goes on as if there were no
 * Glimpse, and the first fault is logged.
 */
final class Recorder {
  private final Clock clock;
  private final Redaction redaction;
  private final ThreadSlot threads;
  private final HeldTraces held;
  private final ShortCalls shortCalls;
  private final Roots roots;
  private final Calls calls;
  private final LateCalls lateCalls;
  private final Spans spans;
  private final Faults faults = new Faults();

  Recorder(
      Limits limits,
      Sampling sampling,
      Clock clock,
      IdSource ids,
      RecordSink sink,
      NameTable names,
      ValueRenderer renderer,
      Redaction redaction,
      LogContext logContext) {
    this.clock = clock;
    this.redaction = redaction;
    this.threads = new ThreadSlot(logContext);
    this.held = new HeldTraces(limits.selection(), sink);
    this.roots = new Roots(this, sampling, limits.trustIncoming(), clock, ids, held, faults);
    Scribe scribe = new Scribe(limits, sink, names, renderer, redaction);
    this.shortCalls = new ShortCalls(limits.selection().minDuration().toNanos(), threads, scribe);
    this.calls = new Calls(limits, clock, roots, threads, shortCalls, scribe, faults);
    this.lateCalls = new LateCalls(calls, threads, faults);
    this.spans = new Spans(limits, clock, roots, calls, threads, shortCalls, scribe, faults);
  }

  Roots roots() {
    return roots;
  }

  Calls calls() {
    return calls;
  }

  LateCalls lateCalls() {
    return lateCalls;
  }

  Spans spans() {
    return spans;
  }

  ThreadSlot threads() {
    return threads;
  }

  HeldTraces held() {
    return held;
  }

  Redaction redaction() {
    return redaction;
  }

  Faults faults() {
    return faults;
  }

  /** The active span of this thread. */
  @Nullable ActiveSpan active() {
    return ThreadSlot.active(threads.places());
  }

  /** By the monotonic clock, in nanoseconds. */
  long now() {
    return clock.monotonicNanos();
  }

  /** A span's id is about to leave the process, so it has to be found by who looks for it. */
  void named(ActiveSpan span) {
    try {
      shortCalls.keep(span);
    } catch (Throwable fault) {
      faults.report(fault);
    }
  }
}
