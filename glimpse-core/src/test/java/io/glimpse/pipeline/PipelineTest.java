package io.glimpse.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glimpse.record.Loss;
import io.glimpse.record.RecordBatch;
import io.glimpse.record.RecordKind;
import io.glimpse.record.RecordWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("slow")
@Timeout(60)
final class PipelineTest {
  /** So many records that they fill a ring of 64 KiB several times. */
  private static final int RING_FULS = 4_000;

  private static final Duration LONG = Duration.ofSeconds(20);

  private final EncodedRecord record = new EncodedRecord();
  private final CheckingWriter writer = new CheckingWriter("checking");

  private static Pipeline.Settings settings(long queueBytes, Duration close) {
    return new Pipeline.Settings(queueBytes, Duration.ofMillis(20), close, OnFull.DROP);
  }

  private static Pipeline start(long queueBytes, RecordWriter... writers) {
    return Pipeline.start(settings(queueBytes, LONG), EncodedRecord.SOURCE, List.of(writers));
  }

  @Test
  void put_aFewRecords_reachEveryWriterInOrderWithTheSameNumbers() throws Exception {
    CheckingWriter other = new CheckingWriter("other");
    try (Pipeline pipeline = start(1 << 20, writer, other)) {
      for (int n = 0; n < 100; n++) {
        assertThat(record.put(pipeline, 0, RecordKind.END, 1, n)).isTrue();
      }

      assertThat(pipeline.flush(LONG)).isTrue();

      assertThat(writer.records()).isEqualTo(200);
      assertThat(other.records()).isEqualTo(200);
      assertThat(writer.wrong() + other.wrong()).isEmpty();
      assertThat(pipeline.counts().lostInAll()).isZero();
    }
  }

  @Test
  void put_withinTheFlushInterval_arrivesWithoutAnyoneAsking() {
    try (Pipeline pipeline = start(1 << 20, writer)) {
      record.put(pipeline, 0, RecordKind.START, 1, 0);

      await().atMost(LONG).until(() -> writer.records() == 1);
    }
  }

  @Test
  void put_afterALongSilence_wakesTheDrainer() throws Exception {
    try (Pipeline pipeline = start(1 << 20, writer)) {
      for (int n = 0; n < 5; n++) {
        record.put(pipeline, n, RecordKind.START, n, 0);
        int wanted = n + 1;
        await().atMost(LONG).until(() -> writer.records() == wanted);
        await().atMost(LONG).until(pipeline::isIdle);
      }
    }
  }

