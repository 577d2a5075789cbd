package io.glimpse.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.context.SpanContext;
import io.glimpse.context.SpanId;
import io.glimpse.context.TraceFlags;
import io.glimpse.context.TraceId;
import io.glimpse.context.TraceState;
import io.glimpse.logcontext.LogContext;
import io.glimpse.record.FunctionName;
import io.glimpse.record.NameTable;
import io.glimpse.record.RecordSink;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The log context follows the scopes of its thread, also those that nobody closes. */
final class LoggedTraceTest {
  private final ThreadLocal<@Nullable String> logged = new ThreadLocal<>();
  private final RecordSink sink = (lane, kind, bytes, from, length) -> true;
  private final Recorder recorder =
      new Recorder(
          new Lasting(
              new TurnedClock(),
              new ScriptedIds(),
              sink,
              new ThreadSlot(logContext(), new NameTable(), sink)),
          TracerSettings.standard());
  private final ThreadSlot threads = recorder.threads();

  @Test
  void scope_openedAndClosed_isLoggedInBetween() {
    Scope outer = enter(1);
    Scope inner = enter(2);
    assertThat(logged.get()).endsWith("2");
    inner.close();
    assertThat(logged.get()).endsWith("1");
    outer.close();

    assertThat(logged.get()).isNull();
  }

  @Test
  void scopesLeftOpenInsideACall_areNoLongerLoggedAfterIt() {
    Scope around = enter(1);
    OpenCall call = call();
    enter(2);
    enter(3);
    assertThat(logged.get()).endsWith("3");

    call.returned(null);
    assertThat(logged.get()).endsWith("1");
    around.close();

    assertThat(logged.get()).isNull();
  }

  @Test
  void scopeClosedOnAnotherThread_isNoLongerLoggedOnceItsOwnThreadLooks() {
    Scope around = enter(1);
    Scope inner = enter(2);
    CompletableFuture.runAsync(inner::close, command -> new Thread(command).start()).join();

    enter(3).close();

    assertThat(logged.get()).endsWith("1");
    around.close();
    assertThat(logged.get()).isNull();
  }

  @Test
  void reset_insideACall_isNotUndoneWhenTheCallEnds() {
    Scope around = enter(1);
    OpenCall call = call();
    threads.reset();
    call.returned(null);
    around.close();

    assertThat(logged.get()).isNull();
  }

  private Scope enter(long trace) {
    SpanContext place =
        new SpanContext(
            new TraceId(7, trace),
            new SpanId(9),
            new TraceFlags(TraceFlags.SAMPLED),
            TraceState.NONE,
            true);
    return threads.enter(new ForeignSpan(recorder.roots().continued(place), 9, true));
  }

  private OpenCall call() {
    TracedFunction function =
        new TracedFunction(
            0,
            FunctionName.of("com.acme.Shop", "open", null),
            new TracedFunction.Signature(List.of(), List.of(), Set.of(), true, false, false),
            null,
            new ModuleSwitches());
    return Objects.requireNonNull(recorder.calls().open(function, new Object[0]));
  }

  private LogContext logContext() {
    return traceId -> {
      String before = logged.get();
      if (traceId == null) {
        logged.remove();
      } else {
        logged.set(traceId);
      }
      return before;
    };
  }
}
