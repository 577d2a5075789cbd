package io.glimpse.record;

import java.io.IOException;

/**
 * Where records go. You implement one to send them to a destination that Glimpse does not know.
 *
 * <pre>{@code
 * final class FailureCounter implements RecordWriter {
 *   final LongAdder failures = new LongAdder();
 *
 *   @Override public void write(RecordBatch batch) {
 *     for (RecordCursor record = batch.cursor(); record.next(); ) {
 *       if (record.kind() == RecordKind.EXCEPTION) {
 *         failures.increment();
 *       }
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>One thread calls it, one batch at a time, and {@code close} follows the last {@code write}.
 * The batch is valid until {@code write} returns. What it throws costs the batch, which is counted,
 * and nothing else.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface RecordWriter extends AutoCloseable {
  /** What this destination is called in messages and counters. */
  default String name() {
    return getClass().getName();
  }

  /**
   * Takes one batch.
   *
   * @throws IOException when the batch could not be written; it is counted as lost
   */
  void write(RecordBatch batch) throws IOException;

  /**
   * Ends the writer. Nothing follows.
   *
   * @throws IOException when what was still held could not be written
   */
  @Override
  default void close() throws IOException {}
}
