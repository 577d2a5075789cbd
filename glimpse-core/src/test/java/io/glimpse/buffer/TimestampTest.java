package io.glimpse.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TimestampTest {
  private final Timestamp timestamp = new Timestamp();

  @ParameterizedTest
  @CsvSource({
    "0, 1970-01-01T00:00:00.000000Z",
    "999, 1970-01-01T00:00:00.000000Z",
    "1000, 1970-01-01T00:00:00.000001Z",
    "999999999, 1970-01-01T00:00:00.999999Z",
    "1000000000, 1970-01-01T00:00:01.000000Z",
    "-1, 1969-12-31T23:59:59.999999Z",
    "-1000000000, 1969-12-31T23:59:59.000000Z",
    "-1000000001, 1969-12-31T23:59:58.999999Z",
    "1767323045000006000, 2026-01-02T03:04:05.000006Z",
    "4102444800000000000, 2100-01-01T00:00:00.000000Z",
    "9223372036854775807, 2262-04-11T23:47:16.854775Z",
    "-9223372036854775808, 1677-09-21T00:12:43.145224Z",
  })
  void write_nanos_isIsoWithSixDecimals(long nanos, String text) {
    assertThat(written(nanos)).isEqualTo(text);
  }

  @Test
  void write_timesInAnyOrder_isNeverMisledByTheSecondBefore() {
    DateTimeFormatter form =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    SplittableRandom random = new SplittableRandom(3);
    long nanos = 0;
    for (int i = 0; i < 20_000; i++) {
      nanos =
          random.nextInt(3) == 0
              ? random.nextLong(-4_000_000_000_000_000_000L, 4_000_000_000_000_000_000L)
              : nanos + random.nextLong(-1_000_000_000, 1_000_000_000);
      Instant instant =
          Instant.ofEpochSecond(
              Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
      assertThat(written(nanos)).isEqualTo(form.format(instant));
    }
  }

  private String written(long nanos) {
    ByteBuilder out = new ByteBuilder(8);
    timestamp.write(out, nanos);
    return out.toString();
  }
}
