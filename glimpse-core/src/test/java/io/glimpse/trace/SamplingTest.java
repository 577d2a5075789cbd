package io.glimpse.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.context.SpanContext;
import io.glimpse.context.SpanId;
import io.glimpse.context.TraceFlags;
import io.glimpse.context.TraceId;
import io.glimpse.propagation.Propagator;
import io.glimpse.record.SpanRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which traces are recorded, and what the flags tell other services about it. */
final class SamplingTest {
  @RegisterExtension final SpanLog log = new SpanLog();

  @Test
  void ratioOne_everyTrace_isRecordedWithBothFlags() {
    Tracer tracer = tracer(1, true);
    log.ids.script(5L, 0L, 6L);

    tracer.span("span").close();

    assertThat(log.takeOnly().flags()).isEqualTo(TraceFlags.SAMPLED | TraceFlags.RANDOM);
  }

  @Test
  void ratioZero_everyTrace_leavesNothingButPropagatesItsIdsWithTheFlagClear() throws Exception {
    Tracer tracer = tracer(0, true);
    log.ids.script(0xaL, -1L, 0xbL);
    Map<String, String> headers = new HashMap<>();

    OpenCall call = tracer.open(SpanLog.function(tracer, "open"), new Object[0]);
    assertThat(call).isNotNull();
    assertThat(tracer.open(SpanLog.function(tracer, "deeper"), new Object[0])).isNull();
    tracer.inject(headers, Map::put);
    try (Span span = tracer.span("manual")) {
      assertThat(span.isRecorded()).isFalse();
      span.attribute("key", "value").event("event").fail("reason");
    }
    Integer one = tracer.trace("work", () -> 1);
    if (call != null) {
      call.failed(new IllegalStateException());
    }

    assertThat(one).isEqualTo(1);
    assertThat(headers)
        .containsExactly(
            Map.entry("traceparent", "00-000000000000000affffffffffffffff-000000000000000b-02"));
    assertThat(log.takeSpans()).isEmpty();
    assertThat(log.takeEntries()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    // The right-most seven bytes decide; the eighth and the high half do not.
    "0000000000000000, false",
    "007fffffffffffff, false",
    "0080000000000000, true",
    "00ffffffffffffff, true",
    "ff00000000000000, false",
    "ff7fffffffffffff, false",
    "ff80000000000000, true",
    "7f80000000000000, true",
  })
  void ratioOneHalf_traceId_isJudgedByItsSevenLastBytes(String low, boolean recorded) {
    Tracer tracer = tracer(0.5, true);
    log.ids.script(1L, Long.parseUnsignedLong(low, 16), 2L);

    tracer.span("span").close();

    assertThat(log.takeSpans()).hasSize(recorded ? 1 : 0);
  }

  @Test
  void ratioOneHalf_ofManyTraces_recordsAboutHalfAndNeverASingleSpanOfOne() {
    Tracer tracer = tracer(0.5, true);
    SplittableRandom random = new SplittableRandom(42);
    for (int i = 0; i < 4000; i++) {
      log.ids.script(random.nextLong(), random.nextLong(), random.nextLong());
      try (Span outer = tracer.span("outer")) {
        assertThat(outer.context().flags().sampled()).isEqualTo(outer.isRecorded());
        tracer.span("inner").close();
      }
    }

    List<SpanRecord> spans = log.takeSpans();
    assertThat(spans.size() / 2).isBetween(1850, 2150);
    assertThat(spans.stream().filter(span -> span.name().equals("inner")))
        .hasSize(spans.size() / 2);
  }

  @Test
  void higherRatio_recordsEverythingThatALowerOneDoes() {
    SplittableRandom random = new SplittableRandom(7);
    Tracer few = tracer(0.1, true);
    Tracer many = tracer(0.3, true);
    for (int i = 0; i < 1000; i++) {
      long low = random.nextLong();
      log.ids.script(1L, low, 2L, 1L, low, 2L);
      boolean inFew = recorded(few);
      boolean inMany = recorded(many);
      assertThat(inMany || !inFew).isTrue();
    }
    log.ignoreRecords();
  }

  private static boolean recorded(Tracer tracer) {
    try (Span span = tracer.span("span")) {
      return span.isRecorded();
    }
  }

  @ParameterizedTest
  @CsvSource({
    // caller's flags, honour_sampled, ratio, is recorded, flags that go on
    "00, true,  1, false, 00",
    "02, true,  1, false, 02",
    "01, true,  0, true,  01",
    "03, true,  0, true,  03",
    "00, false, 1, true,  01",
    "02, false, 1, true,  03",
    "02, false, 0, false, 02",
    "03, false, 0, true,  03",
  })
  void caller_flags_decideUnlessTheyAreClearAndNotHonoured(
      String flags, boolean honoured, double ratio, boolean recorded, String passedOn) {
    Tracer tracer = tracer(ratio, honoured);
    Optional<SpanContext> caller =
        tracer.extract(
            List.of("00-00000000000000010000000000000002-0000000000000003-" + flags),
            (lines, name) -> lines);
    Map<String, String> headers = new HashMap<>();

    try (Span span = tracer.span("request", caller.orElseThrow())) {
      tracer.inject(headers, Map::put);
    }

    assertThat(log.takeSpans()).hasSize(recorded ? 1 : 0);
    assertThat(headers.get("traceparent")).endsWith("-" + passedOn);
  }

  @Test
  void newTrace_whenTheIdSourceSaysZero_asksAgain() {
    Tracer tracer = tracer(1, true);
    log.ids.script(0L, 0L, 0L, 4L, 0L, 5L);

    tracer.span("span").close();

    SpanRecord span = log.takeOnly();
    assertThat(span.traceId()).isEqualTo(new TraceId(0, 4));
    assertThat(span.spanId()).isEqualTo(new SpanId(5));
  }

  @Test
  void inject_withoutAnActiveSpan_setsNothing() {
    Map<String, String> headers = new HashMap<>();

    tracer(1, true).inject(headers, Map::put);

    assertThat(headers).isEmpty();
  }

  @Test
  void extract_badHeader_isAbsent() {
    Tracer tracer = tracer(1, true);

    assertThat(tracer.extract(List.of("rubbish"), (lines, name) -> lines)).isEmpty();
    assertThat(tracer.extract(List.<String>of(), (lines, name) -> lines)).isEmpty();
  }

  private Tracer tracer(double ratio, boolean honourSampled) {
    TracerSettings all = TracerSettings.standard();
    return log.tracer(
        new TracerSettings(
            all.level(),
            5,
            2000,
            ratio,
            honourSampled,
            true,
            true,
            true,
            false,
            512,
            List.of(),
            List.of(Propagator.TRACECONTEXT),
            false,
            Selection.EVERYTHING));
  }
}
