package io.glimpse.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glimpse.config.LogLines;
import io.glimpse.record.RecordBatch;
import io.glimpse.record.RecordKind;
import io.glimpse.record.RecordWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A loss is said when it happens, whatever the pipeline's threads are waiting for. */
@Timeout(60)
final class SaidLossesTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration VERY_LONG = Duration.ofHours(1);

  @RegisterExtension final LogLines log = new LogLines("io.glimpse.pipeline");

  private final EncodedRecord record = new EncodedRecord();
  private final CountDownLatch release = new CountDownLatch(1);
  private final List<String> said = new ArrayList<>();

  private static Pipeline start(Duration flush, long queueBytes, RecordWriter... writers) {
    return Pipeline.start(
        new Pipeline.Settings(queueBytes, flush, LONG, OnFull.DROP),
        EncodedRecord.SOURCE,
        List.of(writers));
  }

  @AfterEach
  void release() {
    release.countDown();
  }

  private List<String> said() {
    said.addAll(log.take());
    return said;
  }

  private void awaitSaid(String what) {
    await().atMost(LONG).until(() -> said().stream().anyMatch(line -> line.contains(what)));
  }

  @Test
  void quietPipeline_saysNothing() throws Exception {
    CheckingWriter writer = new CheckingWriter("checking");
    Pipeline pipeline = start(Duration.ofMillis(20), 1 << 20, writer);
    record.put(pipeline, 0, RecordKind.END, 1, 0);
    assertThat(pipeline.flush(LONG)).isTrue();
    pipeline.close();

    assertThat(said()).isEmpty();
  }

  @Test
  void recordThatIsTooLarge_isSaid_whileTheDrainerSleeps() {
    try (Pipeline pipeline = start(VERY_LONG, 16 << 10, new CheckingWriter("checking"))) {
      await().atMost(LONG).until(pipeline::isIdle);
      byte[] large = new byte[20 << 10];
      assertThat(pipeline.put(0, RecordKind.END, large, 0, large.length)).isFalse();

      awaitSaid("larger than the queue");
      assertThat(pipeline.isIdle()).isTrue();
    }
  }

  @Test
  void recordsRefusedBeforeTheQueue_areSaid_whileTheDrainerRests() {
    try (Pipeline pipeline = start(VERY_LONG, 1 << 20, new CheckingWriter("checking"))) {
      record.put(pipeline, 0, RecordKind.END, 1, 0);
      pipeline.refused(7);

      awaitSaid("lost 7 records at the queue: too much was held");
    }
  }

  @Test
  void fullQueue_isSaid_whileItsOnlyDestinationHangs() {
    try (Pipeline pipeline = start(Duration.ofMillis(20), 16 << 10, hanging())) {
      int n = 0;
      while (pipeline.counts().lostAt("queue") == 0) {
        record.put(pipeline, 0, RecordKind.SPAN, 1, n++);
      }

      awaitSaid("records at the queue: the queue was full");
      release.countDown();
    }
  }

  @Test
  void logHandlerThatThrows_costsNoRecord() throws Exception {
    Handler broken = new BrokenHandler();
    Logger logger = Logger.getLogger("io.glimpse.pipeline");
    logger.addHandler(broken);
    CheckingWriter writer = new CheckingWriter("checking");
    RecordWriter failing =
        batch -> {
          throw new IllegalStateException("on purpose");
        };
    try (Pipeline pipeline = start(Duration.ofMillis(5), 1 << 20, failing, writer)) {
      pipeline.refused(1);
      for (int n = 0; n < 3; n++) {
        record.put(pipeline, 0, RecordKind.SPAN, 1, n);
        assertThat(pipeline.flush(LONG)).isTrue();
      }
      await().atMost(LONG).until(() -> said().size() >= 3);
      record.put(pipeline, 0, RecordKind.SPAN, 1, 3);
      assertThat(pipeline.flush(LONG)).isTrue();

      assertThat(writer.records()).isEqualTo(4);
      assertThat(pipeline.counts().lostAt(failing.name())).isEqualTo(4);
    } finally {
      logger.removeHandler(broken);
    }
  }

  @Test
  void destinationsOfOneName_areCountedTogether() throws Exception {
    CheckingWriter writer = new CheckingWriter("twin");
    RecordWriter failing = new FailingTwin();
    try (Pipeline pipeline = start(Duration.ofMillis(5), 1 << 20, failing, writer)) {
      record.put(pipeline, 0, RecordKind.SPAN, 1, 0);
      assertThat(pipeline.flush(LONG)).isTrue();

      assertThat(pipeline.counts().lostAt("twin")).isEqualTo(1);
      assertThat(pipeline.counts().writtenTo("twin")).isEqualTo(1);
    }
  }

  private RecordWriter hanging() {
    return batch -> {
      try {
        release.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    };
  }

  private record FailingTwin() implements RecordWriter {
    @Override
    public String name() {
      return "twin";
    }

    @Override
    public void write(RecordBatch batch) {
      throw new StackOverflowError("on purpose");
    }
  }

  /** Comes behind the one that keeps the lines. */
  private static final class BrokenHandler extends Handler {
    @Override
    public void publish(LogRecord message) {
      throw new IllegalStateException("the log is broken");
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
