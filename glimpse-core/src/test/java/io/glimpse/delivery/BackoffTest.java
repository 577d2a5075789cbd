package io.glimpse.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class BackoffTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final AtomicReference<Double> dice = new AtomicReference<>(1.0);
  private final Backoff backoff = new Backoff(SECOND, Duration.ofMinutes(1), dice::get);

  private Duration failed() {
    return Duration.ofNanos(backoff.failed(null));
  }

  @Test
  void failures_doubleTheLongestPauseUpToItsBound() {
    List<Long> pauses = Stream.generate(this::failed).limit(9).map(Duration::toSeconds).toList();

    assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
  }

  @Test
  void pause_isAnyTimeUpToThat() {
    dice.set(0.25);
    assertThat(failed()).isEqualTo(Duration.ofMillis(250));
    dice.set(0.0);
    assertThat(failed()).isEqualTo(Duration.ZERO);
  }

  @Test
  void success_beginsAnew() {
    failed();
    failed();
    assertThat(backoff.isFailing()).isTrue();

    backoff.succeeded();

    assertThat(backoff.isFailing()).isFalse();
    assertThat(failed()).isEqualTo(SECOND);
  }

  @Test
  void whatTheServerAsksFor_isWaitedExactly() {
    assertThat(backoff.failed(Duration.ofSeconds(90))).isEqualTo(90_000_000_000L);
  }

  @Test
  void serverThatSaysNow_isNotAskedAllTheTime() {
    assertThat(backoff.failed(Duration.ZERO)).isEqualTo(1_000_000_000L);
  }
}
