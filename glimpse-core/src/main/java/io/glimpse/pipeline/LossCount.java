package io.glimpse.pipeline;

import io.glimpse.record.Loss;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what was lost at one place, by reason, and says so: each reason at once when it first
 * costs a record, then at most every ten seconds what came since, and the rest at the end.
 */
final class LossCount {
  static final Duration PAUSE = Duration.ofSeconds(10);

  private static final Logger LOG = System.getLogger("io.glimpse.pipeline");

  private final String place;
  private final Map<Loss, Tally> tallies = new EnumMap<>(Loss.class);

  /** What one reason has cost, and how much of that has been said. */
  private static final class Tally {
    final LongAdder count = new LongAdder();
    long said;
    long saidAt;
  }

  LossCount(String place) {
    this.place = place;
    for (Loss loss : Loss.values()) {
      tallies.put(loss, new Tally());
    }
  }

  /** Any thread. */
  void add(Loss loss, long records) {
    Tally tally = tallies.get(loss);
    if (tally == null) {
      throw new AssertionError(loss);
    }
    tally.count.add(records);
  }

  /** The reasons that have a count, with it. */
  Map<Loss, Long> byReason() {
    Map<Loss, Long> sums = new EnumMap<>(Loss.class);
    tallies.forEach(
        (loss, tally) -> {
          long sum = tally.count.sum();
          if (sum > 0) {
            sums.put(loss, sum);
          }
        });
    return sums;
  }

  /**
   * Says what is new, but of no reason more often than every ten seconds.
   *
   * @return in how many nanoseconds there will be more to say; {@link Long#MAX_VALUE} for not at
   *     all, as far as is known
   */
  synchronized long reportNew(long nanoTime) {
    long next = Long.MAX_VALUE;
    for (Map.Entry<Loss, Tally> each : tallies.entrySet()) {
      Tally tally = each.getValue();
      long now = tally.count.sum();
      if (now > tally.said) {
        long left = tally.said == 0 ? 0 : PAUSE.toNanos() - (nanoTime - tally.saidAt);
        if (left <= 0) {
          say(each.getKey(), tally, now);
          tally.saidAt = nanoTime;
        } else {
          next = Math.min(next, left);
        }
      }
    }
    return next;
  }

  /** Says what has not been said yet. */
  synchronized void reportUnsaid() {
    tallies.forEach(
        (loss, tally) -> {
          long now = tally.count.sum();
          if (now > tally.said) {
            say(loss, tally, now);
          }
        });
  }

  private void say(Loss loss, Tally tally, long now) {
    long more = now - tally.said;
    tally.said = now;
    try {
      LOG.log(
          Level.WARNING,
          "Glimpse lost {0} records at {1}: {2} ({3} in all). {4}",
          Long.toString(more),
          place,
          loss.reason(),
          Long.toString(now),
          loss.remedy());
    } catch (RuntimeException handlerOfTheApplications) {
      // It has to do with the log, and the thread that calls has records to carry.
    }
  }
}
