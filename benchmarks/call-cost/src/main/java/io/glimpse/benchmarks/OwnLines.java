package io.glimpse.benchmarks;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.jsonl.GlimpseLines;
import io.glimpse.record.RecordBatch;

/** Glimpse's encoder. */
final class OwnLines implements LineEncoder {
  private final GlimpseLines lines = new GlimpseLines();
  private byte[] bytes = new byte[0];

  @Override
  public int encode(RecordBatch batch) {
    ByteBuilder made = lines.encode(batch);
    bytes = made.array();
    return made.size();
  }

  @Override
  public byte[] bytes() {
    return bytes;
  }
}
