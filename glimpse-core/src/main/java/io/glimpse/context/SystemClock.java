package io.glimpse.context;

import java.time.Instant;

/** The machine's own clocks: {@link Instant#now()} and {@link System#nanoTime()}. */
enum SystemClock implements Clock {
  INSTANCE;

  @Override
  public long epochNanos() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  @Override
  public long monotonicNanos() {
    return System.nanoTime();
  }
}
