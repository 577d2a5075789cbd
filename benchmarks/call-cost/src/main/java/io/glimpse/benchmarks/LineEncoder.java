package io.glimpse.benchmarks;

import io.glimpse.record.RecordBatch;
import java.nio.charset.StandardCharsets;

/** Somebody who makes JSON lines of records, in memory. */
interface LineEncoder {
  /** Forgets what was before and makes a batch's lines; how many bytes they are. */
  int encode(RecordBatch batch);

  /** What was made last. */
  byte[] bytes();

  /** A batch's lines as text. */
  default String text(RecordBatch batch) {
    int size = encode(batch);
    return new String(bytes(), 0, size, StandardCharsets.UTF_8);
  }

  /** The one that stands behind a variant, for this batch. */
  static LineEncoder of(Variant variant, RecordBatch batch) {
    return switch (variant) {
      case GLIMPSE -> new OwnLines();
      case JACKSON -> new JacksonLines();
      case YASSON -> new YassonLines(batch);
      default -> throw new IllegalStateException(variant.label() + " makes no lines");
    };
  }
}
