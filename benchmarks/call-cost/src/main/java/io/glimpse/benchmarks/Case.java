package io.glimpse.benchmarks;

import java.util.Map;

/**
 * One measurement that every variant goes through.
 *
 * @param row the question it belongs to
 * @param name what it is called in the table
 * @param load what is measured in it
 * @param benchmark the method that is timed
 * @param callers how many threads call at the same time
 * @param parameters what differs from the defaults of the states
 * @param depth at which depth the calls lie, for the table
 * @param allCut whether every call shall be left out; otherwise none may be
 */
record Case(
    Row row,
    String name,
    Load load,
    String benchmark,
    int callers,
    Map<String, String> parameters,
    String depth,
    boolean allCut) {
  private static final String FAR_END = "farEnd";
  private static final String DEFAULT_DEPTH = "1000";
  private static final String DEFAULT_BUDGET = "1000000";

  static Case of(Row row, String name, String benchmark) {
    return of(row, name, Load.CALLS, benchmark);
  }

  static Case of(Row row, String name, Load load, String benchmark) {
    return new Case(row, name, load, benchmark, 1, Map.of(), "1", false);
  }

  Case callers(int threads) {
    return new Case(row, name, load, benchmark, threads, parameters, depth, allCut);
  }

  Case with(Map<String, String> other) {
    return new Case(row, name, load, benchmark, callers, other, depth, allCut);
  }

  Case to(FarEnd end) {
    return with(Map.of(FAR_END, end.name()));
  }

  /** Whether one lost record spoils it. */
  boolean keepsAll() {
    return farEnd().keepsAll();
  }

  /** Where the records go. */
  FarEnd farEnd() {
    return FarEnd.valueOf(parameters.getOrDefault(FAR_END, FarEnd.COUNTING.name()));
  }

  /** How many records one call or request leaves where they arrive. */
  int records() {
    return farEnd().isCollector() ? Math.min(1, load.records()) : load.records();
  }

  Case depth(String other) {
    return new Case(row, name, load, benchmark, callers, parameters, other, allCut);
  }

  Case leftOut() {
    return new Case(row, name, load, benchmark, callers, parameters, depth, true);
  }

  /** Root, depth and budget, for the table; empty where there are none. */
  String terms() {
    if (load != Load.CALLS) {
      return "";
    }
    return "a root every %,d calls, depth %s of %s, budget %,d"
        .formatted(
            Caller.CALLS_PER_ROOT,
            depth,
            parameters.getOrDefault("traceDepth", DEFAULT_DEPTH),
            Integer.valueOf(parameters.getOrDefault("budget", DEFAULT_BUDGET)));
  }
}
