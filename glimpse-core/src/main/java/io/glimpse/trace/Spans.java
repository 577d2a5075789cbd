package io.glimpse.trace;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.context.Clock;
import io.glimpse.context.SpanContext;
import io.glimpse.record.RecordEncoder;
import io.glimpse.record.RecordKind;
import io.glimpse.record.Section;
import io.glimpse.record.SpanKind;
import org.jspecify.annotations.Nullable;

/**
 * Opens spans for the user's code and for the edges, and turns them into records when they end.
 *
 * <p>Unlike a function call, such a span may be noted on, activated and ended by any thread, so it
 * has nothing on a desk while it is open: its record is written whole at its end.
 */
final class Spans {
  private final Limits limits;
  private final Clock clock;
  private final Roots roots;
  private final Calls calls;
  private final ThreadSlot threads;
  private final ShortCalls shortCalls;
  private final Scribe scribe;
  private final Faults faults;

  Spans(
      Limits limits,
      Clock clock,
      Roots roots,
      Calls calls,
      ThreadSlot threads,
      ShortCalls shortCalls,
      Scribe scribe,
      Faults faults) {
    this.limits = limits;
    this.clock = clock;
    this.roots = roots;
    this.calls = calls;
    this.threads = threads;
    this.shortCalls = shortCalls;
    this.scribe = scribe;
    this.faults = faults;
  }

  /** One below {@code caller} where it may be, else below the active span, else the first. */
  Span span(SpanNotes notes, SpanKind kind, @Nullable SpanContext caller) {
    try {
      if (caller == null) {
        return belowTheActive(notes, kind, false, null);
      }
      return below(caller, notes, kind);
    } catch (Throwable fault) {
      return lost(notes, kind, fault);
    }
  }

  /** One that leaves log entries too; its START goes out. */
  Span call(SpanNotes notes, @Nullable TracedFunction function) {
    Span span;
    try {
      span = belowTheActive(notes, SpanKind.INTERNAL, true, function);
    } catch (Throwable fault) {
      return lost(notes, SpanKind.INTERNAL, fault);
    }
    try {
      began(span);
    } catch (Throwable fault) {
      faults.report(fault);
    }
    return span;
  }

  private Span below(SpanContext caller, SpanNotes notes, SpanKind kind) {
    if (!caller.remote() || roots.trustsCallers()) {
      return new Span(roots.continued(caller), null, caller, kind, notes, false, null);
    }
    notes.link(caller);
    return new Span(roots.newRoot(), null, null, kind, notes, false, null);
  }

  private Span belowTheActive(
      SpanNotes notes, SpanKind kind, boolean logged, @Nullable TracedFunction function) {
    ActiveSpan active = ThreadSlot.active(threads.places());
    if (active != null) {
      active.root.recorder.calls().sayStart(active);
      return new Span(active.root, active, null, kind, notes, logged, function);
    }
    LocalRoot root = function == null ? roots.newRoot() : calls.newRoot();
    return new Span(root, null, null, kind, notes, logged, function);
  }

  private Span lost(SpanNotes notes, SpanKind kind, Throwable fault) {
    faults.report(fault);
    ActiveSpan active = ThreadSlot.active(threads.places());
    SpanContext like = active == null ? null : active.root.seenOutside(active).orElse(null);
    return new Span(roots.unrecorded(like), kind, notes);
  }

  private void began(Span span) {
    if (!span.root.recorded || !limits.recordsAll()) {
      return;
    }
    if (shortCalls.any() && span.function != null) {
      span.letStartWait();
      return;
    }
    shortCalls.keep(span);
    write(span, RecordKind.START, span.startNanos, null);
    calls.willBeKnownElsewhere(span);
  }

  /** A span that was opened by hand or by an edge has ended. */
  void ended(Span span, @Nullable Object result) {
    try {
      span.tieUp(span.notes.thrown());
      if (span.notes.failed()) {
        span.markFailed();
      }
      if (span.root.recorded && (limits.recordsAll() || span.failedBelow())) {
        putEnded(span, result, clock.monotonicNanos());
      }
      if (span.root.held != null) {
        span.settle(span.notes.failed(), clock.monotonicNanos() - span.startNanos);
      }
    } catch (Throwable fault) {
      faults.report(fault);
      span.endWasLost();
    }
  }

  private void putEnded(Span span, @Nullable Object result, long now) {
    if (span.startWaits() && !shortCalls.keeps(span, now - span.startNanos)) {
      return;
    }
    shortCalls.keep(span);
    if (span.startWaits()) {
      span.startSaid();
      write(span, RecordKind.START, span.startNanos, null);
    }
    RecordKind kind = RecordKind.SPAN;
    if (span.logged) {
      boolean threw = span.notes.thrown() != null;
      kind = threw ? RecordKind.EXCEPTION : limits.recordsAll() ? RecordKind.END : RecordKind.SPAN;
    }
    write(span, kind, now, result);
  }

  private void write(Span span, RecordKind kind, long endNanos, @Nullable Object result) {
    Workspace desk = threads.workspace(threads.places());
    int from = desk.bytes.size();
    try {
      RecordEncoder record = desk.encoder;
      SpanNotes notes = span.notes;
      LocalRoot root = span.root;
      int unused =
          record.begin(
              kind,
              root.flags,
              span.kind,
              notes.failed(),
              root.traceHigh,
              root.traceLow,
              span.spanId,
              span.parentId());
      record.times(span.startNanos + root.wallOffset, endNanos + root.wallOffset);
      ShownFunction function = span.function;
      int cut = kind == RecordKind.START ? 0 : scribe.cut(span);
      record.function(function == null ? -1 : function.index(), cut);
      if (span.hasRemoteParent()) {
        record.remoteParent();
      }
      scribe.thread(desk);
      if (function == null) {
        record.text(Section.NAME, notes.name());
      }
      if (kind != RecordKind.START) {
        if (function != null && function.keepsResult() && notes.thrown() == null) {
          scribe.result(record, function, result);
        }
        end(record, notes, root);
      }
      scribe.put(desk, root, kind, from, record.end());
    } finally {
      desk.clear(from);
    }
  }

  private void end(RecordEncoder record, SpanNotes notes, LocalRoot root) {
    record.text(Section.TRACE_STATE, root.traceState.header());
    Throwable thrown = notes.thrown();
    if (thrown != null) {
      scribe.exception(record, thrown);
    }
    record.text(Section.STATUS_MESSAGE, notes.statusMessage());
    ByteBuilder attributes = record.open(Section.ATTRIBUTES);
    notes.writeAttributes(attributes);
    scribe.threadAttributes(attributes);
    record.close();
    notes.writeEvents(record.open(Section.EVENTS), root.wallOffset);
    record.close();
    notes.writeLinks(record.open(Section.LINKS));
    record.close();
  }
}
