package io.glimpse.pipeline;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what was lost at one place, by reason, and says so: at once when the first record is lost,
 * then at most every ten seconds, and in full at the end.
 */
final class LossCount {
  private static final Logger LOG = System.getLogger("io.glimpse.pipeline");
  private static final long PAUSE = Duration.ofSeconds(10).toNanos();

  private final String place;
  private final Map<Loss, LongAdder> counts = new EnumMap<>(Loss.class);
  private final Map<Loss, Long> reported = new EnumMap<>(Loss.class);
  private long lastReport = System.nanoTime() - PAUSE;

  LossCount(String place) {
    this.place = place;
    Arrays.stream(Loss.values()).forEach(loss -> counts.put(loss, new LongAdder()));
  }

  /** Any thread. */
  void add(Loss loss, long records) {
    adder(loss).add(records);
  }

  private LongAdder adder(Loss loss) {
    LongAdder adder = counts.get(loss);
    if (adder == null) {
      throw new AssertionError(loss);
    }
    return adder;
  }

  /** The reasons that have a count, with it. */
  Map<Loss, Long> byReason() {
    Map<Loss, Long> sums = new EnumMap<>(Loss.class);
    counts.forEach(
        (loss, adder) -> {
          if (adder.sum() > 0) {
            sums.put(loss, adder.sum());
          }
        });
    return sums;
  }

  /** Says what is new since the last report, but not more often than every ten seconds. */
  void reportNew(long nanoTime) {
    if (nanoTime - lastReport >= PAUSE && reportUnsaid()) {
      lastReport = nanoTime;
    }
  }

  /** Says what has not been said yet. */
  synchronized boolean reportUnsaid() {
    boolean said = false;
    for (Map.Entry<Loss, Long> entry : byReason().entrySet()) {
      Loss loss = entry.getKey();
      long before = reported.getOrDefault(loss, 0L);
      long now = entry.getValue();
      if (now > before) {
        reported.put(loss, now);
        LOG.log(
            Level.WARNING,
            "Glimpse lost {0} records at {1}: {2} ({3} in all). {4}",
            Long.toString(now - before),
            place,
            loss.reason(),
            Long.toString(now),
            loss.remedy());
        said = true;
      }
    }
    return said;
  }
}
