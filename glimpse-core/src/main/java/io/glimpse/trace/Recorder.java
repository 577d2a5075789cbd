package io.glimpse.trace;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.context.Clock;
import io.glimpse.context.IdSource;
import io.glimpse.logcontext.LogContext;
import io.glimpse.record.EntryLevel;
import io.glimpse.record.NameTable;
import io.glimpse.record.RecordEncoder;
import io.glimpse.record.RecordKind;
import io.glimpse.record.RecordSink;
import io.glimpse.record.Section;
import io.glimpse.record.SpanKind;
import io.glimpse.render.ExceptionText;
import io.glimpse.render.Redaction;
import io.glimpse.render.ValueRenderer;
import org.jspecify.annotations.Nullable;

/**
 * Turns the beginnings and ends of calls and spans into records.
 *
 * <p>A function call goes through here twice. {@link #open} decides whether it is recorded at all,
 * writes its START on the thread's desk, puts a copy on the road, and leaves it lying there,
 * because the end says most of it again. {@link #returned} or {@link #failed} turns it into the
 * end, puts that on the road too, and clears the desk down to where the call began. So calls that
 * lie inside one another share one growing run of bytes, and a call costs one object.
 *
 * <p>Everything that can go wrong in here stays in here: the caller goes on as if there were no
 * Glimpse, and the first fault is logged.
 */
final class Recorder {
  private final Limits limits;
  private final Clock clock;
  private final Roots roots;
  private final RecordSink sink;
  private final NameTable names;
  private final ValueRenderer renderer;
  private final Redaction redaction;
  private final ThreadSlot threads;
  private final HeldTraces held;
  private final ShortCalls shortCalls;
  private final Faults faults = new Faults();

