package io.glimpse.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glimpse.record.Inlet;
import io.glimpse.record.RecordKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The ways that threads have for themselves: what they keep in order, and what memory they hold.
 */
@Timeout(60)
final class InletTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final EncodedRecord record = new EncodedRecord();
  private final CheckingWriter writer = new CheckingWriter("checking");

  private Pipeline start(long queueBytes, Duration flushInterval, OnFull onFull) {
    return Pipeline.start(
        new Pipeline.Settings(queueBytes, flushInterval, LONG, onFull),
        EncodedRecord.SOURCE,
        List.of(writer));
  }

  @Test
  void recordsOfOneThread_areFlushedInOrder_whileItGoesOn() throws Exception {
    try (Pipeline pipeline = start(1 << 20, Duration.ofMillis(5), OnFull.DROP)) {
      Inlet inlet = pipeline.inlet();
      for (int n = 0; n < 300; n++) {
        assertThat(record.put(inlet, RecordKind.CALL, 1, n)).isTrue();
        if (n % 30 == 0) {
          assertThat(pipeline.flush(LONG)).isTrue();
          assertThat(writer.records()).isEqualTo(3L * (n + 1));
        }
      }
      assertThat(pipeline.flush(LONG)).isTrue();
    }
    assertThat(writer.records()).isEqualTo(900);
    assertThat(writer.wrong()).isEmpty();
  }

  /** Nobody flushes here: only full segments come, and what was handed over before them. */
  @Test
  void whatWasHandedOver_comesBeforeWhatAnotherThreadPutsLater() {
    List<Long> order = new CopyOnWriteArrayList<>();
    Pipeline.Settings settings =
        new Pipeline.Settings(1 << 20, Duration.ofHours(1), LONG, OnFull.DROP);
    try (Pipeline pipeline =
        Pipeline.start(
            settings,
            EncodedRecord.SOURCE,
            List.of(
                batch -> {
                  for (var cursor = batch.cursor(); cursor.next(); ) {
                    boolean unused = order.add(cursor.traceHigh());
                  }
                }))) {
      Inlet first = pipeline.inlet();
      Inlet second = pipeline.inlet();
      record.put(first, RecordKind.START, 1, 0);
      first.handOver();
      int n = 0;
      while (order.isEmpty() && n < 100_000) {
        record.put(second, RecordKind.SPAN, 2, n++);
      }
      await().atMost(LONG).until(() -> !order.isEmpty());

      assertThat(order.get(0)).isEqualTo(1);
      assertThat(order.stream().filter(who -> who == 1)).hasSize(1);
    }
  }

  @Test
  void thousandThreadsThatHavePutALittle_leaveTheMemoryToOthers() {
    try (Pipeline pipeline = start(64 << 10, Duration.ofHours(1), OnFull.BLOCK)) {
      List<Inlet> inlets = new ArrayList<>();
      for (int who = 0; who < 1000; who++) {
        inlets.add(pipeline.inlet());
        assertThat(record.put(inlets.get(who), RecordKind.SPAN, who, 0)).isTrue();
      }
      for (int who = 0; who < 1000; who++) {
        assertThat(record.put(inlets.get(who), RecordKind.SPAN, who, 1)).isTrue();
      }
    }
    assertThat(writer.records()).isEqualTo(2000);
    assertThat(writer.wrong()).isEmpty();
  }

  @Test
  void pipeline_whoseThreadsAreQuiet_sleepsAndHoldsNoMemory() {
    try (Pipeline pipeline = start(1 << 20, Duration.ofMillis(20), OnFull.DROP)) {
      Inlet inlet = pipeline.inlet();
      for (int n = 0; n < 3; n++) {
        record.put(inlet, RecordKind.SPAN, 1, n);
        await().atMost(LONG).until(pipeline::isIdle);
        assertThat(writer.records()).isEqualTo(n + 1);
        assertThat(pipeline.heldBytes()).isZero();
      }
    }
  }
}
