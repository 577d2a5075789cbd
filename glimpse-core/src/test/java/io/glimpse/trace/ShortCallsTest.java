package io.glimpse.trace;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.propagation.Setter;
import io.glimpse.record.EntryLevel;
import io.glimpse.record.FunctionName;
import io.glimpse.record.LogEntry;
import io.glimpse.record.SpanKind;
import io.glimpse.record.SpanRecord;
import io.glimpse.record.Stage;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Calls that were over too soon: min_duration_ms. */
final class ShortCallsTest {
  private static final Duration LIMIT = Duration.ofMillis(10);
  private static final Selection LONG_ONES = new Selection(LIMIT, false, Duration.ZERO);

  @RegisterExtension final SpanLog log = new SpanLog();

  private final Tracer tracer = log.tracer(TracerSettings.standard().withSelection(LONG_ONES));

  @Test
  void call_shorterThanTheLimit_leavesNoRecord() {
    try (Span request = tracer.span("request")) {
      OpenCall call = open("quick");
      log.clock.pass(LIMIT.minusNanos(1));
      call.returned(null);
    }

    assertThat(log.takeOnly().name()).isEqualTo("request");
  }

  @Test
  void call_asLongAsTheLimit_hasItsStartWithItsOwnTime() {
    OpenCall call = open("slow");
    log.clock.pass(LIMIT);
    call.returned(null);

    List<LogEntry> entries = log.takeEntries();
    assertThat(entries).extracting(LogEntry::stage).containsExactly(Stage.START, Stage.END);
    Duration between = Duration.between(entries.get(0).timestamp(), entries.get(1).timestamp());
    assertThat(between).isEqualTo(LIMIT);
    assertThat(log.takeOnly().name()).isEqualTo("Shop.slow");
  }

  @Test
  void call_shortButFailed_leavesItsRecordsAndThoseOfItsCallers() {
    OpenCall outer = open("outer");
    OpenCall inner = open("inner");
    inner.failed(new IllegalStateException("no stock"));
    outer.returned(null);

    assertThat(log.takeStages())
        .containsExactly(
            "START com.acme.Shop.outer",
            "START com.acme.Shop.inner",
            "EXCEPTION com.acme.Shop.inner",
            "END com.acme.Shop.outer");
    SpanRecord outerSpan = log.take("Shop.outer");
    assertThat(log.takeOnly().parentSpanId()).isEqualTo(outerSpan.spanId());
  }

  @Test
  void callsAroundALongOne_areKept_thoseBesideItAreNot() {
    OpenCall outer = open("outer");
    open("before").returned(null);
    OpenCall inner = open("inner");
    log.clock.pass(LIMIT);
    inner.returned(null);
    open("after").returned(null);
    outer.returned(null);

    assertThat(log.takeStages())
        .containsExactly(
            "START com.acme.Shop.outer",
            "START com.acme.Shop.inner",
            "END com.acme.Shop.inner",
            "END com.acme.Shop.outer");
    log.ignoreRecords();
  }

  @Test
  void call_withASpanOpenedByHandInIt_isKept() {
    OpenCall call = open("outer");
    tracer.span("by hand").close();
    call.returned(null);

    assertThat(log.takeStages())
        .containsExactly("START com.acme.Shop.outer", "END com.acme.Shop.outer");
    SpanRecord outer = log.take("Shop.outer");
    assertThat(log.takeOnly().parentSpanId()).isEqualTo(outer.spanId());
  }

  @Test
  void call_whoseIdWentIntoAHeader_isKept() {
    Map<String, String> headers = new HashMap<>();
    OpenCall outer = open("outer");
    OpenCall call = open("asks");
    tracer.inject(headers, Setter.map());
    call.returned(null);
    outer.returned(null);

    assertThat(log.takeStages())
        .containsExactly(
            "START com.acme.Shop.outer",
            "START com.acme.Shop.asks",
            "END com.acme.Shop.asks",
            "END com.acme.Shop.outer");
    assertThat(headers.get("traceparent")).contains(log.take("Shop.asks").spanId().hex());
    log.ignoreRecords();
  }

  @Test
  void child_thatOutlivesACallThatWasLeftOut_hangsBelowTheNearestOneThatWasKept() {
    try (Span request = tracer.span("request")) {
      OpenCall quick = open("quick");
      Span child = tracer.start("child", SpanKind.INTERNAL, Optional.empty());
      quick.returned(null);
      log.clock.pass(LIMIT);
      child.end();
    }

    SpanRecord request = log.take("request");
    assertThat(log.take("child").parentSpanId()).isEqualTo(request.spanId());
  }

  @Test
  void call_onAnotherThreadBelowAShortOne_keepsIt() throws InterruptedException {
    OpenCall outer = open("outer");
    Thread other =
        new Thread(
            tracer.wrap(
                () -> {
                  OpenCall inner = open("inner");
                  inner.failed(new IllegalStateException("no stock"));
                }));
    other.start();
    other.join();
    outer.returned(null);

    assertThat(log.takeStages())
        .containsExactly(
            "START com.acme.Shop.inner",
            "EXCEPTION com.acme.Shop.inner",
            "START com.acme.Shop.outer",
            "END com.acme.Shop.outer");
    SpanRecord outerSpan = log.take("Shop.outer");
    assertThat(log.take("Shop.inner").parentSpanId()).isEqualTo(outerSpan.spanId());
  }

  @Test
  void function_thatAFilterOpened_isLeftOutLikeAnyOther() {
    TracedFunction function =
        tracer.functionWithoutArguments(FunctionName.of("com.acme.Shop", "find", null), true);
    requireNonNull(tracer.start(function)).end();
    Span slow = requireNonNull(tracer.start(function));
    log.clock.pass(LIMIT);
    slow.end();

    assertThat(log.takeStages())
        .containsExactly("START com.acme.Shop.find", "END com.acme.Shop.find");
    assertThat(log.takeOnly().name()).isEqualTo("Shop.find");
  }

  @Test
  void levelError_keepsWhatFailedHoweverShort() {
    Tracer quiet =
        log.tracer(TracerSettings.standard().withSelection(LONG_ONES).withLevel(EntryLevel.ERROR));
    OpenCall call = requireNonNull(quiet.open(SpanLog.function(quiet, "fails"), new Object[0]));
    call.failed(new IllegalStateException("no stock"));

    assertThat(log.takeStages()).containsExactly("EXCEPTION com.acme.Shop.fails");
    assertThat(log.takeOnly().name()).isEqualTo("Shop.fails");
  }

  @Test
  void arguments_ofACallThatWaits_areThoseOfItsBeginning() {
    TracedFunction function =
        tracer.function(
            FunctionName.of("com.acme.Shop", "add", null), List.of("sku"), Set.of(), void.class);
    OpenCall outer = requireNonNull(tracer.open(function, new Object[] {"mug"}));
    requireNonNull(tracer.open(function, new Object[] {"pen"})).returned(null);
    log.clock.pass(LIMIT);
    outer.returned(null);

    assertThat(log.takeEntry(Stage.START).args()).isEqualTo("{\"sku\":\"mug\"}");
    log.ignoreRecords();
  }

  private OpenCall open(String name) {
    return requireNonNull(tracer.open(SpanLog.function(tracer, name), new Object[0]));
  }
}
