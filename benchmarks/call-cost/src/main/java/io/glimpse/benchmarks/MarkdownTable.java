package io.glimpse.benchmarks;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The results as a reader wants them, ready to be pasted into docs/performance.md. */
final class MarkdownTable {
  private static final String NOTHING = "";

  private final Results results;
  private final StringBuilder out = new StringBuilder();

  private MarkdownTable(Results results) {
    this.results = results;
  }

  static String of(
      Results results,
      Machine machine,
      String command,
      String pace,
      Map<Variant, String> libraries) {
    MarkdownTable table = new MarkdownTable(results);
    table.head(machine, command, pace);
    table.figures();
    table.goals();
    table.variants(libraries);
    return table.out.toString();
  }

  private void head(Machine machine, String command, String pace) {
    Set<String> jvms = new TreeSet<>();
    results.samples().forEach(sample -> jvms.add(sample.jvm()));
    line("`%s` on %s, %s. %s".formatted(command, machine, String.join(", ", jvms), pace));
    line(NOTHING);
  }

  private void figures() {
    line(
        "| row | case | variant | ns/call (min..max) | CPU | B/call | / empty | / otel-sdk | /"
            + " smallrye | / otel-agent | / first case | kept | spans/s at the collector | root,"
            + " depth, budget |");
    line("|---|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|");
    for (Row row : Row.values()) {
      for (Case measured : row.cases()) {
        for (Variant variant : Variant.values()) {
          results.figure(measured, variant).ifPresent(this::figure);
        }
      }
    }
    results
        .broken()
        .forEach(what -> line("| %s | failed: no result | | | | | | | | | | |".formatted(what)));
    line(NOTHING);
  }

  private void figure(Figure figure) {
    Case measured = figure.measured();
    String start =
        "| %s | %s | %s "
            .formatted(measured.row().label(), measured.name(), figure.variant().label());
    String kept =
        figure.kept().isPresent()
            ? "%.3f %%".formatted(figure.kept().getAsDouble() * 100)
            : NOTHING;
    Optional<String> failure = figure.failure();
    if (failure.isPresent()) {
      line(
          "%s| failed: %s | | | | | | | | %s | %s | %s |"
              .formatted(start, failure.get(), kept, arrived(figure), measured.terms()));
      return;
    }
    line(
        "%s| %.1f (%.1f..%.1f) | %.1f | %.1f | %s | %s | %s | %s | %s | %s | %s | %s |"
            .formatted(
                start,
                figure.nanos(),
                figure.least(),
                figure.most(),
                figure.cpuNanos(),
                figure.bytes(),
                ratio(figure, results.sound(measured, Variant.EMPTY)),
                ratio(figure, results.sound(measured, Variant.OTEL_SDK)),
                ratio(figure, results.sound(measured, Variant.SMALLRYE)),
                ratio(figure, results.sound(measured, Variant.OTEL_AGENT)),
                ratio(figure, results.sound(measured.row().cases().get(0), figure.variant())),
                kept,
                arrived(figure),
                measured.terms()));
  }

  private static String arrived(Figure figure) {
    return figure
        .arrivedPerSecond()
        .map(a -> "%,.0f (%,.0f..%,.0f)".formatted(a.median(), a.least(), a.most()))
        .orElse(NOTHING);
  }

  private static String ratio(Figure figure, Optional<Figure> other) {
    return other
        .filter(peer -> !peer.equals(figure))
        .map(peer -> "%.2f".formatted(figure.nanos() / peer.nanos()))
        .orElse(NOTHING);
  }

  private void goals() {
    line("| goal | must | aim | measured | reached |");
    line("|---|---:|---:|---:|---|");
    for (Goal goal : Goal.all()) {
      Optional<Double> actual = goal.actual().apply(results);
      actual.ifPresent(
          value ->
              line(
                  "| %s | %s | %s | %.2f | %s |"
                      .formatted(
                          goal.name(), goal.must(), goal.aim(), value, goal.verdict(value))));
    }
    line(NOTHING);
  }

  private void variants(Map<Variant, String> libraries) {
    libraries.forEach(
        (variant, names) ->
            line("- `%s`: %s (%s)".formatted(variant.label(), variant.description(), names)));
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