  @Test
  void put_whenTheRingIsFull_isRefusedAndCounted() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    RecordWriter stuck = batch -> awaitQuietly(release);
    try (Pipeline pipeline = start(16 << 10, stuck)) {
      long taken = 0;
      long refused = 0;
      while (refused < 100) {
        if (record.put(pipeline, 0, RecordKind.SPAN, 1, taken)) {
          taken++;
        } else {
          refused++;
        }
        if (taken + refused > 10_000_000) {
          throw new AssertionError("never full");
        }
      }
      release.countDown();
      assertThat(pipeline.flush(LONG)).isTrue();

      Pipeline.Counts counts = pipeline.counts();
      long written = counts.written().values().iterator().next();
      assertThat(written + counts.lostInAll()).isEqualTo(taken + refused);
      assertThat(counts.lost().get("queue")).containsEntry(Loss.QUEUE_FULL, refused);
    }
  }

  @Test
  void put_ofARecordLargerThanTheQueue_isCountedAsTooLarge() {
    try (Pipeline pipeline = start(16 << 10, writer)) {
      byte[] large = new byte[20 << 10];

      assertThat(pipeline.put(0, RecordKind.END, large, 0, large.length)).isFalse();

      assertThat(pipeline.counts().lost().get("queue")).containsEntry(Loss.TOO_LARGE, 2L);
    }
  }

  @Test
  void put_afterClose_isACountedNoOp() {
    Pipeline pipeline = start(1 << 20, writer);
    pipeline.close();
    pipeline.close();

    assertThat(record.put(pipeline, 0, RecordKind.END, 1, 0)).isFalse();

    assertThat(pipeline.counts().lost().get("queue")).containsEntry(Loss.CLOSED, 2L);
  }

  @Test
  void close_withRecordsOnTheWay_writesThemFirst() {
    Pipeline pipeline = start(1 << 20, writer);
    for (int n = 0; n < 1000; n++) {
      record.put(pipeline, 0, RecordKind.SPAN, 1, n);
    }

    pipeline.close();

    assertThat(writer.records()).isEqualTo(1000);
    assertThat(writer.wrong()).isEmpty();
  }

  @Test
  void writer_thatThrows_losesItsBatchAndNoOneElses() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    RecordWriter failing =
        batch -> {
          if (calls.incrementAndGet() == 1) {
            throw new IOException("disk full");
          }
        };
    try (Pipeline pipeline = start(1 << 20, failing, writer)) {
      record.put(pipeline, 0, RecordKind.END, 1, 0);
      assertThat(pipeline.flush(LONG)).isTrue();
      record.put(pipeline, 0, RecordKind.END, 1, 1);
      assertThat(pipeline.flush(LONG)).isTrue();

      assertThat(writer.records()).isEqualTo(4);
      assertThat(pipeline.counts().lost().get(failing.name())).containsEntry(Loss.WRITE_FAILED, 2L);
      assertThat(pipeline.counts().written()).containsEntry(failing.name(), 2L);
    }
  }

  @Test
  void writer_thatHangs_losesOnlyItsOwnRecordsAndCloseIsBounded() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    RecordWriter hanging = new HangingWriter(never);
    Pipeline pipeline =
        Pipeline.start(
            settings(64 << 10, Duration.ofMillis(200)),
            EncodedRecord.SOURCE,
            List.of(hanging, writer));
    long put = 0;
    while (pipeline.counts().lostAt("hanging") == 0) {
      if (record.put(pipeline, 0, RecordKind.SPAN, 1, put)) {
        put++;
      } else {
        // Full for a moment: give the healthy writer its turn.
        assertThat(pipeline.flushTo("checking", LONG)).isTrue();
      }
    }
    assertThat(pipeline.flushTo("checking", LONG)).isTrue();
    assertThat(writer.records()).isEqualTo(put);
    assertThat(writer.wrong()).isEmpty();

    pipeline.close();

    Pipeline.Counts counts = pipeline.counts();
    assertThat(counts.writtenTo("hanging") + counts.lostAt("hanging")).isEqualTo(put);
    never.countDown();
  }

  @Test
  void memory_ofReadBatches_isUsedAgain() throws Exception {
    try (Pipeline pipeline = start(256 << 10, writer)) {
      for (int n = 0; n < 200_000; n++) {
        while (!record.put(pipeline, 0, RecordKind.SPAN, 1, n)) {
          assertThat(pipeline.flush(LONG)).isTrue();
        }
      }
      assertThat(pipeline.flush(LONG)).isTrue();

      assertThat(writer.records()).isEqualTo(200_000);
      assertThat(writer.wrong()).isEmpty();
      assertThat(pipeline.counts().highestQueueBytes()).isLessThanOrEqualTo(256 << 10);
    }
  }

  @Test
  void put_whenBlockingIsAllowed_waitsForASlowWriterAndLosesNothing() throws Exception {
    RecordWriter slow =
        batch -> {
          LockSupport.parkNanos(2_000_000);
          writer.write(batch);
        };
    Pipeline.Settings blocking =
        new Pipeline.Settings(64 << 10, Duration.ofMillis(20), LONG, OnFull.BLOCK);
    try (Pipeline pipeline =
        Pipeline.start(blocking, EncodedRecord.SOURCE, List.<RecordWriter>of(slow))) {
      for (int n = 0; n < RING_FULS; n++) {
        assertThat(record.put(pipeline, 0, RecordKind.SPAN, 1, n)).isTrue();
      }
      assertThat(pipeline.flush(LONG)).isTrue();

      assertThat(writer.records()).isEqualTo(RING_FULS);
      assertThat(writer.wrong()).isEmpty();
    }
  }

  @Test
  void put_whenBlockingWasInVain_dropsAtOnceUntilThereIsRoomAgain() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    RecordWriter stuck = batch -> awaitQuietly(release);
    Pipeline.Settings blocking =
        new Pipeline.Settings(16 << 10, Duration.ofMillis(20), LONG, OnFull.BLOCK);
    try (Pipeline pipeline =
        Pipeline.start(blocking, EncodedRecord.SOURCE, List.<RecordWriter>of(stuck))) {
      int n = 0;
      while (record.put(pipeline, 0, RecordKind.SPAN, 1, n)) {
        n++;
      }
      // Were each of these to wait its second, the class's time limit would end the test.
      for (int i = 0; i < 1000; i++) {
        assertThat(record.put(pipeline, 0, RecordKind.SPAN, 1, n + i)).isFalse();
      }

      release.countDown();
      assertThat(pipeline.flush(LONG)).isTrue();
      assertThat(record.put(pipeline, 0, RecordKind.SPAN, 1, n + 1000)).isTrue();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  /** Hangs in its first batch until the latch opens, whatever interrupts it. */
  private record HangingWriter(CountDownLatch latch) implements RecordWriter {
    @Override
    public String name() {
      return "hanging";
    }

    @Override
    public void write(RecordBatch batch) {
      boolean open = false;
      while (!open) {
        try {
          latch.await();
          open = true;
        } catch (InterruptedException stubborn) {
          open = false;
        }
      }
    }
  }
}
