package io.glimpse.trace;

import io.glimpse.async.Outcome;
import io.glimpse.buffer.ByteBuilder;
import io.glimpse.context.Clock;
import io.glimpse.record.AttributeNames;
import io.glimpse.record.RecordEncoder;
import io.glimpse.record.RecordKind;
import io.glimpse.record.Section;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns the beginnings and ends of function calls into records. This is the hot path.
 *
 * <p>A call goes through here twice. {@link #open} decides whether it is recorded at all, and lays
 * what cannot be known later, its rendered arguments, on the thread's desk; {@link #returned} or
 * {@link #failed} puts its end on the road and clears the desk down to where the call began. So
 * calls that lie inside one another share one growing run of bytes, and a call costs one object.
 *
 * <p>Its START waits. It goes out as soon as something begins below it, so that what is written
 * stays in order; when the road asks for it, because the call takes long; and else with the end, in
 * one record. Most calls are of the last kind, and cost half as much by it.
 *
 * <p>There is one way to end a call, {@link #end}; {@link LateCalls} comes in by it as well, with a
 * START that it has laid on another thread's desk.
 */
final class Calls {
  private final Limits limits;
  private final Clock clock;
  private final Roots roots;
  private final ThreadSlot threads;
  private final ShortCalls shortCalls;
  private final Scribe scribe;
  private final Faults faults;

  /** Whether the road asks for STARTs that wait, so that they may. */
  private final boolean startsMayWait;

  Calls(
      Limits limits,
      boolean startsMayWait,
      Clock clock,
      Roots roots,
      ThreadSlot threads,
      ShortCalls shortCalls,
      Scribe scribe,
      Faults faults) {
    this.limits = limits;
    this.startsMayWait = startsMayWait;
    this.clock = clock;
    this.roots = roots;
    this.threads = threads;
    this.shortCalls = shortCalls;
    this.scribe = scribe;
    this.faults = faults;
  }

  /** A call begins; null when it leaves no record and is not the active span either. */
  @Nullable OpenCall open(TracedFunction function, @Nullable Object[] arguments) {
    try {
      @Nullable Object[] places = threads.places();
      ActiveSpan parent = ThreadSlot.active(places);
      LocalRoot root;
      int depth = 0;
      if (parent == null) {
        root = newRoot();
      } else {
        Calls those = parent.root.recorder.calls();
        if (those != this) {
          return those.open(function, arguments);
        }
        depth = admit(parent);
        if (depth == 0) {
          return null;
        }
        root = parent.root;
      }
      Workspace desk = threads.workspace(places);
      if (parent != null && parent.startWaits()) {
        sayStart(parent, desk);
      }
      OpenCall call = begin(root, parent, depth, function, desk, arguments);
      ThreadSlot.activate(places, call);
      return call;
    } catch (Throwable fault) {
      faults.report(fault);
      return null;
    }
  }

  /** The first span of a trace that begins here with a call, which is one of the budget. */
  LocalRoot newRoot() {
    LocalRoot root = roots.newRoot();
    boolean unused = root.takeCall(limits.calls());
    return root;
  }

  /**
   * The recorded calls that have neither returned nor thrown, by their names, as far as this thread
   * can see what others are doing.
   */
  Map<String, Long> running() {
    Map<String, Long> running = new TreeMap<>();
    for (ActiveSpan span : threads.onAllThreads()) {
      if (span instanceof OpenCall call && call.isRunning()) {
        running.merge(call.function.name().qualified(), 1L, Long::sum);
      }
    }
    return running;
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
    ShownFunction shown = function.under(root.recorder);
    long now = root.recorded ? clock.monotonicNanos() + root.wallOffset : 0;
    OpenCall call = new OpenCall(root, parent, spanId, depth, shown, desk, at, now);
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
    scribe.layStart(call, arguments);
    if (limits.recordsAll()) {
      if (shortCalls.any() || (startsMayWait && call.root.held == null)) {
        scribe.letStartWait(call);
      } else {
        scribe.start(call);
      }
    }
  }

  /** Something may come to lie below this span, so its START goes out first. */
  void sayStart(ActiveSpan span) {
    if (span.startWaits()) {
      sayStart(span, threads.workspace(threads.places()));
    }
  }

  /** The same where another thread may put what comes below it, or its end. */
  void willBeKnownElsewhere(ActiveSpan span) {
    Workspace desk = threads.workspace(threads.places());
    if (span.startWaits()) {
      sayStart(span, desk);
    }
    if (span.root.held == null) {
      span.root.isKnownElsewhere(desk.inlet);
    }
  }

  private void sayStart(ActiveSpan span, Workspace desk) {
    if (!shortCalls.any() && span instanceof OpenCall call && call.isOnDesk(desk)) {
      scribe.start(call);
    }
  }

  void returned(OpenCall call, @Nullable Object result) {
    try {
      if (call.isSaidInNumbers()) {
        endInNumbers(call);
        return;
      }
      end(call, call.workspace, call.at, call.endsAt(), result, null);
    } catch (Throwable fault) {
      lost(call, fault);
    } finally {
      leave(call);
    }
  }

  void failed(OpenCall call, Throwable thrown) {
    try {
      end(call, call.workspace, call.at, call.endsAt(), null, new Outcome.Failed(thrown));
    } catch (Throwable fault) {
      lost(call, fault);
    } finally {
      leave(call);
    }
  }

  /** For a call whose end is no record, because of a fault of ours. */
  void lost(OpenCall call, Throwable fault) {
    faults.report(fault);
    call.endWasLost();
  }

  private static void leave(OpenCall call) {
    call.over();
    leaveThread(call);
  }

  /** The thread is left as if the call had never been. */
  static void leaveThread(OpenCall call) {
    call.workspace.clear(Math.min(call.at, call.workspace.bytes.size()));
    ThreadSlot.leave(call.workspace.places, call);
  }

  /** What {@link #end} comes to where there is nothing to look at: most calls. */
  private void endInNumbers(OpenCall call) {
    long now = clock.monotonicNanos() + call.root.wallOffset;
    RecordKind kind = RecordKind.END;
    if (call.startWaits()) {
      kind = RecordKind.CALL;
      call.startSaid();
    }
    scribe.inNumbers(call, kind, now);
  }

  /**
   * The one end of a call.
   *
   * @param desk where the sections of its START lie, between {@code at} and {@code to}; what a
   *     fault may have left behind them is written over
   * @param result what it returned
   * @param other how it ended where that was not with a value; null where it was
   */
  void end(
      OpenCall call,
      Workspace desk,
      int at,
      int to,
      @Nullable Object result,
      @Nullable Outcome other) {
    Throwable thrown = other instanceof Outcome.Failed failed ? failed.thrown() : null;
    if (call.parent == null || thrown != null) {
      call.tieUp(thrown);
    }
    if (!call.root.recorded) {
      return;
    }
    if (thrown != null) {
      call.markFailed();
      shortCalls.keep(call);
    }
    boolean wanted = thrown != null || limits.recordsAll() || call.failedBelow();
    if (!wanted && call.root.held == null) {
      return;
    }
    long now = clock.monotonicNanos() + call.root.wallOffset;
    if (wanted && (thrown != null || isLongEnough(call, now))) {
      desk.check(call.spanId, at, to);
      write(call, desk, at, to, now, result, other);
    }
    if (call.root.held != null) {
      call.settle(thrown != null, now - call.startNanos);
    }
  }

  private boolean isLongEnough(OpenCall call, long now) {
    return !shortCalls.any() || shortCalls.keeps(call, now - call.startNanos);
  }

  private void write(
      OpenCall call,
      Workspace desk,
      int at,
      int to,
      long now,
      @Nullable Object result,
      @Nullable Outcome other) {
    RecordKind kind = limits.recordsAll() ? RecordKind.END : RecordKind.SPAN;
    if (other instanceof Outcome.Failed) {
      kind = RecordKind.EXCEPTION;
    }
    if (call.startWaits()) {
      if (kind == RecordKind.END && desk == call.workspace) {
        kind = RecordKind.CALL;
        call.startSaid();
      } else {
        scribe.start(call, desk, at, to);
      }
    }
    desk.bytes.truncate(to);
    desk.encoder.sections(scribe.sections(call, at, to));
    try {
      addSections(call, desk.encoder, result, other);
    } catch (Throwable fault) {
      if (kind == RecordKind.CALL) {
        scribe.start(call);
      }
      throw fault;
    }
    scribe.end(call, desk, kind, now, at, to);
  }

  /** What an end says besides its START. */
  private void addSections(
      OpenCall call, RecordEncoder record, @Nullable Object result, @Nullable Outcome other) {
    if (other == null && call.function.keepsResult()) {
      scribe.result(record, call.function, result);
    }
    record.text(Section.TRACE_STATE, call.root.traceState.header());
    if (other instanceof Outcome.Failed failed) {
      scribe.exception(record, failed.thrown());
    }
    boolean cancelled = other instanceof Outcome.Cancelled;
    if (cancelled || limits.saysThread()) {
      attributes(record, cancelled);
    }
  }

  private void attributes(RecordEncoder record, boolean cancelled) {
    ByteBuilder attributes = record.open(Section.ATTRIBUTES);
    if (cancelled) {
      RecordEncoder.attribute(attributes, AttributeNames.CANCELLED, true);
    }
    scribe.threadAttributes(attributes);
    record.close();
  }
}
