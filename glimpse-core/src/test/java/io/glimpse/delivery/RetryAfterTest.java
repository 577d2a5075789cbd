package io.glimpse.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @Test
  void seconds_areThatLong() {
    assertThat(RetryAfter.of("120", NOW)).isEqualTo(Duration.ofMinutes(2));
    assertThat(RetryAfter.of(" 0 ", NOW)).isEqualTo(Duration.ZERO);
  }

  @Test
  void date_isThatFarAway() {
    assertThat(RetryAfter.of("Fri, 02 Jan 2026 03:06:05 GMT", NOW))
        .isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void dateThatHasPassed_isNow() {
    assertThat(RetryAfter.of("Fri, 02 Jan 2026 03:00:00 GMT", NOW)).isEqualTo(Duration.ZERO);
  }

  @ParameterizedTest
  @ValueSource(strings = {"86400", "99999999999999999999999", "Sat, 02 Jan 2027 03:04:05 GMT"})
  void moreThanAnHour_isAnHour(String text) {
    assertThat(RetryAfter.of(text, NOW)).isEqualTo(Duration.ofHours(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-5", "1.5", "2026-01-02T03:06:05Z"})
  void anythingElse_isNothing(String text) {
    assertThat(RetryAfter.of(text, NOW)).isNull();
  }
}
