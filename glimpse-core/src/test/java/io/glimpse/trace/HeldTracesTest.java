package io.glimpse.trace;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.context.TraceState;
import io.glimpse.propagation.Getter;
import io.glimpse.record.FunctionName;
import io.glimpse.record.RecordKind;
import io.glimpse.record.RecordSink;
import io.glimpse.record.SpanKind;
import io.glimpse.record.SpanRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Traces that are written only if they were slow or failed: keep. */
final class HeldTracesTest {
  private static final Duration SLOW = Duration.ofMillis(500);
  private static final Selection SLOW_OR_FAILED = new Selection(Duration.ZERO, true, SLOW);

  @RegisterExtension final SpanLog log = new SpanLog();

  private final Tracer tracer = log.tracer(TracerSettings.standard().withSelection(SLOW_OR_FAILED));

  @Test
  void trace_thatWasQuickAndWell_leavesNothing() {
    try (Span request = tracer.span("request")) {
      call("one");
      log.clock.pass(SLOW.minusNanos(1));
    }

    assertThat(tracer.tracesNotKept()).isOne();
    assertThat(log.spansSoFar()).isEmpty();
  }

  @Test
  void trace_thatWasSlow_isWrittenWholeAndInOrderWhenItsRootEnds() {
    try (Span request = tracer.span("request")) {
      call("one");
      assertThat(log.spansSoFar()).isEmpty();
      call("two");
      log.clock.pass(SLOW);
    }

    assertThat(log.takeStages())
        .containsExactly(
            "START com.acme.Shop.one",
            "END com.acme.Shop.one",
            "START com.acme.Shop.two",
            "END com.acme.Shop.two");
    assertThat(log.takeSpans())
        .extracting(SpanRecord::name)
        .containsExactly("Shop.one", "Shop.two", "request");
  }

  @Test
  void trace_inWhichACallFailed_isWritten() {
    try (Span request = tracer.span("request")) {
      call("one");
      open("two").failed(new IllegalStateException("no stock"));
    }

    assertThat(log.takeSpans()).hasSize(3);
    log.takeEntries();
  }

  @Test
  void trace_whoseRootFailed_isWritten() {
    try (Span request = tracer.span("request")) {
      request.fail("broken");
    }

    assertThat(log.takeOnly().name()).isEqualTo("request");
  }

  @Test
  void trace_thatBeginsWithAFunction_isJudgedByIt() {
    call("quick");
    OpenCall slow = open("slow");
    call("in it");
    log.clock.pass(SLOW);
    slow.returned(null);
    open("fails").failed(new IllegalStateException("no stock"));

    assertThat(log.takeSpans())
        .extracting(SpanRecord::name)
        .containsExactly("Shop.in it", "Shop.slow", "Shop.fails");
    log.takeEntries();
  }

  @Test
  void span_thatOutlivesItsRoot_followsTheVerdict() {
    Span wanted = childOf(SLOW);
    Span unwanted = childOf(Duration.ZERO);
    wanted.end();
    unwanted.end();

    assertThat(log.takeSpans()).extracting(SpanRecord::name).containsExactly("request", "child");
  }

  private Span childOf(Duration root) {
    try (Span request = tracer.span("request")) {
      log.clock.pass(root);
      return tracer.start("child", SpanKind.INTERNAL, Optional.empty());
    }
  }

  @Test
  void caller_whoAsksByTraceState_getsItsTrace() {
    Map<String, String> headers =
        Map.of(
            "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "tracestate", "other=1,glimpse=force");
    tracer.start("request", SpanKind.SERVER, tracer.extract(headers, Getter.map())).end();

    SpanRecord request = log.takeOnly();
    assertThat(request.name()).isEqualTo("request");
    assertThat(TraceState.parse(List.of(request.traceState())).get("glimpse")).contains("force");
  }

  @Test
  void spanOfAnotherProcess_setActive_hasNoEndToWaitForAndSoNothingWaits() {
    Map<String, String> headers =
        Map.of("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    try (Scope scope = tracer.set(tracer.extract(headers, Getter.map()).orElseThrow())) {
      call("one");
    }

    assertThat(log.takeOnly().name()).isEqualTo("Shop.one");
    log.takeEntries();
  }

  @Test
  void writeHeld_whileARootIsOpen_writesWhatItHasAndWhatFollows() {
    Span request = tracer.span("request");
    call("one");
    tracer.writeHeld();
    assertThat(log.takeOnly().name()).isEqualTo("Shop.one");
    call("two");
    request.close();

    assertThat(log.takeSpans()).extracting(SpanRecord::name).containsExactly("Shop.two", "request");
    log.takeEntries();
  }

  @Test
  void trace_thatHoldsMoreThanItsBound_losesTheRestAndCountsIt() {
    Refusals refusals = new Refusals();
    HeldTrace trace = hold(new HeldTraces(refusals));
    byte[] record = new byte[1 << 20];
    for (int i = 0; i < 5; i++) {
      trace.put(1, RecordKind.SPAN, record, 0, record.length);
    }
    trace.rootEnded(SLOW.toNanos());

    assertThat(refusals.taken).hasSize(3);
    assertThat(refusals.refused).hasValue(2);
  }

  @Test
  void traces_thatHoldMoreThanTheBoundOfAll_loseTheRestUntilOneHasItsVerdict() {
    Refusals refusals = new Refusals();
    HeldTraces all = new HeldTraces(refusals, 2_500);
    HeldTrace first = hold(all);
    HeldTrace second = hold(all);
    byte[] record = new byte[1_000];
    first.put(1, RecordKind.SPAN, record, 0, record.length);
    first.put(1, RecordKind.SPAN, record, 0, record.length);
    second.put(2, RecordKind.END, record, 0, record.length);
    assertThat(refusals.refused).as("an END is two records").hasValue(2);

    first.rootEnded(0);
    second.put(2, RecordKind.SPAN, record, 0, record.length);
    second.rootEnded(SLOW.toNanos());

    assertThat(refusals.taken).containsExactly(RecordKind.START);
    assertThat(refusals.refused).hasValue(2);
  }

  @Test
  void trace_whoseRootIsForgotten_givesItsShareBackAndIsCounted() {
    Refusals refusals = new Refusals();
    HeldTraces all = new HeldTraces(refusals, 1_500);
    byte[] record = new byte[1_000];
    hold(all).put(1, RecordKind.SPAN, record, 0, record.length);

    int attempts = 0;
    while (refusals.taken.isEmpty()) {
      attempts++;
      System.gc();
      HeldTrace next = hold(all);
      next.put(1, RecordKind.SPAN, record, 0, record.length);
      next.rootEnded(SLOW.toNanos());
    }
    // All attempts but the last, and the one record that was forgotten.
    assertThat(refusals.refused).hasValue(attempts);
  }

  /** What a sink takes and refuses. */
  private static final class Refusals implements RecordSink {
    final List<RecordKind> taken = new ArrayList<>();
    final AtomicLong refused = new AtomicLong();

    @Override
    public boolean put(int lane, RecordKind kind, byte[] bytes, int from, int length) {
      return taken.add(RecordKind.at(bytes, from));
    }

    @Override
    public void refused(long records) {
      refused.addAndGet(records);
    }
  }

  private static HeldTrace hold(HeldTraces all) {
    return requireNonNull(all.hold(SLOW_OR_FAILED));
  }

  private void call(String name) {
    open(name).returned(null);
  }

  private OpenCall open(String name) {
    TracedFunction function =
        tracer.function(
            FunctionName.of("com.acme.Shop", name, null), List.of(), Set.of(), void.class);
    return requireNonNull(tracer.open(function, new Object[0]));
  }
}
