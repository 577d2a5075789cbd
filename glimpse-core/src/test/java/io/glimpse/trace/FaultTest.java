package io.glimpse.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.config.LogLines;
import io.glimpse.context.SpanContext;
import io.glimpse.context.SpanId;
import io.glimpse.context.TraceFlags;
import io.glimpse.context.TraceId;
import io.glimpse.context.TraceState;
import io.glimpse.record.SpanKind;
import io.glimpse.record.SpanRecord;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What goes wrong inside Glimpse stays inside and is counted. */
final class FaultTest {
  private static final SpanContext REMOTE =
      new SpanContext(
          new TraceId(7, 8),
          new SpanId(9),
          new TraceFlags(TraceFlags.SAMPLED),
          TraceState.NONE,
          true);

  @RegisterExtension final SpanLog log = new SpanLog();
  @RegisterExtension final LogLines messages = new LogLines("io.glimpse.trace");

  private final Tracer tracer = log.tracer();
  private final TracedFunction function = SpanLog.function(tracer, "open");

  @Test
  void sinkThrows_atTheBeginningOfACall_callGoesUnrecorded() {
    log.breakDown(new IllegalStateException("no road"));

    assertThat(tracer.open(function, new Object[0])).isNull();

    log.repair();
    assertThat(log.takeFaults()).isOne();
    assertThat(tracer.active()).isEmpty();
  }

  @Test
  void sinkThrows_atTheEndOfACall_resultIsReturnedAndTheThreadIsClean() {
    OpenCall returning = open();
    OpenCall failing = open();
    log.breakDown(new IllegalStateException("no road"));

    failing.failed(new IOException());
    assertThat(returning.returned("result")).isEqualTo("result");

    log.repair();
    assertThat(log.takeFaults()).isEqualTo(2);
    assertThat(tracer.active()).isEmpty();
    assertThat(log.takeStages()).hasSize(2);
  }

  @Test
  void sinkThrows_onceInANest_theCallsAroundStillShowTheirArguments() {
    OpenCall outer = open();
    log.breakDown(new IllegalStateException("no road"));
    assertThat(tracer.open(function, new Object[0])).isNull();
    log.repair();
    open().returned(null);
    outer.returned(null);

    assertThat(log.takeFaults()).isOne();
    assertThat(log.takeSpans())
        .hasSize(2)
        .allSatisfy(span -> assertThat(span.attributes()).containsEntry("glimpse.args", "{}"));
    log.takeEntries();
  }

  @Test
  void sinkThrows_inATracedCallable_callerGetsItsResultOrItsException() throws Exception {
    log.breakDown(new IllegalStateException("no road"));
    IOException thrown = new IOException("the caller's own");

    String result = tracer.trace("work", () -> "result");
    assertThatThrownBy(
            () ->
                tracer.trace(
                    "work",
                    () -> {
                      throw thrown;
                    }))
        .isSameAs(thrown);

    log.repair();
    assertThat(result).isEqualTo("result");
    assertThat(log.takeFaults()).isEqualTo(4);
  }

  @Test
  void clockThrows_wherever_callerNeverNotices() throws Exception {
    OpenCall openBefore = open();
    Span spanBefore = tracer.span("before");
    log.clock.breakDown();

    spanBefore.event("event").close();
    openBefore.returned(null);
    assertThat(tracer.open(function, new Object[0])).isNull();
    useSpans(false);

    log.clock.repair();
    assertThat(log.takeFaults()).isGreaterThanOrEqualTo(7);
    assertThat(log.takeSpans()).isEmpty();
    log.takeEntries();
  }

  @Test
  void idSourceThrows_wherever_randomIdsDoAsWell() throws Exception {
    log.ids.breakDown();

    open().returned(null);
    useSpans(true);

    log.ids.repair();
    assertThat(log.takeFaults()).isGreaterThanOrEqualTo(10);
    assertThat(log.takeStages())
        .containsExactly(
            "START com.acme.Shop.open", "END com.acme.Shop.open", "START work", "END work");
    assertThat(log.takeSpans())
        .extracting(SpanRecord::name)
        .containsExactly("Shop.open", "work", "manual", "other", "request");
  }

  /** Every door of the tracer that makes a span. */
  private void useSpans(boolean recorded) throws Exception {
    String result = tracer.trace("work", () -> "result");
    assertThat(result).isEqualTo("result");
    try (Span span = tracer.span("manual")) {
      span.attribute("key", 1).event("event").fail("message");
      assertThat(span.isRecorded()).isEqualTo(recorded);
    }
    try (Span span = tracer.span("child", REMOTE)) {
      span.rename("other");
    }
    Span request = tracer.start("request", SpanKind.SERVER, Optional.of(REMOTE));
    try (Scope scope = request.activate()) {
      assertThat(tracer.active()).contains(request.context());
    }
    request.end();
    try (Scope scope = tracer.set(REMOTE)) {
      assertThat(tracer.active().orElseThrow().traceId()).isEqualTo(REMOTE.traceId());
    }
    try (Scope scope = tracer.ignore(Optional.of(REMOTE))) {
      tracer.span("ignored").close();
    }
    assertThat(tracer.active()).isEmpty();
  }

  @Test
  void spanThatAFaultMadeImpossible_keepsItsTraceWithTheFlagClear() {
    try (Span outer = tracer.span("outer")) {
      log.clock.breakDown();
      try (Span lost = tracer.span("lost")) {
        assertThat(lost.context().traceId()).isEqualTo(outer.context().traceId());
        assertThat(lost.context().flags().sampled()).isFalse();
      }
      log.clock.repair();
      assertThat(tracer.active()).contains(outer.context());
    }

    assertThat(log.takeFaults()).isOne();
    assertThat(log.takeOnly()).extracting(SpanRecord::name).isEqualTo("outer");
  }

  @Test
  void reportFault_fromAnEdge_isCounted() {
    tracer.reportFault(new IllegalStateException("in an edge"));

    assertThat(log.takeFaults()).isOne();
    assertThat(messages.take()).hasSize(1);
  }

  @Test
  void fault_thatSaysASecret_isLoggedWithoutIt() {
    tracer.reportFault(new IllegalStateException("no value for password=hunter2 in the map"));

    assertThat(log.takeFaults()).isOne();
    assertThat(messages.take())
        .singleElement()
        .asString()
        .contains("java.lang.IllegalStateException: no value for password=[redacted]")
        .doesNotContain("hunter2");
  }

  @Test
  void faults_many_areOneWarning() {
    log.breakDown(new IllegalStateException("no road"));
    for (int i = 0; i < 100; i++) {
      tracer.span("lost").close();
    }
    log.repair();

    assertThat(log.takeFaults()).isEqualTo(100);
    assertThat(messages.take())
        .hasSize(1)
        .allMatch(line -> line.startsWith("WARNING A fault inside Glimpse cost a record."));
  }

  private OpenCall open() {
    return Objects.requireNonNull(tracer.open(function, new Object[0]));
  }
}
