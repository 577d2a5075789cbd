package io.glimpse.delivery;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before the next attempt: any time up to a bound that doubles with each failure,
 * so that many who lost the same server do not all come back at one moment ("full jitter").
 */
final class Backoff {
  private final long first;
  private final long longest;
  private final DoubleSupplier dice;
  private int failures;

  /** {@code dice} gives numbers from 0 up to 1. */
  Backoff(Duration first, Duration longest, DoubleSupplier dice) {
    this.first = first.toNanos();
    this.longest = longest.toNanos();
    this.dice = dice;
  }

  /** Counts a failure; how many nanoseconds to wait after it. */
  long failed(@Nullable Duration asked) {
    int doublings = Math.min(failures, 30);
    failures++;
    if (asked != null) {
      // Never less than the first step: a server that always says "now" would be asked all the
      // time.
      return Math.max(asked.toNanos(), Math.min(first, longest));
    }
    double bound = Math.min((double) first * (1L << doublings), (double) longest);
    return (long) (bound * dice.getAsDouble());
  }

  /** The server is there. */
  void succeeded() {
    failures = 0;
  }

  /** Whether the last attempt failed. */
  boolean isFailing() {
    return failures > 0;
  }
}
