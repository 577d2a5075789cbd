package io.glimpse.benchmarks;

import io.glimpse.record.RecordBatch;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

/**
 * Two requests' {@link Traffic} in one batch, about what a block of the queue holds, with other ids
 * each time: a database wants them only once.
 */
final class FreshTraffic {
  private static final int REQUESTS = 2;

  /** Log entries and spans of a batch. */
  static final int RECORDS = REQUESTS * Traffic.LINES;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Where an encoded record has the halves of its trace id, its id and its parent's. */
  private static final int[] IDS = {8, 16, 24, 32};

  private final SplittableRandom random = new SplittableRandom(1995);
  private final RecordBatch pattern = Traffic.batch();
  private final byte[] bytes = new byte[REQUESTS * pattern.length()];
  private long nextEntry = 1;

  FreshTraffic() {
    for (int i = 0; i < REQUESTS; i++) {
      System.arraycopy(
          pattern.cursor().bytes(), 0, bytes, i * pattern.length(), pattern.length());
    }
  }

  RecordBatch next() {
    int at = 0;
    for (int i = 1; i <= REQUESTS; i++) {
      long trace = random.nextLong();
      long span = random.nextLong();
      while (at < i * pattern.length()) {
        for (int id : IDS) {
          long change = id < IDS[2] ? trace : span;
          LONG.set(bytes, at + id, (long) LONG.get(bytes, at + id) ^ change);
        }
        at += (int) INT.get(bytes, at);
      }
    }
    RecordBatch batch =
        new RecordBatch(bytes, bytes.length, RECORDS, nextEntry, pattern.source());
    nextEntry += RECORDS; // more than there are log entries
    return batch;
  }
}
