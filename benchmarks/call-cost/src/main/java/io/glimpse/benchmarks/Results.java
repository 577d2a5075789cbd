package io.glimpse.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everything that has been measured so far. */
final class Results {
  private final List<Sample> samples = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();

  void add(Sample sample) {
    samples.add(sample);
  }

  /** A measurement that did not come to its end. */
  void addBroken(String what) {
    broken.add(what);
  }

  List<Sample> samples() {
    return List.copyOf(samples);
  }

  List<String> broken() {
    return List.copyOf(broken);
  }

  Optional<Figure> figure(Case measured, Variant variant) {
    List<Sample> same =
        samples.stream()
            .filter(s -> s.measured().equals(measured) && s.variant() == variant)
            .toList();
    return same.isEmpty() ? Optional.empty() : Optional.of(new Figure(measured, variant, same));
  }

  /** A figure that may be calculated with. */
  Optional<Figure> sound(Case measured, Variant variant) {
    return figure(measured, variant).filter(figure -> figure.failure().isEmpty());
  }

  /** The difference to another variant round by round, which were neighbours in time. */
  Optional<Double> addedInPairs(Case measured, Variant variant, Variant base) {
    List<Double> differences = new ArrayList<>();
    for (Sample sample : samples) {
      if (sample.measured().equals(measured) && sample.variant() == variant) {
        samples.stream()
            .filter(other -> other.measured().equals(measured))
            .filter(other -> other.variant() == base && other.round() == sample.round())
            .findFirst()
            .ifPresent(other -> differences.add(sample.nanos() - other.nanos()));
      }
    }
    return differences.isEmpty()
        ? Optional.empty()
        : Optional.of(Figure.median(differences.stream().mapToDouble(d -> d).toArray()));
  }
}