  /** The numbers and switches of the policy and the configuration that a call meets. */
  record Limits(
      EntryLevel level,
      int depth,
      int calls,
      boolean trustIncoming,
      Selection selection,
      int fieldLength,
      int stackLength) {
    /** Everything is recorded that is asked for. */
    boolean recordsAll() {
      return level != EntryLevel.ERROR;
    }
  }

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
    this.names = names;
    this.limits = limits;
    this.threads = new ThreadSlot(logContext);
    this.clock = clock;
    this.held = new HeldTraces(limits.selection(), sink);
    this.shortCalls = new ShortCalls(limits.selection().minDuration().toNanos(), this);
    this.roots = new Roots(this, sampling, limits.trustIncoming(), clock, ids, held, faults);
    this.sink = sink;
    this.renderer = renderer;
    this.redaction = redaction;
  }

  ThreadSlot threads() {
    return threads;
  }

  Faults faults() {
    return faults;
  }

  Redaction redaction() {
    return redaction;
  }

  Roots roots() {
    return roots;
  }

  HeldTraces held() {
    return held;
  }

  /** A span's id is about to leave the process, so it has to be found by who looks for it. */
  void named(ActiveSpan span) {
    try {
      shortCalls.keep(span);
    } catch (Throwable fault) {
      faults.report(fault);
    }
  }

  /** A call begins; null when it leaves no record and is not the active span either. */
  @Nullable OpenCall open(TracedFunction function, @Nullable Object[] arguments) {
    try {
      @Nullable Object[] places = threads.places();
      ActiveSpan parent = ThreadSlot.active(places);
      LocalRoot root;
      int depth = 0;
      if (parent == null) {
        root = newRootOfACall();
      } else if (admits(parent)) {
        root = parent.root;
        depth = parent.depth + 1;
      } else {
        return null;
      }
      Workspace desk = ThreadSlot.workspace(places);
      OpenCall call = begin(root, parent, depth, function, desk, arguments);
      ThreadSlot.activate(places, call);
      return call;
    } catch (Throwable fault) {
      faults.report(fault);
      return null;
    }
  }

  /** Whether a call below {@code parent} is recorded; one that is cut is counted there. */
  boolean admits(ActiveSpan parent) {
    if (!parent.root.recorded) {
      return false;
    }
    if (parent.depth < limits.depth() && parent.root.takeCall(limits.calls())) {
      return true;
    }
    parent.countCut();
    return false;
  }

  private OpenCall begin(
      LocalRoot root,
      @Nullable ActiveSpan parent,
      int depth,
      TracedFunction function,
      Workspace desk,
      @Nullable Object[] arguments) {
    long spanId = roots.nextSpanId();
    int at = desk.bytes.size();
    OpenCall call = new OpenCall(root, parent, spanId, depth, function, desk, at);
    if (root.recorded) {
      try {
        start(call, arguments);
      } catch (Throwable fault) {
        desk.clear(at);
        throw fault;
      }
    }
    return call;
  }

  private void start(OpenCall call, @Nullable Object[] arguments) {
    Workspace desk = call.workspace;
    TracedFunction function = call.function;
    LocalRoot root = call.root;
    RecordEncoder record = desk.encoder;
    beginRecord(record, RecordKind.START, root, call.spanId, call.parentId(), false);
    long wall = clock.monotonicNanos() + root.wallOffset;
    record.times(wall, wall).function(function.index(), 0);
    desk.thread(record, names);
    if (function.hasParameters()) {
      ByteBuilder out = record.open(Section.ARGUMENTS);
      renderer.arguments(out, function.arguments(), arguments);
      record.close();
    } else if (function.keepsArguments()) {
      record.noArguments();
    }
    call.endsAt = desk.bytes.size();
    int length = record.end();
    if (shortCalls.any()) {
      call.startWaits = limits.recordsAll();
    } else if (limits.recordsAll()) {
      putStart(call, length);
    }
  }

  void putStart(OpenCall call, int length) {
    put(call.workspace, call.root, RecordKind.START, call.at, length);
  }

  void returned(OpenCall call, @Nullable Object result) {
    try {
      if (call.parent == null) {
        tieUp(call, null);
      }
      if (call.root.recorded && (limits.recordsAll() || call.failedBelow())) {
        long now = clock.monotonicNanos();
        if (!shortCalls.any() || shortCalls.keeps(call, now - startNanos(call))) {
          putReturned(call, result, now);
        }
      }
      settle(call);
    } catch (Throwable fault) {
      lost(call, fault);
    } finally {
      leave(call);
    }
  }

  private void putReturned(OpenCall call, @Nullable Object result, long now) {
    RecordKind kind = limits.recordsAll() ? RecordKind.END : RecordKind.SPAN;
    RecordEncoder record = beginEnd(call, kind, false, now);
    if (call.function.keepsResult()) {
      ByteBuilder out = record.open(Section.RESULT);
      renderer.result(out, call.function.resultHidden(), result);
      record.close();
    }
    record.text(Section.TRACE_STATE, call.root.traceState.header());
    threadAttributes(record);
    put(call, kind, record);
  }

  void failed(OpenCall call, Throwable thrown) {
    try {
      if (call.root.recorded) {
        tieUp(call, thrown);
        call.markFailed();
        shortCalls.keep(call);
        RecordEncoder record = beginEnd(call, RecordKind.EXCEPTION, true, clock.monotonicNanos());
        record.text(Section.TRACE_STATE, call.root.traceState.header());
        exception(record, thrown);
        threadAttributes(record);
        put(call, RecordKind.EXCEPTION, record);
        if (call.root.held != null) {
          call.root.held.failed();
        }
      }
      settle(call);
    } catch (Throwable fault) {
      lost(call, fault);
    } finally {
      leave(call);
    }
  }

  /** The verdict on a trace that has waited for its local root to end. */
  private void settle(OpenCall call) {
    if (call.parent == null && call.root.held != null) {
      call.root.held.rootEnded(clock.monotonicNanos() - startNanos(call));
    }
  }

  /** A trace whose end was lost by a fault has failed, if not in the application. */
  private void lost(ActiveSpan span, Throwable fault) {
    faults.report(fault);
    if (span.parent == null && span.root.held != null) {
      span.root.held.write();
    }
  }

  /** What was opened below, and should have ended by now, ends before this does. */
  private static void tieUp(ActiveSpan ending, @Nullable Throwable thrown) {
    LooseEnds open = ending.root.looseEnds();
    if (open != null && thrown != null) {
      open.enclosingFailed(ending, thrown);
    }
    if (open != null && ending.parent == null) {
      open.rootEnded();
    }
  }

  /** The START that still lies on the desk becomes the end; whatever a fault left above it goes. */
  private static RecordEncoder beginEnd(OpenCall call, RecordKind kind, boolean failed, long now) {
    RecordEncoder record = call.workspace.encoder;
    record.again(call.at, call.endsAt, call.spanId);
    record.ends(kind, failed, now + call.root.wallOffset, call.cut());
    return record;
  }

  /** By the monotonic clock. */
  private static long startNanos(OpenCall call) {
    return call.workspace.encoder.startNanos(call.at) - call.root.wallOffset;
  }

  private void put(OpenCall call, RecordKind kind, RecordEncoder record) {
    put(call.workspace, call.root, kind, call.at, record.end());
  }

  private void leave(OpenCall call) {
    call.workspace.clear(Math.min(call.at, call.workspace.bytes.size()));
    ThreadSlot.leave(call.workspace.places, call);
  }

  private static void beginRecord(
      RecordEncoder record,
      RecordKind kind,
      LocalRoot root,
      long spanId,
      long parentId,
      boolean failed) {
    int unused =
        record.begin(
            kind,
            root.flags,
            SpanKind.INTERNAL,
            failed,
            root.traceHigh,
            root.traceLow,
            spanId,
            parentId);
  }

  private void put(Workspace desk, LocalRoot root, RecordKind kind, int from, int length) {
    HeldTrace waiting = root.held;
    if (waiting == null) {
      boolean unused = sink.put(root.lane, kind, desk.bytes.array(), from, length);
    } else {
      waiting.put(root.lane, kind, desk.bytes.array(), from, length);
    }
  }

  private void exception(RecordEncoder record, Throwable thrown) {
    ExceptionText text =
        ExceptionText.of(redaction, thrown, limits.fieldLength(), limits.stackLength());
    record.text(Section.EXCEPTION_TYPE, text.type());
    record.text(Section.EXCEPTION_MESSAGE, text.message() == null ? "" : text.message());
    record.text(Section.EXCEPTION_STACK, text.stackTrace());
  }

  private void threadAttributes(RecordEncoder record) {
    if (limits.level() == EntryLevel.DEBUG) {
      ByteBuilder out = record.open(Section.ATTRIBUTES);
      threadAttributes(out);
      record.close();
    }
  }

  private static void threadAttributes(ByteBuilder out) {
    Thread thread = Thread.currentThread();
    RecordEncoder.attribute(out, "thread.id", thread.getId());
    RecordEncoder.attribute(out, "thread.name", thread.getName());
  }

  /** A call that is named by hand has begun: its START goes out. */
  void began(Span span) {
    if (!span.root.recorded || !limits.recordsAll()) {
      return;
    }
    if (shortCalls.any() && span.function != null) {
      span.startWaits = true;
      return;
    }
    shortCalls.keep(span);
    write(span, RecordKind.START, span.startNanos, null);
  }

  /** A span that was opened by hand or by an edge has ended. */
  void ended(Span span, @Nullable Object result) {
    HeldTrace waiting = span.root.held;
    try {
      tieUp(span, span.notes.thrown());
      if (span.notes.failed()) {
        span.markFailed();
      }
      if (span.root.recorded && (limits.recordsAll() || span.failedBelow())) {
        putEnded(span, result, clock.monotonicNanos());
      }
      if (waiting != null && span.notes.failed()) {
        waiting.failed();
      }
      if (waiting != null && span.parent == null) {
        waiting.rootEnded(clock.monotonicNanos() - span.startNanos);
      }
    } catch (Throwable fault) {
      lost(span, fault);
    }
  }

  private void putEnded(Span span, @Nullable Object result, long now) {
    if (span.startWaits && !shortCalls.keeps(span, now - span.startNanos)) {
      return;
    }
    shortCalls.keep(span);
    if (span.startWaits) {
      span.startWaits = false;
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
    Workspace desk = ThreadSlot.workspace(threads.places());
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
      TracedFunction function = span.function;
      record.function(function == null ? -1 : function.index(), span.cut());
      desk.thread(record, names);
      if (function == null) {
        record.text(Section.NAME, notes.name());
      }
      if (kind != RecordKind.START) {
        if (function != null && function.keepsResult() && notes.thrown() == null) {
          ByteBuilder out = record.open(Section.RESULT);
          renderer.result(out, function.resultHidden(), result);
          record.close();
        }
        end(record, notes, root);
      }
      put(desk, root, kind, from, record.end());
    } finally {
      desk.clear(from);
    }
  }

  private void end(RecordEncoder record, SpanNotes notes, LocalRoot root) {
    record.text(Section.TRACE_STATE, root.traceState.header());
    Throwable thrown = notes.thrown();
    if (thrown != null) {
      exception(record, thrown);
    }
    record.text(Section.STATUS_MESSAGE, notes.statusMessage());
    ByteBuilder attributes = record.open(Section.ATTRIBUTES);
    notes.writeAttributes(attributes);
    if (limits.level() == EntryLevel.DEBUG) {
      threadAttributes(attributes);
    }
    record.close();
    notes.writeEvents(record.open(Section.EVENTS), root.wallOffset);
    record.close();
    notes.writeLinks(record.open(Section.LINKS));
    record.close();
  }

  /**
   * The first span of a trace that begins here with a function call, which is one of the budget.
   */
  LocalRoot newRootOfACall() {
    LocalRoot root = roots.newRoot();
    boolean unused = root.takeCall(limits.calls());
    return root;
  }

  long now() {
    return clock.monotonicNanos();
  }
}
