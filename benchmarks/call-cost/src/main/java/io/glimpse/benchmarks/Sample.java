package io.glimpse.benchmarks;

import java.util.List;
import java.util.Optional;

/**
 * What one JVM has measured.
 *
 * @param nanos the mean time of a call
 * @param iterations the same by iteration
 * @param evidence what was called, allocated and recorded
 * @param jvm what it ran on
 */
record Sample(
    Case measured,
    Variant variant,
    int round,
    double nanos,
    List<Double> iterations,
    Evidence evidence,
    String jvm) {
  private static final double KEPT = 0.999;

  /** The part of the records that arrived, where they are counted. */
  Optional<Double> kept() {
    return Optional.ofNullable(evidence.tally())
        .map(tally -> (double) tally.received() / expected(tally));
  }

  private long expected(Tally tally) {
    long recorded = variant == Variant.STOPPED ? 0 : evidence.calls() - tally.cut();
    return recorded * measured.records() + evidence.roots();
  }

  /** How many records arrived in a second, until the last one had; where they cross the network. */
  Optional<Double> arrivedPerSecond() {
    return Optional.ofNullable(evidence.tally())
        .filter(tally -> measured.farEnd().isCollector())
        .map(tally -> tally.received() * 1e9 / evidence.wallNanos());
  }

  /** Why it is no figure; empty where it is one. */
  Optional<String> failure() {
    return Optional.ofNullable(evidence.tally())
        .flatMap(tally -> variant.isGlimpse() ? failure(tally) : failureOfPeer(tally));
  }

  /** A peer may lose what it likes, and does not count it. */
  private Optional<String> failureOfPeer(Tally tally) {
    long expected = expected(tally);
    return tally.received() > 0 && tally.received() <= expected
        ? Optional.empty()
        : Optional.of("%,d of %,d spans arrived".formatted(tally.received(), expected));
  }

  private Optional<String> failure(Tally tally) {
    long calls = evidence.calls();
    if (!measured.allCut() && tally.cut() != 0) {
      return Optional.of("%,d of %,d calls were cut".formatted(tally.cut(), calls));
    }
    if (measured.allCut() && tally.cut() < calls * KEPT) {
      return Optional.of("only %,d of %,d calls were cut".formatted(tally.cut(), calls));
    }
    long missing = expected(tally) - tally.received() - tally.lost();
    // The queue loses log entries too, of which none is expected where only spans arrive.
    boolean lostMore = measured.farEnd().isCollector() && tally.received() <= expected(tally);
    if (missing > 0 || (missing < 0 && !lostMore)) {
      return Optional.of("%,d records are neither written nor counted".formatted(missing));
    }
    if (measured.keepsAll() && tally.lost() != 0) {
      return Optional.of("%,d records were lost".formatted(tally.lost()));
    }
    return kept()
        .filter(part -> part < KEPT)
        .map(part -> "kept %.2f %% of the records".formatted(part * 100));
  }
}
