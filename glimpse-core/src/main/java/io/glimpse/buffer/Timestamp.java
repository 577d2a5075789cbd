package io.glimpse.buffer;

import java.time.LocalDate;

/**
 * Writes times as ISO-8601 in UTC with six decimals, 27 characters. Consecutive records mostly fall
 * into the same second, so the text up to the second is kept, and into the same day even where
 * calls take long.
 *
 * <pre>{@code
 * new Timestamp().write(line, 1_767_323_045_000_006_000L); // 2026-01-02T03:04:05.000006Z
 * }</pre>
 *
 * <p>Not for use by two threads at a time. No argument may be null.
 *
 * @since 0.1
 */
public final class Timestamp {
  private static final long SECOND = 1_000_000_000L;
  private static final int DAY = 86_400;

  private long knownSecond = Long.MIN_VALUE;
  private long knownDay = Long.MIN_VALUE;
  private final ByteBuilder text = new ByteBuilder(32);
  private int dateLength;

  /** One that knows no time yet. */
  public Timestamp() {}

  /** Appends the time that is so many nanoseconds after 1970 began, cut to microseconds. */
  public void write(ByteBuilder out, long epochNanos) {
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
