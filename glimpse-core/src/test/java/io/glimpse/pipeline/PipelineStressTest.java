package io.glimpse.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.record.Inlet;
import io.glimpse.record.Loss;
import io.glimpse.record.RecordKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/**
 * Many threads against one pipeline: none of what they put may be torn, doubled, out of order or
 * unaccounted for, whatever happens to them on the way.
 */
@Tag("slow")
@Timeout(120)
final class PipelineStressTest {
  private static final int THREADS = 64;
  private static final Set<RecordKind> PUT = EnumSet.complementOf(EnumSet.of(RecordKind.SAID));
  private static final List<RecordKind> KINDS = List.copyOf(PUT);

  private final CheckingWriter first = new CheckingWriter("first");
  private final CheckingWriter second = new CheckingWriter("second");
  private final LongAdder put = new LongAdder();

  private Pipeline start(long queueBytes) {
    return Pipeline.start(
        new Pipeline.Settings(
            queueBytes, Duration.ofMillis(5), Duration.ofSeconds(30), OnFull.DROP),
        EncodedRecord.SOURCE,
        List.of(first, second));
  }

  private void assertAllAccountedFor(Pipeline pipeline) {
    Pipeline.Counts counts = pipeline.counts();
    assertThat(first.wrong() + second.wrong()).isEmpty();
    long lostBefore = counts.lostAt("queue");
    for (CheckingWriter writer : List.of(first, second)) {
      assertThat(counts.writtenTo(writer.name())).isEqualTo(writer.records());
      assertThat(writer.records() + counts.lostAt(writer.name()) + lostBefore).isEqualTo(put.sum());
    }
  }

  @RepeatedTest(3)
  void sixtyFourThreads_withASmallQueue_everyRecordIsWrittenOnceOrCounted() throws Exception {
    Pipeline pipeline = start(64 << 10);

    run(threads(pipeline, 5_000, false));
    pipeline.close();

    assertAllAccountedFor(pipeline);
  }

  @RepeatedTest(3)
  void sixtyFourThreads_withInterruptsAndCloseInTheMiddle_everyRecordIsWrittenOnceOrCounted()
      throws Exception {
    Pipeline pipeline = start(1 << 20);
    // One of them closes when it has put half of its own, so that some are surely late.
    List<Thread> threads = threads(pipeline, 5_000, true);
    threads.set(
        0,
        new Thread(
            () -> {
              putSome(pipeline, 0, 0, 2_500, true);
              boolean unused = Thread.interrupted();
              pipeline.close();
              putSome(pipeline, 0, 2_500, 5_000, true);
            }));
    run(threads);

    assertThat(pipeline.counts().lost().get("queue")).containsKey(Loss.CLOSED);
    assertAllAccountedFor(pipeline);
  }

  @RepeatedTest(3)
  void threadsThatComeAndGo_leaveNothingBehind() throws Exception {
    Pipeline pipeline = start(1 << 20);
    for (int wave = 0; wave < 30; wave++) {
      long base = (long) wave * THREADS;
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        long who = base + i;
        threads.add(new Thread(() -> putSome(pipeline, who, 0, 20, false)));
      }
      run(threads);
    }
    pipeline.close();

    assertAllAccountedFor(pipeline);
  }

  private List<Thread> threads(Pipeline pipeline, int each, boolean interrupts) {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      long who = i;
      threads.add(new Thread(() -> putSome(pipeline, who, 0, each, interrupts)));
    }
    return threads;
  }

  private static void run(List<Thread> threads) throws InterruptedException {
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void putSome(Pipeline pipeline, long who, int from, int to, boolean interrupts) {
    EncodedRecord record = new EncodedRecord();
    Inlet inlet = pipeline.inlet();
    boolean shares = who % 4 == 3;
    ThreadLocalRandom random = ThreadLocalRandom.current();
    for (int n = from; n < to; n++) {
      RecordKind kind = KINDS.get(random.nextInt(KINDS.size()));
      if (interrupts && random.nextInt(100) == 0) {
        Thread.currentThread().interrupt();
      }
      put.add(kind.records());
      boolean unused =
          shares
              ? record.put(pipeline, Math.toIntExact(who), kind, who, n)
              : record.put(inlet, kind, who, n);
      if (random.nextInt(50) == 0) {
        inlet.handOver();
      }
    }
  }
}
