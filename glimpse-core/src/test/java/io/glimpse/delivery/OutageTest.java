package io.glimpse.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glimpse.config.LogLines;
import io.glimpse.record.Loss;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A server that is away for a while: nothing is lost, doubled or out of order. */
@Timeout(60)
final class OutageTest {
  @RegisterExtension final LogLines log = new LogLines("io.glimpse.delivery");

  @TempDir Path folder;

  private Deliveries deliveries;

  @BeforeEach
  void begin() {
    deliveries = new Deliveries(folder);
  }

  @Test
  void serverThatComesUpLate_getsAllInOrder() throws Exception {
    int port = Collector.freePort();
    DeliveringWriter writer = deliveries.to(Collector.at(port));
    writer.write(Spans.numbered(0, 10));
    await().until(() -> deliveries.accounts.retries() >= 2);
    writer.write(Spans.numbered(10, 20));
    writer.write(Spans.numbered(20, 30));

    try (Collector collector = Collector.healthyAt(port)) {
      writer.write(Spans.numbered(30, 40));
      assertThat(writer.flush(Deliveries.LONG)).isTrue();
      writer.write(Spans.numbered(40, 50));
      writer.close();

      assertThat(collector.spans()).isEqualTo(Spans.names(0, 50));
    }
    assertThat(deliveries.accounts.lost()).isEmpty();
    assertThat(log.take())
        .satisfiesExactly(
            away -> assertThat(away).contains("cannot send to", "no connection"),
            back -> assertThat(back).contains("again"));
  }

  @Test
  void serverThatWasAwayForTheWholeRun_getsAllFromTheNextOne() throws Exception {
    int port = Collector.freePort();
    try (DeliveringWriter writer = deliveries.to(Collector.at(port))) {
      for (int n = 0; n < 100; n += 10) {
        writer.write(Spans.numbered(n, n + 10));
      }
      await().until(() -> deliveries.accounts.retries() >= 1);
    }
    assertThat(deliveries.accounts.lost()).isEmpty();
    assertThat(deliveries.accounts.spooledRecords()).isEqualTo(100);
    assertThat(log.take()).last().asString().contains("100 records", "wait in " + folder);

    Deliveries next = new Deliveries(folder);
    try (Collector collector = Collector.healthyAt(port);
        DeliveringWriter writer = next.to(collector.uri())) {
      assertThat(next.accounts.inherited()).isEqualTo(100);
      writer.write(Spans.numbered(100, 110));
      assertThat(writer.flush(Deliveries.LONG)).isTrue();

      assertThat(collector.spans()).isEqualTo(Spans.names(0, 110));
    }
    assertThat(next.accounts.lost()).isEmpty();
    assertThat(next.files()).isZero();

    Deliveries third = new Deliveries(folder);
    try (DeliveringWriter writer = third.to(Collector.at(port))) {
      assertThat(writer.flush(Duration.ZERO)).isTrue();
    }
    assertThat(third.accounts.inherited()).isZero();
  }

  @Test
  void whatWasAcknowledged_isNotSentAgainByTheNextRun() throws Exception {
    int port;
    try (Collector dying = Collector.answering(n -> n <= 1 ? 503 : n <= 3 ? 200 : 503)) {
      port = dying.uri().getPort();
      try (DeliveringWriter writer = deliveries.turned(dying.uri())) {
        writer.write(Spans.numbered(0, 10));
        await().until(() -> deliveries.accounts.spooledRecords() == 10);
        for (int n = 10; n < 50; n += 10) {
          int soFar = n + 10;
          writer.write(Spans.numbered(n, n + 10));
          await().until(() -> deliveries.accounts.spooledRecords() == soFar);
        }
        deliveries.pass(Duration.ofSeconds(1), writer);
        await().until(() -> dying.requests() == 4);
      }
      assertThat(dying.spans()).isEqualTo(Spans.names(0, 20));
    }
    Deliveries next = new Deliveries(folder);
    try (Collector collector = Collector.healthyAt(port);
        DeliveringWriter writer = next.turned(collector.uri())) {
      assertThat(writer.flush(Deliveries.LONG)).isTrue();

      assertThat(collector.spans()).isEqualTo(Spans.names(20, 50));
    }
    assertThat(next.accounts.inherited()).isEqualTo(30);
    assertThat(next.accounts.lost()).isEmpty();
  }

