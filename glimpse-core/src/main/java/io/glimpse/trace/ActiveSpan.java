package io.glimpse.trace;

import io.glimpse.context.SpanContext;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * What can be the active span of a thread: a function call under way, a span opened by hand, or the
 * place in somebody else's trace that a message brought along.
 */
abstract sealed class ActiveSpan permits OpenCall, Span, ForeignSpan {
  private static final VarHandle CUT;
  private static final VarHandle START_WAITS;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      CUT = lookup.findVarHandle(ActiveSpan.class, "cut", int.class);
      START_WAITS = lookup.findVarHandle(ActiveSpan.class, "startWaits", boolean.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  final LocalRoot root;

  /** The span that was active when this one was opened; null where it is the local root. */
  final @Nullable ActiveSpan parent;

  final long spanId;

  /**
   * How many function calls lie between the local root and this span, itself included. Some of them
   * may have ended: see {@link #openCalls}.
   */
  final short depth;

  /**
   * Deeper calls that were left out, those that the root's maker has counted lately apart: most are
   * its own, and an atomic addition would be most of what such a call costs.
   */
  private volatile int cut;

  private short cutLately;
  private volatile boolean failedBelow;

  /** A call or span at or below this one leaves a record, so this one does. */
  volatile boolean keptBelow;

  /** It has ended without a record, so it is nobody's parent. */
  volatile boolean leftOut;

  /**
   * Its START has not been put: whether it leaves a record is not known yet, or it may go out with
   * its end.
   */
  @SuppressWarnings("UnusedVariable") // by START_WAITS alone
  private boolean startWaits;

  ActiveSpan(LocalRoot root, @Nullable ActiveSpan parent, long spanId, int depth) {
    this.root = root;
    this.parent = parent;
    this.spanId = spanId;
    this.depth = (short) Math.min(depth, Short.MAX_VALUE);
  }

  final boolean startWaits() {
    return (boolean) START_WAITS.getAcquire(this);
  }

  /**
   * Whoever finds it waiting finds what START says, too. Every call comes by here, and a volatile
   * write would cost it as much as all its other writes together.
   */
  final void letStartWait() {
    START_WAITS.setRelease(this, true);
  }

  /**
   * Its START is about to be put. Whoever still finds it waiting has copied what lay on the desk
   * before that is written over: that is what the second fence is for.
   */
  final void startSaid() {
    START_WAITS.setRelease(this, false);
    VarHandle.storeStoreFence();
  }

  /** Where this span stands, as other services see it. */
  public SpanContext context() {
    return root.contextOf(spanId, false);
  }

  /** A deeper call was left out; any thread that has this span active may say so. */
  final void countCut() {
    if (!root.isMadeHere()) {
      countCut(1);
    } else if (++cutLately == Short.MAX_VALUE) {
      cutLately = 0;
      countCut(Short.MAX_VALUE);
    }
  }

  private void countCut(int more) {
    if (cut < Integer.MAX_VALUE / 2) {
      int unused = (int) CUT.getAndAdd(this, more);
    }
  }

  final int cut() {
    return cut + cutLately;
  }

  /** Whether it is a function call that has not ended; an asynchronous one ends with its result. */
  abstract boolean isOpenCall();

  /**
   * How many open function calls lie below the local root, this span's included, as far as it
   * matters. Only asked where {@link #depth} says that there may be too many: work that was handed
   * over by one that has ended since would be cut otherwise.
   */
  final int openCalls(int atMost) {
    int open = 0;
    for (ActiveSpan span = this; span.parent != null && open < atMost; span = span.parent) {
      if (span.isOpenCall()) {
        open++;
      }
    }
    return open;
  }

  /** The id that records name as the parent, 0 for none. */
  long parentId() {
    ActiveSpan kept = parent;
    while (kept != null && kept.leftOut) {
      kept = kept.parent;
    }
    return kept == null ? idAboveAll() : kept.spanId;
  }

  /** Whether {@link #parentId} is that of a span of another process. */
  final boolean hasRemoteParent() {
    ActiveSpan kept = parent;
    while (kept != null && kept.leftOut) {
      kept = kept.parent;
    }
    return kept == null ? isRemoteAboveAll() : kept.isRemote();
  }

  /** Whether it is a span of another process. */
  boolean isRemote() {
    return false;
  }

  /** The parent's id where no span of this process is the parent. */
  long idAboveAll() {
    return 0;
  }

  /** Whether that is the id of a span of another process. */
  boolean isRemoteAboveAll() {
    return false;
  }

  /** A span at or below this one failed, so level ERROR keeps those that are open above it. */
  final void markFailed() {
    for (ActiveSpan span = this; span != null && !span.failedBelow; span = span.parent) {
      span.failedBelow = true;
    }
  }

  final boolean failedBelow() {
    return failedBelow;
  }

  /** What was opened below, and should have ended by now, ends before this does. */
  final void tieUp(@Nullable Throwable thrown) {
    LooseEnds open = root.looseEnds();
    if (open != null && thrown != null) {
      open.enclosingFailed(this, thrown);
    }
    if (open != null && parent == null) {
      open.rootEnded();
    }
  }

  /** It has ended after so long a time, in a trace that may wait for a verdict. */
  final void settle(boolean failed, long nanos) {
    HeldTrace held = root.held;
    if (held != null && failed) {
      held.failed();
    }
    if (held != null && parent == null) {
      held.rootEnded(nanos);
    }
  }

  /** A trace whose end was lost by a fault has failed, if not in the application. */
  final void endWasLost() {
    if (parent == null && root.held != null) {
      root.held.write();
    }
  }
}
