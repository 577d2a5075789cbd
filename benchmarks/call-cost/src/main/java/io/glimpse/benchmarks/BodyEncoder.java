package io.glimpse.benchmarks;

import io.glimpse.record.RecordBatch;

/** Somebody who makes a request in OTLP's JSON of a batch's spans, in memory. */
public interface BodyEncoder {
  /** The batch that bodies are made of from now on; what happens here is not measured. */
  void take(RecordBatch batch);

  /** Makes the body, over the one before; how many bytes it has. */
  int encode();

  /** What was made last. */
  byte[] bytes();
}
