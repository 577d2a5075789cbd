package io.glimpse.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.context.SpanContext;
import io.glimpse.propagation.Getter;
import io.glimpse.propagation.Propagator;
import io.glimpse.propagation.Setter;
import io.glimpse.record.EntryLevel;
import io.glimpse.record.FunctionName;
import io.glimpse.record.NameTable;
import io.glimpse.record.SpanKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the tracer makes of a caller, and what the next service hears. */
final class TracerPropagationTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00f067aa0ba902b7";
  private static final String IDS = "00-" + TRACE + "-" + PARENT + "-";

  /** The right-most seven bytes are 0.75 and 0.25 of their range. */
  private static final String HIGH_TRACE = "000000000000000100c0000000000000";

  private static final String LOW_TRACE = "00000000000000010040000000000000";

  private final AtomicInteger records = new AtomicInteger();

  private Tracer tracer(double ratio, boolean honour, boolean trust, Propagator... propagators) {
    TracerSettings standard = TracerSettings.standard();
    TracerSettings settings =
        new TracerSettings(
            EntryLevel.INFO,
            standard.depth(),
            standard.calls(),
            ratio,
            honour,
            trust,
            true,
            true,
            false,
            standard.fieldLength(),
            List.of(),
            propagators.length == 0 ? standard.propagators() : List.of(propagators),
            false,
            Selection.EVERYTHING);
    return new Tracer(
        settings,
        new NameTable(),
        (lane, kind, bytes, from, length) -> {
          records.incrementAndGet();
          return true;
        });
  }

  private final Tracer standard = tracer(1, true, true);

  // ---- what goes out

  @Test
  void inject_noActiveSpan_writesNothing() {
    assertThat(sent(standard)).isEmpty();
  }

  @Test
  void inject_traceThatBeginsHere_hasBothFlagsAndNoTraceState() {
    try (Span span = standard.span("work")) {
      assertThat(sent(standard))
          .containsExactly(Map.entry("traceparent", header(span.context(), "03")));
    }
  }

  @Test
  void inject_traceThatBeginsHereUnsampled_hasTheRandomFlagOnly() {
    Tracer none = tracer(0, true, true);
    try (Span span = none.span("work")) {
      assertThat(span.isRecorded()).isFalse();
      assertThat(sent(none)).containsEntry("traceparent", header(span.context(), "02"));
    }
    assertThat(records).hasValue(0);
  }

  @ParameterizedTest
  @CsvSource({"00, 00", "01, 01", "02, 02", "03, 03", "ff, 03", "fd, 01", "fc, 00"})
  void inject_continuedTrace_keepsBothFlagsAndClearsTheOthers(String received, String sent) {
    try (Span span = serving(standard, IDS + received, "foo=1,bar=2")) {
      assertThat(span.context().traceId().hex()).isEqualTo(TRACE);
      assertThat(sent(standard))
          .containsEntry("traceparent", header(span.context(), sent))
          .containsEntry("tracestate", "foo=1,bar=2");
    }
  }

  @Test
  void inject_contextSetByHand_isPassedOnAsItCame() {
    Map<String, String> received = Map.of("traceparent", IDS + "03", "tracestate", "foo=1");

    try (Scope scope = standard.set(caller(standard, received).orElseThrow())) {
      assertThat(sent(standard)).containsExactlyInAnyOrderEntriesOf(received);
    }
  }

  @Test
  void inject_carrierThatThrows_costsNoCallAndIsCounted() {
    try (Span span = standard.span("work")) {
      standard.inject(
          span,
          (carrier, name, value) -> {
            throw new IllegalStateException("sent already");
          });
    }

    assertThat(standard.faults()).isEqualTo(1);
  }

  @Test
  void extract_carrierThatThrows_isEmptyAndCounted() {
    Optional<SpanContext> caller =
        standard.extract(
            "message",
            (carrier, name) -> {
              throw new IllegalStateException("recycled");
            });

    assertThat(caller).isEmpty();
    assertThat(standard.faults()).isEqualTo(1);
  }

  // ---- who decides what is recorded

  @Test
  void sampling_clearFlag_recordsNothingAndIsCounted() {
    try (Span span = serving(standard, IDS + "00", "")) {
      assertThat(span.isRecorded()).isFalse();
    }

    assertThat(records).hasValue(0);
    assertThat(standard.skippedForCallers()).isEqualTo(1);
  }

  @Test
  void sampling_setFlag_recordsWhateverTheRatio() {
    Tracer none = tracer(0, true, true);
    try (Span span = serving(none, IDS + "01", "")) {
      assertThat(span.isRecorded()).isTrue();
    }

    assertThat(records).hasValue(1);
    assertThat(none.skippedForCallers()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"1, true, true", "0.5, true, false", "0.1, false, false", "0, false, false"})
  void sampling_clearFlagNotHonoured_isDecidedByTheRatioOfTheTraceId(
      double ratio, boolean high, boolean low) {
    Tracer own = tracer(ratio, false, true);

    try (Span span = serving(own, "00-" + HIGH_TRACE + "-" + PARENT + "-00", "")) {
      assertThat(span.isRecorded()).isEqualTo(high);
      assertThat(sent(own).get("traceparent")).endsWith(high ? "-01" : "-00");
    }
    try (Span span = serving(own, "00-" + LOW_TRACE + "-" + PARENT + "-00", "")) {
      assertThat(span.isRecorded()).isEqualTo(low);
    }
    assertThat(own.skippedForCallers()).isZero();
  }

  @Test
  void sampling_ratio_keepsThatPartOfTheTracesThatBeginHere() {
    Tracer fifth = tracer(0.2, true, true);
    int kept = 0;
    for (int i = 0; i < 20_000; i++) {
      try (Span span = fifth.span("work")) {
        kept += span.isRecorded() ? 1 : 0;
      }
    }

    assertThat(kept).isBetween(3_700, 4_300);
  }

  @Test
  void sampling_contextOfOurOwnWithAClearFlag_staysUnrecordedAndIsNotTheCallersDoing() {
    Tracer none = tracer(0, false, true);
    SpanContext own;
    try (Span span = none.span("work")) {
      own = span.context();
    }

    try (Scope scope = none.set(own);
        Span later = none.span("later")) {
      assertThat(later.isRecorded()).isFalse();
      assertThat(later.context().traceId()).isEqualTo(own.traceId());
    }
    assertThat(none.skippedForCallers()).isZero();
  }

  @Test
  void sampling_severalSkippedTraces_areSaidOnceAtInfo() {
    Logger logger = Logger.getLogger("io.glimpse.trace");
    List<LogRecord> said = new ArrayList<>();
    Handler listener = listener(said);
    logger.addHandler(listener);
    try {
      for (int i = 0; i < 3; i++) {
        serving(standard, IDS + "00", "").close();
      }
    } finally {
      logger.removeHandler(listener);
    }

    assertThat(standard.skippedForCallers()).isEqualTo(3);
    assertThat(said).hasSize(1);
    assertThat(said.get(0).getLevel()).isEqualTo(Level.INFO);
    assertThat(said.get(0).getMessage()).contains("honour_sampled");
  }

  @Test
  void extract_badHeaders_areNotLoggedAboveDebug() {
    Logger logger = Logger.getLogger("io.glimpse");
    List<LogRecord> said = new ArrayList<>();
    Handler listener = listener(said);
    logger.addHandler(listener);
    try {
      serving(standard, "garbage", "garbage").close();
      serving(standard, IDS + "01", "FOO=\r\n").close();
    } finally {
      logger.removeHandler(listener);
    }

    assertThat(said).isEmpty();
  }

  // ---- whom we trust

  @Test
  void start_untrustedCaller_beginsATraceOfItsOwn() {
    Tracer distrusting = tracer(1, true, false);

    try (Span span = serving(distrusting, IDS + "00", "foo=1")) {
      assertThat(span.isRecorded()).isTrue();
      assertThat(span.context().traceId().hex()).isNotEqualTo(TRACE);
      assertThat(sent(distrusting)).containsOnlyKeys("traceparent");
    }
    assertThat(distrusting.skippedForCallers()).isZero();
  }

  @Test
  void set_untrustedCaller_leavesWhatFollowsToItself() {
    Tracer distrusting = tracer(1, true, false);

    try (Scope scope = distrusting.set(caller(distrusting, IDS + "01", "").orElseThrow())) {
      assertThat(distrusting.active()).isEmpty();
      try (Span span = distrusting.span("work")) {
        assertThat(span.context().traceId().hex()).isNotEqualTo(TRACE);
      }
    }
  }

  // ---- B3 says things that traceparent cannot

  @Test
  void b3_denyWithoutIds_recordsNothingAndPassesTheWishOn() {
    Tracer b3 = tracer(1, true, true, Propagator.B3);

    Optional<SpanContext> caller = b3.extract(Map.of("b3", "0"), Getter.map());
    try (Span span = b3.start("request", SpanKind.SERVER, caller);
        Scope scope = span.activate()) {
      assertThat(span.isRecorded()).isFalse();
      assertThat(sent(b3).get("b3")).endsWith("-0");
    }

    assertThat(records).hasValue(0);
    assertThat(b3.skippedForCallers()).isEqualTo(1);
  }

  @Test
  void b3_denyWithoutIdsNotHonouredOrNotTrusted_isNoCaller() {
    Map<String, String> deny = Map.of("b3", "0");

    assertThat(tracer(1, false, true, Propagator.B3).extract(deny, Getter.map())).isEmpty();
    assertThat(tracer(1, true, false, Propagator.B3).extract(deny, Getter.map())).isEmpty();
  }

  @Test
  void b3_undecidedCaller_isDecidedByTheRatioOfTheTraceId() {
    Tracer half = tracer(0.5, true, true, Propagator.B3);

    assertThat(half.extract(Map.of("b3", HIGH_TRACE + "-" + PARENT), Getter.map()))
        .hasValueSatisfying(caller -> assertThat(caller.flags().sampled()).isTrue());
    assertThat(half.extract(Map.of("b3", LOW_TRACE + "-" + PARENT), Getter.map()))
        .hasValueSatisfying(caller -> assertThat(caller.flags().sampled()).isFalse());
  }

  // ---- ignored requests

  @Test
  void ignore_functionManualAndClientSpans_recordNothing() throws Exception {
    TracedFunction function =
        standard.function(
            FunctionName.of("com.acme.Cart", "add", null), List.of(), Set.of(), void.class);

    try (Scope ignored = standard.ignore(caller(standard, IDS + "01", ""))) {
      assertThat(standard.open(function, new @Nullable Object[0])).isNull();
      standard.span("manual").close();
      standard.trace("named", () -> "result");
      Span client = standard.start("GET", SpanKind.CLIENT, Optional.empty());
      try (Scope scope = client.activate()) {
        assertThat(standard.open(function, new @Nullable Object[0])).isNull();
      }
      client.fail(new IllegalStateException("refused"));
      client.end();
    }

    assertThat(records).hasValue(0);
    assertThat(standard.faults()).isZero();
    assertThat(standard.skippedForCallers()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"00", "01", "02", "03"})
  void ignore_callersHeaders_arePassedOnUnchangedFromAnyDepth(String flags) {
    Map<String, String> received = Map.of("traceparent", IDS + flags, "tracestate", "foo=1,bar=2");

    try (Scope ignored = standard.ignore(caller(standard, received))) {
      assertThat(sent(standard)).isEqualTo(received);
      try (Span manual = standard.span("manual");
          Span inner = standard.span("inner")) {
        assertThat(sent(standard)).isEqualTo(received);
      }
    }
  }

  @Test
  void ignore_noCaller_sendsNothingFromAnyDepth() {
    try (Scope ignored = standard.ignore(Optional.empty())) {
      assertThat(sent(standard)).isEmpty();
      assertThat(standard.active()).isEmpty();
      try (Span manual = standard.span("manual")) {
        assertThat(sent(standard)).isEmpty();
      }
    }
  }

  @Test
  void ignore_untrustedCaller_sendsNothing() {
    Tracer distrusting = tracer(1, true, false);

    try (Scope ignored = distrusting.ignore(caller(distrusting, IDS + "01", ""))) {
      assertThat(sent(distrusting)).isEmpty();
    }
  }

  @Test
  void ignore_anotherThread_recordsNothingWhereTheActiveSpanIsCarriedTo() throws Exception {
    try (Scope ignored = standard.ignore(Optional.empty());
        Span carried = standard.span("carried")) {
      Thread other =
          new Thread(
              () -> {
                try (Scope scope = carried.activate();
                    Span work = standard.span("work")) {
                  work.attribute("rows", 3);
                }
              });
      other.start();
      other.join();
    }

    assertThat(records).hasValue(0);
  }

  @Test
  void ignore_scopeClosed_recordsAgain() {
    standard.ignore(Optional.empty()).close();

    assertThat(standard.active()).isEmpty();
    standard.span("work").close();
    assertThat(records).hasValue(1);
  }

  // ---- the pieces

  /** The root span of a request with these headers, active. */
  private static Span serving(Tracer tracer, String traceParent, String traceState) {
    return tracer
        .start("request", SpanKind.SERVER, caller(tracer, traceParent, traceState))
        .entered();
  }

  private static Optional<SpanContext> caller(
      Tracer tracer, String traceParent, String traceState) {
    return caller(tracer, Map.of("traceparent", traceParent, "tracestate", traceState));
  }

  private static Optional<SpanContext> caller(Tracer tracer, Map<String, String> headers) {
    return tracer.extract(headers, Getter.map());
  }

  private static Map<String, String> sent(Tracer tracer) {
    Map<String, String> headers = new LinkedHashMap<>();
    tracer.inject(headers, Setter.map());
    return headers;
  }

  private static String header(SpanContext span, String flags) {
    return "00-" + span.traceId().hex() + "-" + span.spanId().hex() + "-" + flags;
  }

  private static Handler listener(List<LogRecord> said) {
    return new Handler() {
      @Override
      public void publish(LogRecord line) {
        said.add(line);
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
