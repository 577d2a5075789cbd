package io.glimpse.benchmarks;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * A promise that the project has made about a figure.
 *
 * @param name the promise
 * @param must the bound, an upper one unless {@code atLeast}
 * @param aim what would be better
 * @param actual computes it, where everything was measured that it needs
 */
record Goal(
    String name,
    double must,
    double aim,
    boolean atLeast,
    Function<Results, Optional<Double>> actual) {

  static List<Goal> all() {
    return List.of(
        ratio("single call / empty interceptor", 2.0, 1.5, Row.SINGLE, Variant.EMPTY),
        ratio("chain of ten / empty interceptors", 2.5, 1.9, Row.CHAIN10, Variant.EMPTY),
        ratio("single call / SmallRye", 0.45, 0.32, Row.SINGLE, Variant.SMALLRYE),
        ratio("chain of ten / SmallRye", 0.45, 0.32, Row.CHAIN10, Variant.SMALLRYE),
        ratio("single call / OpenTelemetry agent", 0.5, 0.33, Row.SINGLE, Variant.OTEL_AGENT),
        ratio("chain of ten / OpenTelemetry agent", 0.5, 0.33, Row.CHAIN10, Variant.OTEL_AGENT),
        upTo("two scalars and a result, extra ns", 150, 60, r -> extra(r)),
        upTo("bytes per call over the empty interceptor", 96, 64, r -> bytesOverEmpty(r)),
        upTo("attached but stopped, added ns", 10, 5, r -> stopped(r)),
        cut(0),
        cut(1),
        cut(2),
        deployment(0, Variant.PLAIN),
        deployment(1, Variant.PLAIN),
        deployment(2, Variant.EMPTY),
        deployment(3, Variant.EMPTY),
        new Goal(
            "8 threads / 1 thread, throughput", 1.6, 1.9, true, r -> throughput(r, Row.THREADS8)),
        upTo("growth from depth 2 to 50, %", 15, 5, r -> growth(r, Row.DEPTH50)),
        upTo("growth to 10,000 functions, %", 15, 5, r -> growth(r, Row.FUNCTIONS)),
        upTo("growth to 1,000 threads, %", 15, 5, r -> growth(r, Row.THREADS1000)),
        lines(Variant.JACKSON, 1.5, 2.5),
        lines(Variant.YASSON, 3, 5),
        times("OTLP spans", Row.OTLP, Variant.OTEL_SDK, 3, 5),
        upTo("bytes left by a span in OTLP", 16, 0, r -> bytes(r, Row.OTLP)),
        arrival(0),
        arrival(1),
        keptInBursts(0),
        keptInBursts(1),
        new Goal("1 thread to JSONL, calls/s", 300_000, 600_000, true, r -> callsPerSecond(r)),
        ratio("paced call / Kieker paced alike", 1.0, 0.7, Row.PACED, Variant.KIEKER),
        new Goal(
            "8 threads / 1 thread, JSONL lines", 0.9, 1.0, true, r -> throughput(r, Row.JSONL)),
        times("SQLite rows", Row.SQLITE, Variant.JDBC, 1.0, 1.5),
        upTo("bytes for a row of SQLite", 16, 0, r -> bytes(r, Row.SQLITE)),
        upTo("traceparent read and written, ns", 100, 100, r -> worst(r, Row.TRACEPARENT)),
        upTo("traceparent, bytes beyond the result", 0.1, 0.1, r -> garbage(r)),
        upTo("tracestate of ten members, ns", 500, 500, r -> worst(r, Row.TRACESTATE)),
        upTo("filter / OpenTelemetry SDK, time", 0.5, 0.5, r -> toSdk(r, Figure::nanos)),
        upTo("filter / OpenTelemetry SDK, bytes", 0.5, 0.5, r -> toSdk(r, Figure::bytes)));
  }

  private static Goal upTo(
      String name, double must, double aim, Function<Results, Optional<Double>> actual) {
    return new Goal(name, must, aim, false, actual);
  }

  private static Goal ratio(String name, double must, double aim, Row row, Variant other) {
    Case only = row.cases().get(0);
    return upTo(
        name,
        must,
        aim,
        results ->
            both(
                results.sound(only, Variant.GLIMPSE),
                results.sound(only, other),
                (glimpse, peer) -> glimpse.nanos() / peer.nanos()));
  }

  private static Optional<Double> both(
      Optional<Figure> a, Optional<Figure> b, BiFunction<Figure, Figure, Double> combine) {
    return a.flatMap(first -> b.map(second -> combine.apply(first, second)));
  }

  private static Optional<Double> between(
      Results results, Row row, BiFunction<Figure, Figure, Double> combine) {
    return both(
        results.sound(row.cases().get(0), Variant.GLIMPSE),
        results.sound(row.cases().get(1), Variant.GLIMPSE),
        combine);
  }

  private static Optional<Double> extra(Results results) {
    return between(results, Row.SCALARS, (without, with) -> with.nanos() - without.nanos());
  }

  private static Optional<Double> bytesOverEmpty(Results results) {
    Case only = Row.SINGLE.cases().get(0);
    return both(
        results.sound(only, Variant.GLIMPSE),
        results.sound(only, Variant.EMPTY),
        (glimpse, empty) -> glimpse.bytes() - empty.bytes());
  }

  private static Optional<Double> stopped(Results results) {
    return results.addedInPairs(Row.STOPPED.cases().get(0), Variant.STOPPED, Variant.EMPTY);
  }

  private static Goal cut(int place) {
    Case measured = Row.CUT.cases().get(place);
    return upTo(
        "a call " + measured.name() + ", added ns",
        10,
        10,
        r -> r.addedInPairs(measured, Variant.GLIMPSE, Variant.EMPTY));
  }

  private static Goal deployment(int place, Variant base) {
    Case measured = Row.DEPLOYMENT.cases().get(place);
    return upTo(
        "deployment, " + measured.name() + ", ms beyond " + base.label(),
        200,
        200,
        r -> r.addedInPairs(measured, Variant.GLIMPSE, base).map(nanos -> nanos / 1e6));
  }

  /** All threads together get through so many times the calls of one. */
  private static Optional<Double> throughput(Results results, Row row) {
    int callers = row.cases().get(1).callers();
    return between(results, row, (one, all) -> callers * one.nanos() / all.nanos());
  }

  /** Lines a second beside those of somebody else, from the same batch. */
  private static Goal lines(Variant other, double must, double aim) {
    return times("JSON lines", Row.ENCODING, other, must, aim);
  }

  private static Goal times(String what, Row row, Variant other, double must, double aim) {
    Case only = row.cases().get(0);
    return new Goal(
        what + " / " + other.label(),
        must,
        aim,
        true,
        results ->
            both(
                results.sound(only, Variant.GLIMPSE),
                results.sound(only, other),
                (glimpse, peer) -> peer.nanos() / glimpse.nanos()));
  }

  private static Optional<Double> bytes(Results results, Row row) {
    return results.sound(row.cases().get(0), Variant.GLIMPSE).map(Figure::bytes);
  }

  private static Goal arrival(int place) {
    Case measured = Row.ARRIVAL.cases().get(place);
    return new Goal(
        "spans at the collector / otel-sdk, " + measured.name(),
        5,
        10,
        true,
        results ->
            both(
                results.sound(measured, Variant.GLIMPSE),
                results.sound(measured, Variant.OTEL_SDK),
                (glimpse, peer) ->
                    glimpse.arrivedPerSecond().orElseThrow().median()
                        / peer.arrivedPerSecond().orElseThrow().median()));
  }

  /** Of the worst round. */
  private static Goal keptInBursts(int place) {
    Case measured = Row.ARRIVAL_BURSTS.cases().get(place);
    return new Goal(
        "% kept, " + measured.name(),
        100,
        100,
        true,
        results ->
            results
                .sound(measured, Variant.GLIMPSE)
                .flatMap(figure -> figure.kept().stream().boxed().findFirst())
                .map(part -> part * 100));
  }

  private static Optional<Double> callsPerSecond(Results results) {
    return results
        .sound(Row.JSONL.cases().get(0), Variant.GLIMPSE)
        .map(figure -> 1e9 / figure.nanos());
  }

  private static Optional<Double> growth(Results results, Row row) {
    return between(results, row, (few, many) -> (many.nanos() / few.nanos() - 1) * 100);
  }

  /** Of all cases of a row. */
  private static Optional<Double> worst(Results results, Row row) {
    return worst(
        row, measured -> results.sound(measured, Variant.GLIMPSE).map(figure -> figure.nanos()));
  }

  /** Empty unless every case has a value. */
  private static Optional<Double> worst(Row row, Function<Case, Optional<Double>> value) {
    List<Double> known = row.cases().stream().flatMap(c -> value.apply(c).stream()).toList();
    return known.size() < row.cases().size()
        ? Optional.empty()
        : known.stream().max(Double::compare);
  }

  private static Optional<Double> garbage(Results results) {
    Case only = Row.TRACEPARENT.cases().get(0);
    return both(
        results.sound(only, Variant.GLIMPSE),
        results.sound(only, Variant.EMPTY),
        (glimpse, result) -> glimpse.bytes() - result.bytes());
  }

  private static Optional<Double> toSdk(Results results, ToDoubleFunction<Figure> what) {
    return worst(
        Row.FILTER,
        measured ->
            both(
                results.sound(measured, Variant.GLIMPSE),
                results.sound(measured, Variant.OTEL_SDK),
                (glimpse, sdk) -> what.applyAsDouble(glimpse) / what.applyAsDouble(sdk)));
  }

  /** How it stands, in a word. */
  String verdict(double value) {
    if (atLeast ? value >= aim : value <= aim) {
      return "aim";
    }
    return (atLeast ? value >= must : value <= must) ? "must" : "missed";
  }
}
