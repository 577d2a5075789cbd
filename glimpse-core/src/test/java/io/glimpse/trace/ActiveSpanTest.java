package io.glimpse.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.glimpse.context.SpanContext;
import io.glimpse.context.SpanId;
import io.glimpse.context.TraceFlags;
import io.glimpse.context.TraceId;
import io.glimpse.context.TraceState;
import io.glimpse.propagation.Propagator;
import io.glimpse.record.SpanKind;
import io.glimpse.record.SpanRecord;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who is the active span, in and out of order. */
final class ActiveSpanTest {
  private static final SpanContext REMOTE =
      new SpanContext(
          new TraceId(7, 8),
          new SpanId(9),
          new TraceFlags(TraceFlags.SAMPLED),
          TraceState.NONE,
          true);

  @RegisterExtension final SpanLog log = new SpanLog();

  private final Tracer tracer = log.tracer();
  private final TracedFunction function = SpanLog.function(tracer, "open");

  @Test
  void active_onAFreshThread_isNone() {
    assertThat(tracer.active()).isEmpty();
  }

  @Test
  void span_openedAndClosed_isActiveInBetweenAndTheFormerOneAgainAfterwards() {
    try (Span outer = tracer.span("outer")) {
      try (Span inner = tracer.span("inner")) {
        assertThat(tracer.active()).contains(inner.context());
      }
      assertThat(tracer.active()).contains(outer.context());
    }

    SpanRecord inner = log.take("inner");
    SpanRecord outer = log.take("outer");
    assertThat(inner.parentSpanId()).isEqualTo(outer.spanId());
    assertThat(inner.traceId()).isEqualTo(outer.traceId());
    assertThat(outer.parentSpanId()).isNull();
  }

  @Test
  void span_belowACallBelowASpan_formsAnUnbrokenChain() throws Exception {
    try (Span request = tracer.span("request")) {
      OpenCall call = call();
      String result = tracer.trace("work", () -> "done");
      call.returned(null);
      assertThat(result).isEqualTo("done");
      assertThat(tracer.active()).contains(request.context());
    }

    SpanRecord request = log.take("request");
    SpanRecord call = log.take("Shop.open");
    SpanRecord work = log.take("work");
    assertThat(work.parentSpanId()).isEqualTo(call.spanId());
    assertThat(call.parentSpanId()).isEqualTo(request.spanId());
    log.takeEntries();
  }

  @Test
  void start_withoutActivation_leavesTheThreadAsItIs() {
    Span span = tracer.start("request", SpanKind.SERVER, Optional.empty());
    assertThat(tracer.active()).isEmpty();

    try (Scope first = span.activate()) {
      assertThat(tracer.active()).contains(span.context());
    }
    try (Scope second = span.activate()) {
      assertThat(tracer.active()).contains(span.context());
    }
    span.end();

    assertThat(log.takeOnly().kind()).isEqualTo(SpanKind.SERVER);
  }

  @Test
  void close_ofASpanTwice_writesOneRecordAndKeepsTheOuterOneActive() {
    try (Span outer = tracer.span("outer")) {
      Span inner = tracer.span("inner");
      inner.close();
      inner.close();
      assertThat(tracer.active()).contains(outer.context());
    }

    assertThat(log.takeSpans()).extracting(SpanRecord::name).containsExactly("inner", "outer");
  }

  @Test
  void scope_closedTwice_doesNothingTheSecondTime() {
    try (Span outer = tracer.span("outer")) {
      Span other = tracer.start("other", SpanKind.INTERNAL, Optional.empty());
      Scope scope = other.activate();
      scope.close();
      scope.close();
      assertThat(tracer.active()).contains(outer.context());
      other.end();
    }
    log.ignoreRecords();
  }

  @Test
  void scope_closedBeforeTheOneInsideIt_leavesTheThreadClean() {
    Span outer = tracer.span("outer");
    Span inner = tracer.span("inner");

    outer.close();
    assertThat(tracer.active()).isEmpty();
    inner.close();

    assertThat(tracer.active()).isEmpty();
    assertThat(log.takeSpans()).hasSize(2);
  }

  @Test
  void scope_closedLate_doesNotDisturbWhatIsActiveThen() {
    Span outer = tracer.span("outer");
    Span inner = tracer.span("inner");
    outer.close();

    try (Span next = tracer.span("next")) {
      inner.close();
      assertThat(tracer.active()).contains(next.context());
    }

    assertThat(log.take("next").parentSpanId()).isNull();
    log.ignoreRecords();
  }

  @Test
  void scope_closedOnAnotherThread_leavesThatThreadAsItWasAndItsOwnClean() {
    Span mine = tracer.span("mine");
    Span theirs =
        CompletableFuture.supplyAsync(
                () -> {
                  Span span = tracer.span("theirs");
                  mine.close();
                  assertThat(tracer.active()).contains(span.context());
                  span.close();
                  SpanLog.assertThreadIsClean(tracer);
                  return span;
                },
                command -> new Thread(command).start())
            .join();

    assertThat(theirs.context().traceId()).isNotEqualTo(mine.context().traceId());
    assertThat(tracer.active()).isEmpty();
    SpanLog.assertThreadIsClean(tracer);
    assertThat(log.takeSpans()).hasSize(2);
  }

