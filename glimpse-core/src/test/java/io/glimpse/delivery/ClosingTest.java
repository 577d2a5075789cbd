package io.glimpse.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.glimpse.record.Loss;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The end of a writer: everything is sent or on the disk, and nobody waits for long. */
@Timeout(60)
final class ClosingTest {
  private static final Duration FOR_EVER = Duration.ofHours(1);

  @TempDir Path folder;

  private Deliveries deliveries;

  @BeforeEach
  void begin() {
    deliveries = new Deliveries(folder);
  }

  private DeliveringWriter to(Endpoint endpoint, Duration close) {
    return deliveries.to(endpoint, Bounds.of(8 << 20, close));
  }

  private long waiting() throws Exception {
    Deliveries next = new Deliveries(folder);
    try (DeliveringWriter writer = next.turned(Collector.at(1))) {
      assertThat(writer.name()).isEqualTo("lines");
    }
    return next.accounts.inherited();
  }

  @Test
  void close_healthyServer_sendsEverything() throws Exception {
    try (Collector collector = Collector.answering(n -> 200)) {
      DeliveringWriter writer = to(Deliveries.endpoint(collector.uri()), FOR_EVER);
      for (int n = 0; n < 1_000; n += 10) {
        writer.write(Spans.numbered(n, n + 10));
      }

      writer.close();

      assertThat(collector.spans()).isEqualTo(Spans.names(0, 1_000));
      assertThat(deliveries.files()).isZero();
    }
  }

  @Test
  void close_serverKnownToBeAway_putsAllOnTheDiskWithoutWaiting() throws Exception {
    DeliveringWriter writer = to(Deliveries.endpoint(Collector.at(1)), FOR_EVER);
    writer.write(Spans.numbered(0, 10));
    await().until(() -> deliveries.accounts.spooledRecords() == 10);
    writer.write(Spans.numbered(10, 20));

    writer.close();

    assertThat(deliveries.accounts.spooledRecords()).isEqualTo(20);
    assertThat(deliveries.accounts.lost()).isEmpty();
  }

  @Test
  void close_serverThatHasJustGone_putsAllOnTheDiskAfterOneAttempt() throws Exception {
    DeliveringWriter writer = to(Deliveries.endpoint(Collector.at(1)), FOR_EVER);
    writer.write(Spans.numbered(0, 10));

    writer.close();

    assertThat(deliveries.accounts.spooledRecords()).isEqualTo(10);
  }

  @Test
  void close_silentServer_endsAtItsBound_andAllIsOnTheDisk() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    try (Peer peer = new Peer(connection -> release.await())) {
      DeliveringWriter writer =
          to(Endpoint.at(peer.uri()).withTimeout(FOR_EVER), Duration.ofMillis(50));
      writer.write(Spans.numbered(0, 10));
      await().until(() -> peer.connections() == 1);
      writer.write(Spans.numbered(10, 20));

      writer.close();

      assertThat(deliveries.accounts.spooledRecords()).isEqualTo(20);
      assertThat(deliveries.accounts.lost()).isEmpty();
      release.countDown();
    }
  }

  @Test
  void close_interrupted_putsAllOnTheDiskAtOnceAndStaysInterrupted() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    try (Peer peer = new Peer(connection -> release.await())) {
      DeliveringWriter writer = to(Endpoint.at(peer.uri()).withTimeout(FOR_EVER), FOR_EVER);
      writer.write(Spans.numbered(0, 10));
      await().until(() -> peer.connections() == 1);

      Thread.currentThread().interrupt();
      writer.close();

      assertThat(Thread.interrupted()).isTrue();
      assertThat(deliveries.accounts.spooledRecords()).isEqualTo(10);
      release.countDown();
    }
  }

  @Test
  void write_afterClose_isRefusedAndNotForgotten() throws Exception {
    try (Collector collector = Collector.answering(n -> 200)) {
      DeliveringWriter writer = to(Deliveries.endpoint(collector.uri()), FOR_EVER);
      writer.write(Spans.named("one"));
      writer.close();
      writer.close();

      assertThatIllegalStateException().isThrownBy(() -> writer.write(Spans.named("two")));
    }
  }

  @Test
  void threads_areGoneAfterwards() throws Exception {
    try (Collector collector = Collector.answering(n -> 200)) {
      DeliveringWriter writer = to(Deliveries.endpoint(collector.uri()), FOR_EVER);
      writer.write(Spans.named("one"));
      assertThat(writer.flush(Deliveries.LONG)).isTrue();
      assertThat(ours()).isPositive();

      writer.close();

      await().until(() -> ours() == 0);
    }
  }

  private static long ours() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("glimpse-lines-"))
        .count();
  }

  @Test
  void diskThatFailsAtTheEnd_isCounted() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    Deliveries nowhere = new Deliveries(file);
    try (DeliveringWriter writer =
        nowhere.to(Deliveries.endpoint(Collector.at(1)), Bounds.of(8 << 20, FOR_EVER))) {
      writer.write(Spans.numbered(0, 10));
    }

    assertThat(nowhere.accounts.lost()).containsEntry(Loss.SPOOL_FAILED, 10L);
    assertThat(waiting()).isZero();
  }
}
