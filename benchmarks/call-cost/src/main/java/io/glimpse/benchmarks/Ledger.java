package io.glimpse.benchmarks;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.IterationType;

/**
 * Adds up what the calling threads of a JVM have done since the warm-up, and leaves it as {@link
 * Evidence} when the last of them is done.
 */
final class Ledger {
  private final Supplier<Optional<Tally>> tally;
  private int callersAtWork;
  private boolean measuring;
  private @Nullable Tally before;
  private long calls;
  private long roots;
  private long bytes;
  private long cpuNanos;
  private long begun;

  /** A ledger of the records that {@code tally} counts. */
  Ledger(Supplier<Optional<Tally>> tally) {
    this.tally = tally;
  }

  /** What comes from the first measured iteration on counts. */
  synchronized void iteration(IterationType type) {
    if (!measuring && type == IterationType.MEASUREMENT) {
      measuring = true;
      before = tally.get().orElse(null);
      begun = System.nanoTime();
    }
  }

  synchronized void callerBegins() {
    callersAtWork++;
  }

  synchronized void callerEnds(long calls, long roots, Meter meter) {
    if (measuring) {
      this.calls += calls;
      this.roots += roots;
      this.bytes += meter.bytes();
      this.cpuNanos += meter.cpuNanos();
    }
    callersAtWork--;
    notifyAll();
  }

  /** Waits for those that are still at work. */
  synchronized void save() throws InterruptedException {
    while (callersAtWork > 0) {
      wait();
    }
    Tally start = before;
    Tally since = start == null ? null : tally.get().map(end -> end.since(start)).orElse(null);
    long wallNanos = System.nanoTime() - begun;
    new Evidence(calls, roots, bytes, cpuNanos, wallNanos, since).save();
  }
}
