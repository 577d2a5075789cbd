package io.glimpse.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IdsTest {
  @Test
  void traceId_hex_isWhatItWasParsedFrom() {
    String hex = "4bf92f3577b34da6a3ce929d0e0e4736";

    TraceId id = TraceId.parse(hex).orElseThrow();

    assertThat(id).isEqualTo(new TraceId(0x4bf92f3577b34da6L, 0xa3ce929d0e0e4736L));
    assertThat(id.hex()).isEqualTo(hex);
    assertThat(id).hasToString(hex);
  }

  @Test
  void ids_ofAnyBits_surviveTheirHex() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 1000; i++) {
      TraceId trace = new TraceId(random.nextLong(), random.nextLong());
      SpanId span = new SpanId(random.nextLong());
      assertThat(TraceId.parse(trace.hex())).contains(trace);
      assertThat(SpanId.parse(span.hex())).contains(span);
      assertThat(span.hex()).isEqualTo(String.format("%016x", span.value()));
    }
  }

  @Test
  void traceId_withOneZeroHalf_isAnId() {
    assertThat(TraceId.parse("00000000000000000000000000000001")).contains(new TraceId(0, 1));
    assertThat(TraceId.parse("00000000000000010000000000000000")).contains(new TraceId(1, 0));
  }

  @Test
  void ids_ofAllZeros_areNone() {
    assertThat(TraceId.parse("0".repeat(32))).isEmpty();
    assertThat(SpanId.parse("0".repeat(16))).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> new TraceId(0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new SpanId(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "4bf92f3577b34da6",
        "4bf92f3577b34da6a3ce929d0e0e473",
        "4bf92f3577b34da6a3ce929d0e0e47366",
        "4BF92F3577B34DA6A3CE929D0E0E4736",
        "4bf92f3577b34da6a3ce929d0e0e473g",
        "4bf92f3577b34da6 3ce929d0e0e4736",
        "-bf92f3577b34da6a3ce929d0e0e4736",
        "+bf92f3577b34da6a3ce929d0e0e4736",
        "\uff14bf92f3577b34da6a3ce929d0e0e4736",
        "\u0664bf92f3577b34da6a3ce929d0e0e4736"
      })
  void traceId_otherText_isNone(String text) {
    assertThat(TraceId.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00f067aa0ba902b",
        "00f067aa0ba902b77",
        "00F067aa0ba902b7",
        "00f067aa0ba902b:"
      })
  void spanId_otherText_isNone(String text) {
    assertThat(SpanId.parse(text)).isEmpty();
  }

  @Test
  void flags_keepTwoBits_andWriteTwoDigits() {
    assertThat(new TraceFlags(0xff)).isEqualTo(new TraceFlags(3)).hasToString("03");
    assertThat(new TraceFlags(-1)).hasToString("03");
    assertThat(new TraceFlags(0x04)).hasToString("00");
    assertThat(new TraceFlags(1).sampled()).isTrue();
    assertThat(new TraceFlags(1).random()).isFalse();
    assertThat(new TraceFlags(2).sampled()).isFalse();
    assertThat(new TraceFlags(2).random()).isTrue();
  }

  @Test
  void nextSpanId_sourceSaysZero_asksAgain() {
    Iterator<Long> script = List.of(0L, 0L, 5L).iterator();
    IdSource source = script::next;

    assertThat(source.nextSpanId()).isEqualTo(5);
  }

  @Test
  void randomIds_differ() {
    IdSource source = IdSource.random();

    assertThat(java.util.stream.LongStream.generate(source::next).limit(10_000).distinct())
        .hasSize(10_000);
  }

  @Test
  void systemClock_tellsTheTimeOfTheMachine() {
    long nanos = Clock.system().epochNanos();

    Instant told = Instant.ofEpochSecond(0, nanos);
    assertThat(Duration.between(told, Instant.now()).abs()).isLessThan(Duration.ofMinutes(1));
    long before = Clock.system().monotonicNanos();
    assertThat(Clock.system().monotonicNanos()).isGreaterThanOrEqualTo(before);
  }
}
