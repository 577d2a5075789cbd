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
        .map(tally -> (double) tally.received() / (tally.received() + tally.lost()));
  }

  /** Why it is no figure; empty where it is one. */
  Optional<String> failure() {
    return Optional.ofNullable(evidence.tally()).flatMap(this::failure);
  }

  private Optional<String> failure(Tally tally) {
    long calls = evidence.calls();
    if (!measured.allCut() && tally.cut() != 0) {
      return Optional.of("%,d of %,d calls were cut".formatted(tally.cut(), calls));
    }
    if (measured.allCut() && tally.cut() < calls * KEPT) {
      return Optional.of("only %,d of %,d calls were cut".formatted(tally.cut(), calls));
    }
    long recorded = variant == Variant.STOPPED ? 0 : calls - tally.cut();
    long expected = recorded * measured.load().records() + evidence.roots();
    long missing = expected - tally.received() - tally.lost();
    if (missing != 0) {
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
