package io.glimpse.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.record.LogEntry;
import io.glimpse.record.SpanRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One reading of the wall clock a local root, two of the other a call. */
final class TimesTest {
  @RegisterExtension final SpanLog log = new SpanLog();

  private final Tracer tracer = log.tracer();
  private final TracedFunction function = SpanLog.function(tracer, "open");

  @Test
  void wallClock_isReadOncePerLocalRoot() {
    try (Span request = tracer.span("request")) {
      for (int i = 0; i < 10; i++) {
        open().returned(null);
        tracer.span("manual").event("event").close();
      }
    }
    assertThat(log.clock.wallReadings()).isEqualTo(1);

    tracer.span("next").close();

    assertThat(log.clock.wallReadings()).isEqualTo(2);
    log.ignoreRecords();
  }

  @Test
  void monotonicClock_isReadTwiceACall() {
    try (Span request = tracer.span("request")) {
      int before = log.clock.tickReadings();
      open().returned(null);
      assertThat(log.clock.tickReadings() - before).isEqualTo(2);

      before = log.clock.tickReadings();
      open().failed(new IllegalStateException());
      assertThat(log.clock.tickReadings() - before).isEqualTo(2);
    }
    log.ignoreRecords();
  }

  @Test
  void cutCall_readsNoClock() {
    tracer.stop();
    assertThat(tracer.open(function, new Object[0])).isNull();

    assertThat(log.clock.tickReadings() + log.clock.wallReadings()).isZero();
  }

  @Test
  void wallClockSetBack_duringATrace_bendsNoSpan() {
    try (Span request = tracer.span("request")) {
      log.clock.pass(Duration.ofSeconds(1));
      log.clock.setBack(Duration.ofHours(1));
      OpenCall call = open();
      log.clock.pass(Duration.ofSeconds(2));
      call.returned(null);
    }

    SpanRecord call = log.take("Shop.open");
    SpanRecord request = log.take("request");
    Instant begin = TurnedClock.BEGIN;
    assertThat(request.start()).isEqualTo(begin);
    assertThat(call.start()).isEqualTo(begin.plusSeconds(1));
    assertThat(call.end()).isEqualTo(begin.plusSeconds(3));
    assertThat(call.durationNanos()).isEqualTo(2_000_000_000L);
    assertThat(request.end()).isEqualTo(begin.plusSeconds(3));
    assertThat(log.takeEntries())
        .extracting(LogEntry::timestamp)
        .containsExactly(begin.plusSeconds(1), begin.plusSeconds(3));
  }

  @Test
  void event_hasTheTimeAtWhichItWasNoted() {
    try (Span span = tracer.span("request")) {
      log.clock.pass(Duration.ofMillis(5));
      span.event("half way");
      log.clock.pass(Duration.ofMillis(5));
    }

    List<SpanRecord.Event> events = log.takeOnly().events();
    assertThat(events).hasSize(1);
    assertThat(events.get(0).timestamp()).isEqualTo(TurnedClock.BEGIN.plusMillis(5));
  }

  private OpenCall open() {
    return Objects.requireNonNull(tracer.open(function, new Object[0]));
  }
}
