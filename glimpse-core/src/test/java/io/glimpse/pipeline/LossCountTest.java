package io.glimpse.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.config.LogLines;
import io.glimpse.record.Loss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How often a loss is said. */
final class LossCountTest {
  private static final long PAUSE = LossCount.PAUSE.toNanos();

  @RegisterExtension final LogLines log = new LogLines("io.glimpse");

  private final LossCount losses = new LossCount("the queue");

  @Test
  void nothingLost_saysNothing() {
    assertThat(losses.reportNew(5)).isEqualTo(Long.MAX_VALUE);
    losses.reportUnsaid();

    assertThat(log.take()).isEmpty();
  }

  @Test
  void firstLoss_isSaidAtOnce_withReasonAndRemedy() {
    losses.add(Loss.QUEUE_FULL, 12);

    assertThat(losses.reportNew(5)).isEqualTo(Long.MAX_VALUE);

    assertThat(log.take())
        .containsExactly(
            "WARNING Glimpse lost 12 records at the queue: the queue was full (12 in all). Raise"
                + " glimpse.queue-bytes or trace fewer methods.");
  }

  @Test
  void moreOfTheSameReason_waitsItsTime_andIsSaidInOneSum() {
    losses.add(Loss.QUEUE_FULL, 1);
    long unused = losses.reportNew(0);
    assertThat(log.take()).hasSize(1);

    losses.add(Loss.QUEUE_FULL, 2);
    assertThat(losses.reportNew(1)).isEqualTo(PAUSE - 1);
    losses.add(Loss.QUEUE_FULL, 3);
    assertThat(losses.reportNew(PAUSE - 1)).isEqualTo(1);
    assertThat(log.take()).isEmpty();

    assertThat(losses.reportNew(PAUSE)).isEqualTo(Long.MAX_VALUE);
    assertThat(log.take()).hasSize(1).first().asString().contains("lost 5 records", "(6 in all)");
  }

  @Test
  void anotherReason_doesNotWaitForTheFirst() {
    losses.add(Loss.QUEUE_FULL, 1);
    long unused = losses.reportNew(0);
    assertThat(log.take()).hasSize(1);

    losses.add(Loss.TOO_LARGE, 1);
    assertThat(losses.reportNew(1)).isEqualTo(Long.MAX_VALUE);

    assertThat(log.take()).hasSize(1).first().asString().contains("larger than the queue");
  }

  @Test
  void close_saysTheRest_once() {
    losses.add(Loss.QUEUE_FULL, 1);
    long unused = losses.reportNew(0);
    losses.add(Loss.QUEUE_FULL, 2);
    losses.reportUnsaid();
    losses.reportUnsaid();

    assertThat(log.take()).hasSize(2).last().asString().contains("lost 2 records", "(3 in all)");
  }
}
