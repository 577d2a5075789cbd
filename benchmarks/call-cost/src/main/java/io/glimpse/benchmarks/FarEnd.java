package io.glimpse.benchmarks;

/** Where the records go in a measurement. */
public enum FarEnd {
  /** To a writer that reads every byte and keeps a sum. */
  COUNTING,
  /** To a file of JSON lines, as an application has it. */
  JSONL,
  /** The same, and a call waits where there is no room: {@code glimpse.on-full=block}. */
  JSONL_WAITING,
  /** Spans to a {@link Collector}, as an application has it; peers send theirs there too. */
  COLLECTOR,
  /** The same, a call of Glimpse's waits where there is no room, and the disk takes all it gets. */
  COLLECTOR_WAITING;

  /** The system property that has the address of the collector, where there is one. */
  public static final String ADDRESS = "io.glimpse.benchmarks.collector";

  /** Whether every single record has to arrive, or the figure fails. */
  boolean keepsAll() {
    return this == JSONL || this == JSONL_WAITING;
  }

  /** Whether a call waits where there is no room. */
  boolean waits() {
    return this == JSONL_WAITING || this == COLLECTOR_WAITING;
  }

  /** Whether spans go over the network, and nothing but spans. */
  public boolean isCollector() {
    return this == COLLECTOR || this == COLLECTOR_WAITING;
  }
}
