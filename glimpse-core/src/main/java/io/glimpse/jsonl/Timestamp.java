package io.glimpse.jsonl;

import io.glimpse.buffer.ByteBuilder;
import java.time.LocalDate;

/**
 * Writes times as ISO-8601 in UTC with six decimals. Consecutive records mostly fall into the same
 * second, so the text up to the second is kept, and into the same day even where calls take long.
 */
final class Timestamp {
  private static final long SECOND = 1_000_000_000L;
  private static final int DAY = 86_400;

  private long knownSecond = Long.MIN_VALUE;
  private long knownDay = Long.MIN_VALUE;
  private final ByteBuilder text = new ByteBuilder(32);
  private int dateLength;

  void write(ByteBuilder out, long epochNanos) {
    long second = Math.floorDiv(epochNanos, SECOND);
    if (second != knownSecond) {
      know(second);
    }
    out.raw(text.array(), 0, text.size()).padded((epochNanos - second * SECOND) / 1000, 6).raw('Z');
  }

  private void know(long second) {
    long day = Math.floorDiv(second, (long) DAY);
    if (day != knownDay) {
      text.truncate(0);
      dateLength = text.ascii(LocalDate.ofEpochDay(day).toString()).raw('T').size();
      knownDay = day;
    }
    int ofDay = (int) (second - day * DAY);
    text.truncate(dateLength);
    text.padded(ofDay / 3600, 2).raw(':').padded(ofDay / 60 % 60, 2).raw(':');
    text.padded(ofDay % 60, 2).raw('.');
    knownSecond = second;
  }
}
