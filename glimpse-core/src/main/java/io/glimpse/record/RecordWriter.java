package io.glimpse.record;

import java.io.IOException;
import java.time.Duration;

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
   * Whether log entries are of any use to it. Where not, only spans are counted for it, as taken
   * and as lost.
   */
  default boolean takesLogEntries() {
    return true;
  }

  /** It is about to be given the first batch. Only who learns late what was lost wants a ledger. */
  default void begin(Ledger ledger) {}

  /**
   * Takes one batch.
   *
   * @throws IOException when the batch could not be written; it is counted as lost
   */
  void write(RecordBatch batch) throws IOException;

  /**
   * Waits until what it has taken is where it belongs, or the time is over. Called by any thread,
   * also while another one writes.
   *
   * @return whether it is
   * @throws InterruptedException when the calling thread is interrupted
   */
  default boolean flush(Duration atMost) throws InterruptedException {
    return true;
  }

  /**
   * Ends the writer. Nothing follows.
   *
   * @throws IOException when what was still held could not be written
   */
  @Override
  default void close() throws IOException {}
}
