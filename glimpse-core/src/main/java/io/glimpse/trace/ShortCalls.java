package io.glimpse.trace;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Leaves out function calls that were over too soon: the policy's {@code min_duration_ms}.
 *
 * <p>Whether a call is kept is known at its end at the earliest, unless it becomes clear before: a
 * call below it is kept, or its id leaves the process. Until then its START waits where it is, on
 * the thread's desk, and goes out with the time at which it began. A call that is left out is no
 * parent any more: what outlives it hangs under the nearest one above that was kept.
 *
 * <p>A START that waits on another thread's desk, or that an asynchronous call has taken along,
 * cannot be taken from there. Its call is marked, and the START goes out when it ends.
 */
final class ShortCalls {
  private final long minNanos;
  private final ThreadSlot threads;
  private final Scribe scribe;

  ShortCalls(long minNanos, ThreadSlot threads, Scribe scribe) {
    this.minNanos = minNanos;
    this.threads = threads;
    this.scribe = scribe;
  }

  /** Whether there is anything to leave out. */
  boolean any() {
    return minNanos > 0;
  }

  /** Whether a function that ends now leaves records; if so, its START has gone out afterwards. */
  boolean keeps(ActiveSpan ended, long nanos) {
    if (nanos >= minNanos || ended.keptBelow || ended.failedBelow()) {
      keep(ended);
      return true;
    }
    ended.leftOut = true;
    return false;
  }

  /** A span leaves a record, and so will everything that it lies in. */
  void keep(ActiveSpan span) {
    if (!any() || (span.keptBelow && !span.startWaits())) {
      return;
    }
    Deque<ActiveSpan> outermostFirst = new ArrayDeque<>();
    for (ActiveSpan each = span; each != null; each = each.parent) {
      if (!each.leftOut && (!each.keptBelow || each.startWaits())) {
        outermostFirst.addFirst(each);
      }
    }
    Workspace desk = threads.workspace(threads.places());
    for (ActiveSpan each : outermostFirst) {
      each.keptBelow = true;
      if (each.startWaits() && each instanceof OpenCall call && call.isOnDesk(desk)) {
        scribe.start(call);
      }
    }
  }
}
