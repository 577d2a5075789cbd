package io.glimpse.trace;

import io.glimpse.annotation.Redacted;
import io.glimpse.context.Clock;
import io.glimpse.render.Redaction;
import io.glimpse.render.ValueRenderer;
import org.jspecify.annotations.Nullable;

/**
 * The rooms of one tracer, and who stands in which: {@link Roots} begins traces, {@link Calls}
 * records function calls, {@link LateCalls} those that end later than they return, {@link Spans}
 * what is opened by hand or by an edge.
 *
 * <p>There is one for each time that the settings change. A local root keeps the one that began it,
 * so that everything in a request is recorded alike; they share what is {@link Lasting}.
 *
 * <p>Everything that can go wrong behind it stays behind it: the caller goes on as if there were no
 * Glimpse, and the first fault is logged.
 */
final class Recorder {
  private final Lasting lasting;
  private final TracerSettings settings;
  private final int age;
  private final Redaction redaction;
  private final Sayable sayable;
  private final ShortCalls shortCalls;
  private final Scribe scribe;
  private final Roots roots;
  private final Calls calls;
  private final LateCalls lateCalls;
  private final Spans spans;

  Recorder(Lasting lasting, TracerSettings settings) {
    this(lasting, settings, 0);
  }

  private Recorder(Lasting lasting, TracerSettings settings, int age) {
    this.lasting = lasting;
    this.settings = settings;
    this.age = age;
    this.redaction = Redaction.with(settings.redact());
    this.sayable = new Sayable(new SecretKeys(redaction), settings.fieldLength());
    Limits limits = settings.limits();
    Clock clock = lasting.clock();
    ThreadSlot threads = lasting.threads();
    Faults faults = lasting.faults();
    this.roots = new Roots(this, limits, settings.sampling(lasting.skippedForCallers()), lasting);
    ValueRenderer renderer =
        new ValueRenderer(redaction, settings.fieldLength(), settings.showUnnamed())
            .hiding(Redacted.class);
    this.scribe = new Scribe(limits, lasting, renderer, redaction);
    this.shortCalls = new ShortCalls(limits.selection().minDuration().toNanos(), threads, scribe);
    this.calls =
        new Calls(
            limits, lasting.startsMayWait(), clock, roots, threads, shortCalls, scribe, faults);
    this.lateCalls = new LateCalls(calls, threads, lasting.stillOpen(), faults);
    this.spans = new Spans(limits, clock, roots, calls, threads, shortCalls, scribe, faults);
  }

  /** The next one, for what begins from now on. */
  Recorder under(TracerSettings others) {
    return new Recorder(lasting, others, age + 1);
  }

  TracerSettings settings() {
    return settings;
  }

  /** How many there were before. */
  int age() {
    return age;
  }

  /** What a span that is opened now will note. */
  SpanNotes notes(String name, @Nullable SpanFacts facts) {
    return new SpanNotes(name, facts, sayable);
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
    return lasting.threads();
  }

  HeldTraces held() {
    return lasting.held();
  }

  Redaction redaction() {
    return redaction;
  }

  Faults faults() {
    return lasting.faults();
  }

  /** The active span of this thread. */
  @Nullable ActiveSpan active() {
    return ThreadSlot.active(lasting.threads().places());
  }

  /** By the monotonic clock, in nanoseconds. */
  long now() {
    return lasting.clock().monotonicNanos();
  }

  /** What lies below a span may begin on another thread, which cannot say the START of this one. */
  void willHaveOthersBelow(ActiveSpan span) {
    try {
      if (span.root.recorded) {
        calls.willBeKnownElsewhere(span);
      }
    } catch (Throwable fault) {
      faults().report(fault);
    }
  }

  /** Whether a START that waits may be left out in the end. */
  boolean leavesOutShortCalls() {
    return shortCalls.any();
  }

  /** Whether every call is recorded, and what is not its own adds nothing to its records. */
  boolean saysAllInNumbers() {
    Limits limits = settings.limits();
    return limits.recordsAll() && !limits.saysThread() && !shortCalls.any();
  }

  Scribe scribe() {
    return scribe;
  }

  /** A span's id is about to leave the process, so it has to be found by who looks for it. */
  void named(ActiveSpan span) {
    try {
      shortCalls.keep(span);
    } catch (Throwable fault) {
      faults().report(fault);
    }
  }
}
