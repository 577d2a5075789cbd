package io.glimpse.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** What the rounds of one case and variant say together. */
record Figure(Case measured, Variant variant, List<Sample> samples) {
  double nanos() {
    return median(samples.stream().mapToDouble(Sample::nanos).toArray());
  }

  double least() {
    return samples.stream().mapToDouble(Sample::nanos).min().orElse(Double.NaN);
  }

  double most() {
    return samples.stream().mapToDouble(Sample::nanos).max().orElse(Double.NaN);
  }

  double bytes() {
    return of(sample -> sample.evidence().bytesPerCall());
  }

  double cpuNanos() {
    return of(sample -> sample.evidence().cpuNanosPerCall());
  }

  private double of(ToDoubleFunction<Sample> what) {
    return median(samples.stream().mapToDouble(what).toArray());
  }

  /** The worst of the rounds. */
  OptionalDouble kept() {
    return samples.stream().flatMap(s -> s.kept().stream()).mapToDouble(k -> k).min();
  }

  /** How many records arrived in a second; empty where they do not cross the network. */
  Optional<Spread> arrivedPerSecond() {
    double[] rounds =
        samples.stream().flatMap(s -> s.arrivedPerSecond().stream()).mapToDouble(a -> a).toArray();
    Arrays.sort(rounds);
    return rounds.length == 0
        ? Optional.empty()
        : Optional.of(new Spread(median(rounds), rounds[0], rounds[rounds.length - 1]));
  }

  /** What the rounds say of something. */
  record Spread(double median, double least, double most) {}

  /** One failed round spoils it. */
  Optional<String> failure() {
    return samples.stream().flatMap(sample -> sample.failure().stream()).findFirst();
  }

  static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
