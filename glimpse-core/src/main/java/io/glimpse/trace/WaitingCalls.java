package io.glimpse.trace;

import io.glimpse.record.CallRecord;
import io.glimpse.record.WaitingStarts;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Answers the road's question which calls are under way whose START has not been put: it looks at
 * what all threads are doing.
 *
 * <p>Their threads do not wait for that. What a call has on its desk is copied, and then it is
 * asked whether it still waited: nothing on the desk is written over before its call says that it
 * does not. Policies that leave out short calls are not asked: there a START has to wait.
 */
final class WaitingCalls implements WaitingStarts {
  private final ThreadSlot threads;

  WaitingCalls(ThreadSlot threads) {
    this.threads = threads;
  }

  @Override
  public List<Waiting> now() {
    List<Waiting> found = new ArrayList<>();
    for (ActiveSpan span : threads.innermost()) {
      if (span instanceof OpenCall call
          && call.startWaits()
          && !call.root.recorder.leavesOutShortCalls()) {
        boolean unused = found.add(new OneCall(call));
      }
    }
    return found;
  }

  private record OneCall(OpenCall call) implements Waiting {
    @Override
    public long spanId() {
      return call.spanId;
    }

    /** A fault is none of the road's: the START goes on waiting, and comes with the end. */
    @Override
    public boolean say(CallRecord to) {
      try {
        return stillWaits(to);
      } catch (Throwable fault) {
        call.root.recorder.faults().report(fault);
        return false;
      }
    }

    private boolean stillWaits(CallRecord to) {
      int at = call.at;
      int end = call.endsAt();
      byte[] desk = call.workspace.bytes.array();
      if (end < at || end > desk.length) {
        return false;
      }
      call.root.recorder.scribe().startOf(call, Arrays.copyOfRange(desk, at, end), to);
      VarHandle.acquireFence();
      if (!call.startWaits()) {
        return false;
      }
      call.startSaid();
      return true;
    }

    @Override
    public boolean isOver() {
      boolean over = call.hasLeftItsThread();
      VarHandle.acquireFence();
      return over;
    }
  }
}