  @Test
  void hostThatNobodyKnows_isSaid() throws Exception {
    // No name may be that long, so nobody has to be asked for it.
    URI nowhere = URI.create("http://" + "x".repeat(64) + ".invalid:4318/v1/traces");
    try (DeliveringWriter writer = deliveries.turned(nowhere)) {
      writer.write(Spans.named("one"));
      await().until(() -> deliveries.accounts.spooledRecords() == 1);
    }
    assertThat(log.take()).first().asString().contains("its host name is not known");
  }

  @Test
  void whatWaitedForTooLong_isCountedAsThat() throws Exception {
    URI away = Collector.at(Collector.freePort());
    try (DeliveringWriter writer = deliveries.turned(away)) {
      writer.write(Spans.numbered(0, 10));
      await().until(() -> deliveries.accounts.spooledRecords() == 10);

      deliveries.pass(Duration.ofDays(2), writer);

      await().until(() -> !deliveries.accounts.lost().isEmpty());
      assertThat(deliveries.accounts.lost()).containsExactly(Map.entry(Loss.SPOOL_EXPIRED, 10L));
      assertThat(writer.flush(Deliveries.LONG)).isTrue();
    }
  }

  @Test
  void serverThatFailsNowAndThen_getsAllInOrderAndOnce() throws Exception {
    Random dice = new Random(7);
    try (Collector collector = Collector.answering(n -> dice.nextInt(3) == 0 ? 503 : 200);
        DeliveringWriter writer = deliveries.to(collector.uri())) {
      for (int n = 0; n < 2_000; n += 20) {
        writer.write(Spans.numbered(n, n + 20));
        if (n % 500 == 0) {
          assertThat(writer.flush(Deliveries.LONG)).isTrue();
        }
      }
      assertThat(writer.flush(Deliveries.LONG)).isTrue();

      assertThat(collector.spans()).isEqualTo(Spans.names(0, 2_000));
      assertThat(deliveries.accounts.lost()).isEmpty();
    }
  }

  @Test
  void diskThatCannotBeWrittenTo_leavesWhatFitsInMemory() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    Deliveries nowhere = new Deliveries(file);
    int port = Collector.freePort();
    DeliveringWriter writer = nowhere.to(Collector.at(port));
    writer.write(Spans.numbered(0, 10));
    await().until(() -> nowhere.accounts.retries() >= 2);
    writer.write(Spans.numbered(10, 20));

    try (Collector collector = Collector.healthyAt(port)) {
      assertThat(writer.flush(Deliveries.LONG)).isTrue();

      assertThat(collector.spans()).isEqualTo(Spans.names(0, 20));
    }
    assertThat(nowhere.accounts.lost()).isEmpty();
    writer.close();
  }

  @Test
  void diskAndServerAwayTogether_costTheOldestAndAllIsCounted() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    Deliveries nowhere = new Deliveries(file);
    URI uri = Collector.at(Collector.freePort());
    Bounds tight =
        new Bounds(1_000, 100, Duration.ZERO, Duration.ofMillis(2), Duration.ofMillis(20));
    DeliveringWriter writer = nowhere.to(Deliveries.endpoint(uri), tight);
    for (int n = 0; n < 1_000; n += 10) {
      writer.write(Spans.numbered(n, n + 10));
    }
    assertThat(nowhere.accounts.lost()).containsOnlyKeys(Loss.SPOOL_FAILED);

    writer.close();

    assertThat(nowhere.accounts.lost()).containsExactly(Map.entry(Loss.SPOOL_FAILED, 1_000L));
  }
}
