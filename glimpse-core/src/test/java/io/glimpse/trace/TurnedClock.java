package io.glimpse.trace;

import io.glimpse.context.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that a test turns. It begins at 2026-01-02T03:04:05.000006Z and counts who asks. */
public final class TurnedClock implements Clock {
  public static final Instant BEGIN = Instant.parse("2026-01-02T03:04:05.000006Z");

  private final AtomicLong wall =
      new AtomicLong(BEGIN.getEpochSecond() * 1_000_000_000L + BEGIN.getNano());
  private final AtomicLong ticks = new AtomicLong(-77);
  private final AtomicInteger wallReadings = new AtomicInteger();
  private final AtomicInteger tickReadings = new AtomicInteger();
  private volatile boolean broken;

  @Override
  public long epochNanos() {
    wallReadings.incrementAndGet();
    return asked(wall);
  }

  @Override
  public long monotonicNanos() {
    tickReadings.incrementAndGet();
    return asked(ticks);
  }

  private long asked(AtomicLong hand) {
    if (broken) {
      throw new IllegalStateException("the clock has stopped");
    }
    return hand.get();
  }

  /** Time goes by, on both clocks. */
  public void pass(Duration time) {
    wall.addAndGet(time.toNanos());
    ticks.addAndGet(time.toNanos());
  }

  /** Somebody sets the wall clock; the time itself does not care. */
  public void setBack(Duration time) {
    wall.addAndGet(-time.toNanos());
  }

  public void breakDown() {
    broken = true;
  }

  public void repair() {
    broken = false;
  }

  public int wallReadings() {
    return wallReadings.get();
  }

  public int tickReadings() {
    return tickReadings.get();
  }
}
