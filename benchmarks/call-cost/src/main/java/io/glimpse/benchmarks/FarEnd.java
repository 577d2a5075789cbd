package io.glimpse.benchmarks;

/** Where the records go in a measurement. */
public enum FarEnd {
  /** To a writer that reads every byte and keeps a sum. */
  COUNTING(false, false, false),
  /** To a file of JSON lines, as an application has it. */
  JSONL(false, false, false),
  /** The same, and a call waits where there is no room: {@code glimpse.on-full=block}. */
  JSONL_WAITING(false, true, false),
  /** Spans to a {@link Collector}, as an application has it; peers send theirs there too. */
  COLLECTOR(true, false, false),
  /** The same, a call of Glimpse's waits where there is no room, and the disk takes all it gets. */
  COLLECTOR_WAITING(true, true, false),
  /** As {@link #COLLECTOR}, and TCP acknowledges without delay there. */
  PROMPT_COLLECTOR(true, false, true),
  /** As {@link #COLLECTOR_WAITING}, and TCP acknowledges without delay there. */
  PROMPT_COLLECTOR_WAITING(true, true, true);

  /** The system property that has the address of the collector, where there is one. */
  public static final String ADDRESS = "io.glimpse.benchmarks.collector";

  private final boolean collector;
  private final boolean waits;
  private final boolean prompt;

  FarEnd(boolean collector, boolean waits, boolean prompt) {
    this.collector = collector;
    this.waits = waits;
    this.prompt = prompt;
  }

  /** Whether every single record has to arrive, or the figure fails. */
  boolean keepsAll() {
    return this == JSONL || this == JSONL_WAITING;
  }

  /** Whether a call waits where there is no room. */
  boolean waits() {
    return waits;
  }

  /** Whether spans go over the network, and nothing but spans. */
  boolean isCollector() {
    return collector;
  }

  /** Whether what is sent there is acknowledged without delay. */
  boolean isPrompt() {
    return prompt;
  }
}
