package io.glimpse.pipeline;

import io.glimpse.record.RecordBatch;
import io.glimpse.record.RecordWriter;
import java.util.concurrent.atomic.AtomicInteger;

/** A batch that several lanes read; the last one to be done gives its memory back. */
final class SharedBatch {
  private final RecordBatch batch;
  private final byte[] block;
  private final Memory memory;
  private final AtomicInteger readers;

  SharedBatch(RecordBatch batch, byte[] block, Memory memory, int readers) {
    this.batch = batch;
    this.block = block;
    this.memory = memory;
    this.readers = new AtomicInteger(readers);
  }

  RecordBatch batch() {
    return batch;
  }

  /** How many records of it a destination is to write; what has no use for it costs nothing. */
  int recordsFor(RecordWriter writer) {
    return writer.takesLogEntries() ? batch.records() : batch.spanCount();
  }

  /** What it costs to keep: its memory, filled or not. */
  int size() {
    return block.length;
  }

  void done() {
    if (readers.decrementAndGet() == 0) {
      memory.giveBack(block);
    }
  }
}