  @Test
  void scope_closedOnAnotherThreadInsideACall_isGoneWhenTheCallHasEnded() {
    Span around = tracer.span("around");
    Span mine = tracer.span("mine");
    OpenCall call = call();
    CompletableFuture.runAsync(mine::close, command -> new Thread(command).start()).join();

    assertThat(tracer.active()).contains(call.context());
    call.returned(null);
    assertThat(tracer.active()).contains(around.context());
    around.close();

    SpanLog.assertThreadIsClean(tracer);
    log.ignoreRecords();
  }

  @Test
  void scope_leftOpenInsideACall_endsWithTheCall() {
    try (Span outer = tracer.span("outer")) {
      OpenCall call = call();
      Span forgotten = tracer.span("forgotten");
      Span forgottenToo = tracer.span("forgotten too", REMOTE);
      call.returned(null);
      assertThat(tracer.active()).contains(outer.context());
      forgottenToo.close();
      forgotten.close();
      assertThat(tracer.active()).contains(outer.context());
    }
    assertThat(tracer.active()).isEmpty();
    log.ignoreRecords();
  }

  @Test
  void scope_aroundACallClosedInsideIt_leavesTheThreadClean() {
    Span around = tracer.span("around");
    OpenCall call = call();

    around.close();
    call.returned(null);

    SpanLog.assertThreadIsClean(tracer);
    log.ignoreRecords();
  }

  @Test
  void reset_insideACallInsideASpan_leavesTheThreadClean() {
    Span around = tracer.span("around");
    OpenCall outer = call();
    OpenCall inner = call();

    tracer.reset();
    inner.returned(null);
    outer.returned(null);
    assertThat(tracer.active()).isEmpty();
    around.close();

    SpanLog.assertThreadIsClean(tracer);
    log.ignoreRecords();
  }

  @Test
  void call_thatIsNeverEnded_isGoneWhenTheOneAroundItEnds() {
    OpenCall outer = call();
    call();

    outer.returned(null);

    SpanLog.assertThreadIsClean(tracer);
    log.ignoreRecords();
  }

  @Test
  void set_placeInAnotherTrace_makesWhatFollowsItsChildAndLeavesNoRecordItself() {
    try (Scope scope = tracer.set(REMOTE)) {
      assertThat(tracer.active()).contains(REMOTE);
      tracer.span("child").close();
      call().returned(null);
    }

    List<SpanRecord> children = log.takeSpans();
    assertThat(children)
        .hasSize(2)
        .allSatisfy(
            span -> {
              assertThat(span.traceId()).isEqualTo(REMOTE.traceId());
              assertThat(span.parentSpanId()).isEqualTo(REMOTE.spanId());
            });
    log.takeEntries();
  }

  @Test
  void span_withARemoteParent_continuesItsTrace() {
    tracer.span("child", REMOTE).close();

    SpanRecord child = log.takeOnly();
    assertThat(child.traceId()).isEqualTo(REMOTE.traceId());
    assertThat(child.parentSpanId()).isEqualTo(REMOTE.spanId());
    assertThat(child.flags()).isEqualTo(TraceFlags.SAMPLED);
  }

  @Test
  void span_withACallerThatIsNotTrusted_startsATraceAndLinksTheCaller() {
    TracerSettings all = TracerSettings.standard();
    Tracer wary =
        log.tracer(
            new TracerSettings(
                all.level(),
                all.depth(),
                all.calls(),
                1.0,
                true,
                false,
                true,
                true,
                false,
                512,
                List.of(),
                List.of(Propagator.TRACECONTEXT),
                false,
                Selection.EVERYTHING));

    wary.span("child", REMOTE).close();

    SpanRecord child = log.takeOnly();
    assertThat(child.traceId()).isNotEqualTo(REMOTE.traceId());
    assertThat(child.parentSpanId()).isNull();
    assertThat(child.links())
        .containsExactly(new SpanRecord.Link(REMOTE.traceId(), REMOTE.spanId(), 1));
  }

  @Test
  void scope_misusedWhileTheLogHandlerThrows_isHarmless() {
    Logger logger = Logger.getLogger("io.glimpse.trace");
    Level before = logger.getLevel();
    Handler broken = new BrokenHandler();
    logger.setLevel(Level.ALL);
    logger.addHandler(broken);
    try {
      Span outer = tracer.span("outer");
      Scope again = outer.activate();
      OpenCall call = call();
      Scope forgotten = outer.activate();
      assertThatCode(
              () -> {
                call.returned(null);
                outer.close();
                again.close();
                forgotten.close();
              })
          .doesNotThrowAnyException();
    } finally {
      logger.removeHandler(broken);
      logger.setLevel(before);
    }
    log.ignoreRecords();
  }

  private OpenCall call() {
    OpenCall call = tracer.open(function, new Object[0]);
    assertThat(call).isNotNull();
    return java.util.Objects.requireNonNull(call);
  }

  /** A handler of the application's that is itself at fault. */
  private static final class BrokenHandler extends Handler {
    @Override
    public void publish(LogRecord message) {
      throw new IllegalStateException("the disk of the log is full");
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
