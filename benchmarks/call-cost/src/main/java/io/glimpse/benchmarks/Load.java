package io.glimpse.benchmarks;

/** What is measured, and what one of it leaves. */
enum Load {
  /** Calls of beans: START, END and a span. */
  CALLS(CallCost.class, 3),
  /** Requests through a filter: a span. */
  REQUESTS(EdgeCost.class, 1),
  /** Headers that are read and written. */
  HEADERS(EdgeCost.class, 0),
  /** Records that become lines. */
  LINES(EncodingCost.class, 0),
  /** Spans that become bodies. */
  SPANS(EncodingCost.class, 0),
  /** Records that become rows of a database. */
  ROWS(DatabaseCost.class, 0),
  /** Applications that are started, one in each JVM. */
  DEPLOYMENTS(DeploymentCost.class, 0);

  private final Class<?> benchmarks;
  private final int records;

  Load(Class<?> benchmarks, int records) {
    this.benchmarks = benchmarks;
    this.records = records;
  }

  /** Where the methods are that are timed. */
  Class<?> benchmarks() {
    return benchmarks;
  }

  /** Whether it happens once in the life of a JVM, so that there is nothing to warm up. */
  boolean happensOnce() {
    return this == DEPLOYMENTS;
  }

  /** How many records there are of one that is recorded, log entries among them. */
  int records() {
    return records;
  }
}
