package io.glimpse.trace;

import io.glimpse.async.Outcome;
import io.glimpse.buffer.ByteBuilder;
import io.glimpse.context.Clock;
import io.glimpse.record.AttributeNames;
import io.glimpse.record.RecordEncoder;
import io.glimpse.record.RecordKind;
import io.glimpse.record.Section;
import io.glimpse.record.SpanKind;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns the beginnings and ends of function calls into records. This is the hot path.
 *
 * <p>A call goes through here twice. {@link #open} decides whether it is recorded at all, writes
 * its START on the thread's desk, puts a copy on the road, and leaves it lying there, because the
 * end says most of it again. {@link #returned} or {@link #failed} turns it into the end, puts that
 * on the road too, and clears the desk down to where the call began. So calls that lie inside one
 * another share one growing run of bytes, and a call costs one object.
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

  Calls(
      Limits limits,
      Clock clock,
      Roots roots,
      ThreadSlot threads,
      ShortCalls shortCalls,
      Scribe scribe,
      Faults faults) {
    this.limits = limits;
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
    OpenCall call =
        new OpenCall(root, parent, spanId, depth, function.under(root.recorder), desk, at);
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
    LocalRoot root = call.root;
    RecordEncoder record = desk.encoder;
    int unused =
        record.begin(
            RecordKind.START,
            root.flags,
            SpanKind.INTERNAL,
            false,
            root.traceHigh,
            root.traceLow,
            call.spanId,
            call.parentId());
    long wall = clock.monotonicNanos() + root.wallOffset;
    record.times(wall, wall).function(call.function.index(), 0);
    if (call.hasRemoteParent()) {
      record.remoteParent();
    }
    scribe.thread(desk);
    scribe.arguments(record, call.function, arguments);
    call.endsAt = desk.bytes.size();
    int length = record.end();
    if (shortCalls.any()) {
      call.startWaits = limits.recordsAll();
    } else if (limits.recordsAll()) {
      scribe.put(desk, root, RecordKind.START, call.at, length);
    }
  }

  void returned(OpenCall call, @Nullable Object result) {
    try {
      end(call, call.workspace, call.at, call.endsAt, result, null);
    } catch (Throwable fault) {
      lost(call, fault);
    } finally {
      leave(call);
    }
  }

  void failed(OpenCall call, Throwable thrown) {
    try {
      end(call, call.workspace, call.at, call.endsAt, null, new Outcome.Failed(thrown));
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

  /**
   * The one end of a call.
   *
   * @param desk where its START lies, from {@code at} to {@code to} without the padding; it becomes
   *     the end, and what a fault may have left behind it is written over
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
    long now = clock.monotonicNanos();
    if (wanted && (thrown != null || isLongEnough(call, desk, at, now))) {
      if (call.startWaits) {
        lateStart(call, desk, at, to);
      }
      desk.encoder.again(at, to, call.spanId);
      write(call, desk, at, now, result, other);
    }
    if (call.root.held != null) {
      call.settle(thrown != null, nanos(call, desk, at, now));
    }
  }

  private boolean isLongEnough(OpenCall call, Workspace desk, int at, long now) {
    return !shortCalls.any() || shortCalls.keeps(call, nanos(call, desk, at, now));
  }

  /** How long the call has taken whose START lies on the desk. */
  private static long nanos(OpenCall call, Workspace desk, int at, long now) {
    return now + call.root.wallOffset - desk.encoder.startNanos(at);
  }

  /** The START of a call that turned out to be long enough after it had left its thread. */
  private void lateStart(OpenCall call, Workspace desk, int at, int to) {
    call.startWaits = false;
    desk.encoder.again(at, to, call.spanId);
    desk.encoder.parent(at, call.parentId(), call.hasRemoteParent());
    scribe.put(desk, call.root, RecordKind.START, at, desk.encoder.end());
  }

  private void write(
      OpenCall call,
      Workspace desk,
      int at,
      long now,
      @Nullable Object result,
      @Nullable Outcome other) {
    RecordEncoder record = desk.encoder;
    RecordKind kind = limits.recordsAll() ? RecordKind.END : RecordKind.SPAN;
    if (other instanceof Outcome.Failed) {
      kind = RecordKind.EXCEPTION;
    }
    record.ends(kind, kind == RecordKind.EXCEPTION, now + call.root.wallOffset, scribe.cut(call));
    if (desk != call.workspace) {
      scribe.anotherThread(desk);
    }
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
    scribe.put(desk, call.root, kind, at, record.end());
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
