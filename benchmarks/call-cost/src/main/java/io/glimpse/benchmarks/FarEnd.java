package io.glimpse.benchmarks;

/** Where Glimpse's records go in a measurement. */
public enum FarEnd {
  /** To a writer that reads every byte and keeps a sum. */
  COUNTING,
  /** To a file of JSON lines, as an application has it. */
  JSONL,
  /** The same, and a call waits where there is no room: {@code glimpse.on-full=block}. */
  JSONL_WAITING;

  /** Whether every single record has to arrive. */
  boolean keepsAll() {
    return this != COUNTING;
  }
}
