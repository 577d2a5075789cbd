package io.glimpse.trace;

import io.glimpse.async.LateResult;
import io.glimpse.async.Outcome;
import java.util.Arrays;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls and spans that end with a result which is still to come when their function returns.
 *
 * <p>Such a call gives the thread back when it returns. It takes its START along, and lays it on
 * the desk of the thread that ends it.
 */
final class LateCalls {
  private final Calls calls;
  private final ThreadSlot threads;
  private final Faults faults;
  private final StillOpen stillOpen;

  LateCalls(Calls calls, ThreadSlot threads, StillOpen stillOpen, Faults faults) {
    this.calls = calls;
    this.threads = threads;
    this.stillOpen = stillOpen;
    this.faults = faults;
  }

  /**
   * The function has returned, and what it returned is still to come. The thread is left as if the
   * call had ended.
   *
   * @return what the caller shall get
   */
  @Nullable Object returned(OpenCall call, LateResult kind, @Nullable Object result) {
    if (result == null || !call.root.recorded) {
      calls.returned(call, result);
      return result;
    }
    Consumer<Outcome> end;
    try {
      calls.willBeKnownElsewhere(call);
      byte[] start = startOf(call);
      end =
          new OneEnd(
              stillOpen.begun(call.function.name().qualified()),
              outcome -> ended(call, start, outcome),
              faults);
    } catch (Throwable fault) {
      faults.report(fault);
      calls.returned(call, result);
      return result;
    }
    call.away();
    Calls.leaveThread(call);
    try {
      return kind.watched(result, end);
    } catch (Throwable refused) {
      // A class of the application's own that does not let itself be watched: no more is known.
      end.accept(new Outcome.Value(result));
      return result;
    }
  }

  /** A copy of what START has on the desk. */
  private static byte[] startOf(OpenCall call) {
    Workspace desk = call.workspace;
    desk.check(call.spanId, call.at, call.endsAt());
    return Arrays.copyOfRange(desk.bytes.array(), call.at, call.endsAt());
  }

  /** The call ends here, on this thread and on this thread's desk. */
  private void ended(OpenCall call, byte[] start, Outcome outcome) {
    call.over();
    try {
      Workspace desk = threads.workspace(threads.places());
      int at = desk.bytes.size();
      try {
        desk.bytes.raw(start);
        int to = desk.bytes.size();
        if (outcome instanceof Outcome.Value there) {
          calls.end(call, desk, at, to, there.value(), null);
        } else {
          calls.end(call, desk, at, to, null, outcome);
        }
      } finally {
        desk.clear(at);
      }
    } catch (Throwable fault) {
      calls.lost(call, fault);
    }
  }

  /** The span ends with the stage, on whichever thread. */
  void endWith(CompletionStage<?> stage, Span span) {
    Consumer<Outcome> end =
        new OneEnd(
            stillOpen.begun(span.notes.name()),
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
}
