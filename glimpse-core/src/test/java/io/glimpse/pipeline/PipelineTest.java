package io.glimpse.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glimpse.record.Ledger;
import io.glimpse.record.Loss;
import io.glimpse.record.RecordBatch;
import io.glimpse.record.RecordKind;
import io.glimpse.record.RecordWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

  @Test
  void writer_thatTakesNoLogEntries_isCountedBySpansAlone() throws Exception {
    LateWriter late = new LateWriter();
    try (Pipeline pipeline = start(1 << 20, late)) {
      record.put(pipeline, 0, RecordKind.START, 1, 0); // an entry
      record.put(pipeline, 0, RecordKind.END, 1, 1); // an entry and a span
      record.put(pipeline, 0, RecordKind.SPAN, 1, 2);
      assertThat(pipeline.flush(LONG)).isTrue();
      assertThat(pipeline.counts().writtenTo("late")).isEqualTo(2);

      late.failing = true;
      record.put(pipeline, 0, RecordKind.END, 1, 3);
      assertThat(pipeline.flush(LONG)).isTrue();

      assertThat(pipeline.counts().lost().get("late"))
          .containsExactly(Map.entry(Loss.WRITE_FAILED, 1L));
      assertThat(pipeline.counts().writtenTo("late")).isEqualTo(2);
    }
  }

  @Test
  void writer_thatLearnsOfALossLater_countsEachRecordOnce() throws Exception {
    LateWriter late = new LateWriter();
    try (Pipeline pipeline = start(1 << 20, late)) {
      for (int n = 0; n < 10; n++) {
        record.put(pipeline, 0, RecordKind.SPAN, 1, n);
      }
      assertThat(pipeline.flush(LONG)).isTrue();

      late.ledger.lost(Loss.REFUSED, 3);
      late.ledger.inherited(5);
      late.ledger.lost(Loss.SPOOL_EXPIRED, 1);
      late.ledger.spooled(6);
      late.ledger.retried();

      Pipeline.Counts counts = pipeline.counts();
      assertThat(counts.writtenTo("late")).isEqualTo(11);
      assertThat(counts.lost().get("late"))
          .containsOnly(Map.entry(Loss.REFUSED, 3L), Map.entry(Loss.SPOOL_EXPIRED, 1L));
      assertThat(counts.retried()).containsEntry("late", 1L);
      assertThat(counts.spooled()).containsEntry("late", 6L);
    }
  }

  @Test
  void lossThatIsKnownBeforeWriteReturns_makesNoCountNegative() throws Exception {
    LateWriter late = new LateWriter();
    try (Pipeline pipeline = start(1 << 20, late)) {
      late.during =
          () -> {
            late.ledger.lost(Loss.REFUSED, 1);
            late.seen = pipeline.counts().writtenTo("late");
          };
      record.put(pipeline, 0, RecordKind.SPAN, 1, 0);
      assertThat(pipeline.flush(LONG)).isTrue();

      assertThat(late.seen).isZero();
      assertThat(pipeline.counts().writtenTo("late")).isZero();
      assertThat(pipeline.counts().lostAt("late")).isEqualTo(1);
    }
  }

  @Test
  void lossOfWhatCloseGaveUp_isCountedOnce() throws Exception {
    CountDownLatch hangs = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    LateWriter late = new LateWriter();
    late.during =
        () -> {
          hangs.countDown();
          awaitStubbornly(release);
        };
    Pipeline pipeline =
        Pipeline.start(
            settings(1 << 20, Duration.ofMillis(200)), EncodedRecord.SOURCE, List.of(late));
    record.put(pipeline, 0, RecordKind.SPAN, 1, 0);
    assertThat(hangs.await(20, TimeUnit.SECONDS)).isTrue();
    for (int n = 1; n < 4; n++) {
      record.put(pipeline, 0, RecordKind.SPAN, 1, n);
    }
    pipeline.close();
    assertThat(pipeline.counts().lost().get("late"))
        .containsExactly(Map.entry(Loss.CLOSE_TIMEOUT, 4L));

    late.ledger.inherited(2);
    late.ledger.lost(Loss.SPOOL_FAILED, 2);

    assertThat(pipeline.counts().lost().get("late"))
        .containsOnly(Map.entry(Loss.CLOSE_TIMEOUT, 4L), Map.entry(Loss.SPOOL_FAILED, 1L));
    assertThat(pipeline.counts().writtenTo("late")).isEqualTo(1);
    release.countDown();
  }

  @Test
  void writer_thatCannotBegin_isStillGivenWhatComes() throws Exception {
    LateWriter late = new LateWriter();
    late.beginning =
        () -> {
          throw new IllegalStateException("not now");
        };
    try (Pipeline pipeline = start(1 << 20, late)) {
      record.put(pipeline, 0, RecordKind.SPAN, 1, 0);

      assertThat(pipeline.flush(LONG)).isTrue();

      assertThat(pipeline.counts().writtenTo("late")).isEqualTo(1);
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
      awaitStubbornly(latch);
    }
  }

  private static void awaitStubbornly(CountDownLatch latch) {
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

  /** Takes spans alone, and lets the test say what became of them. */
  private static final class LateWriter implements RecordWriter {
    volatile Ledger ledger = Ledger.NONE;
    volatile boolean failing;
    volatile Runnable beginning = LateWriter::nothing;
    volatile Runnable during = LateWriter::nothing;
    volatile long seen = -1;

    private static void nothing() {}

    @Override
    public String name() {
      return "late";
    }

    @Override
    public boolean takesLogEntries() {
      return false;
    }

    @Override
    public void begin(Ledger given) {
      ledger = given;
      beginning.run();
    }

    @Override
    public void write(RecordBatch batch) throws IOException {
      during.run();
      if (failing) {
        throw new IOException("away");
      }
    }
  }
}
