package io.glimpse.trace;

import io.glimpse.async.LateResult;
import io.glimpse.async.Outcome;
import io.glimpse.buffer.ByteBuilder;
import io.glimpse.context.Clock;
import io.glimpse.context.IdSource;
import io.glimpse.logcontext.LogContext;
import io.glimpse.record.AttributeNames;
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
import java.util.Arrays;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
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
 * <p>An asynchronous call returns before it ends. It takes its START along, {@link #returnedEarly},
 * and lays it on the desk of the thread that ends it.
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
  private final StillOpen stillOpen = new StillOpen();

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

  StillOpen stillOpen() {
    return stillOpen;
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
      } else {
        depth = admit(parent);
        if (depth == 0) {
          return null;
        }
        root = parent.root;
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
    return admit(parent) > 0;
  }

  /** How deep a call below {@code parent} is, from 1 on; 0 for one that is not recorded. */
  private int admit(ActiveSpan parent) {
    if (!parent.root.recorded) {
      return 0;
    }
    int depth = parent.depth + 1;
    if (depth > limits.depth()) {
      depth = parent.openCalls(limits.depth()) + 1;
    }
    if (depth <= limits.depth() && parent.root.takeCall(limits.calls())) {
      return depth;
    }
    parent.countCut();
    return 0;
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
      result(record, call.function, result);
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

  private void result(RecordEncoder record, TracedFunction function, @Nullable Object result) {
    ByteBuilder out = record.open(Section.RESULT);
    renderer.result(out, function.resultHidden(), result);
    record.close();
  }

  /**
   * The function has returned, and what it returned is still to come. The thread is left as if the
   * call had ended; the call itself goes on until {@link #ended}.
   *
   * @return what the caller shall get
   */
  @Nullable Object returnedEarly(OpenCall call, LateResult kind, @Nullable Object result) {
    if (result == null || !call.root.recorded) {
      returned(call, result);
      return result;
    }
    Consumer<Outcome> end;
    try {
      byte[] start = startOf(call);
      end =
          new OneEnd(
              stillOpen.begun(call.function.name().qualified()),
              outcome -> ended(call, start, outcome),
              faults);
    } catch (Throwable fault) {
      faults.report(fault);
      returned(call, result);
      return result;
    }
    call.away();
    leaveThread(call);
    try {
      return kind.watched(result, end);
    } catch (Throwable refused) {
      // A class of the application's own that does not let itself be watched: no more is known.
      end.accept(new Outcome.Value(result));
      return result;
    }
  }

  /** A copy of the START as it lies on the desk, without the padding. */
  private static byte[] startOf(OpenCall call) {
    Workspace desk = call.workspace;
    desk.encoder.again(call.at, call.endsAt, call.spanId);
    return Arrays.copyOfRange(desk.bytes.array(), call.at, call.endsAt);
  }

  /** An asynchronous call ends here, on this thread and on this thread's desk. */
  private void ended(OpenCall call, byte[] start, Outcome outcome) {
    call.over();
    try {
      Throwable thrown = outcome instanceof Outcome.Failed failed ? failed.thrown() : null;
      tieUp(call, thrown);
      if (thrown != null) {
        call.markFailed();
        shortCalls.keep(call);
      }
      Workspace desk = ThreadSlot.workspace(threads.places());
      int at = desk.bytes.size();
      try {
        desk.bytes.raw(start);
        putEnded(call, desk, at, outcome);
      } finally {
        desk.clear(at);
      }
    } catch (Throwable fault) {
      lost(call, fault);
    }
  }

  private void putEnded(OpenCall call, Workspace desk, int at, Outcome outcome) {
    boolean failed = outcome instanceof Outcome.Failed;
    long now = clock.monotonicNanos();
    long nanos = now + call.root.wallOffset - desk.encoder.startNanos(at);
    if ((limits.recordsAll() || call.failedBelow())
        && (failed || !shortCalls.any() || shortCalls.keeps(call, nanos))) {
      int size = desk.bytes.size();
      if (call.startWaits) {
        call.startWaits = false;
        desk.encoder.again(at, size, call.spanId);
        desk.encoder.parent(at, call.parentId());
        put(desk, call.root, RecordKind.START, at, desk.encoder.end());
      }
      desk.encoder.again(at, size, call.spanId);
      putEnd(call, desk, at, now, outcome);
    }
    HeldTrace held = call.root.held;
    if (held != null && failed) {
      held.failed();
    }
    if (held != null && call.parent == null) {
      held.rootEnded(nanos);
    }
  }

  private void putEnd(OpenCall call, Workspace desk, int at, long now, Outcome outcome) {
    RecordKind kind = limits.recordsAll() ? RecordKind.END : RecordKind.SPAN;
    if (outcome instanceof Outcome.Failed) {
      kind = RecordKind.EXCEPTION;
    }
    RecordEncoder record = desk.encoder;
    boolean failed = outcome instanceof Outcome.Failed;
    record.ends(kind, failed, now + call.root.wallOffset, call.cut());
    desk.anotherThread(record, names);
    if (outcome instanceof Outcome.Value there && call.function.keepsResult()) {
      result(record, call.function, there.value());
    }
    record.text(Section.TRACE_STATE, call.root.traceState.header());
    if (outcome instanceof Outcome.Failed why) {
      exception(record, why.thrown());
    }
    ByteBuilder attributes = record.open(Section.ATTRIBUTES);
    if (outcome instanceof Outcome.Cancelled) {
      RecordEncoder.attribute(attributes, AttributeNames.CANCELLED, true);
    }
    if (limits.level() == EntryLevel.DEBUG) {
      threadAttributes(attributes);
    }
    record.close();
    put(desk, call.root, kind, at, record.end());
  }

  /** The span ends with the stage, on whichever thread. */
  void endWith(CompletionStage<?> stage, Span span, String name) {
    Consumer<Outcome> end =
        new OneEnd(
            stillOpen.begun(name),
            outcome -> {
              if (outcome instanceof Outcome.Failed failed) {
                span.fail(failed.thrown());
              }
              span.end();
            },
            faults);
    try {
      Object unused = LateResult.ofStages().watched(stage, end);
    } catch (Throwable refused) {
      end.accept(new Outcome.Value(stage));
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

  private static void leave(OpenCall call) {
    call.over();
    leaveThread(call);
  }

  private static void leaveThread(OpenCall call) {
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
          result(record, function, result);
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
