package io.glimpse.jsonl;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.record.RecordBatch;
import org.jspecify.annotations.NullMarked;

/**
 * Glimpse's own encoder without a file, for a measurement. It stands in this package because nobody
 * else has a use for that door.
 */
@NullMarked
public final class GlimpseLines {
  private final ByteBuilder lines = new ByteBuilder(64 * 1024);
  private final JsonlEncoder encoder = new JsonlEncoder(lines);

  /** Nothing is encoded yet. */
  public GlimpseLines() {}

  /** The batch's lines, valid until the next call. */
  public ByteBuilder encode(RecordBatch batch) {
    lines.truncate(0);
    encoder.encode(batch);
    return lines;
  }
}
