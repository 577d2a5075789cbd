package io.glimpse.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glimpse.config.LogLines;
import io.glimpse.record.Loss;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Servers that keep a connection and say nothing, or never stop: nobody waits for them. */
@Timeout(60)
final class SilentServerTest {
  private static final String NO_END = "Content-Length: 99999999\r\n\r\n";

  @RegisterExtension final LogLines log = new LogLines("io.glimpse.delivery");

  @TempDir Path folder;

  private Deliveries deliveries;

  @BeforeEach
  void begin() {
    deliveries = new Deliveries(folder);
  }

  private static Bounds small(int memory) {
    return new Bounds(memory, 500, Duration.ZERO, Duration.ofMillis(2), Duration.ofMillis(20));
  }

  @Test
  void write_whileARequestIsOpen_neverWaitsForIt() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger answered = new AtomicInteger();
    try (Peer peer =
        new Peer(
            connection -> {
              while (true) {
                Peer.readRequest(connection);
                asked.countDown();
                release.await();
                answered.incrementAndGet();
                Peer.say(connection, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
              }
            })) {
      DeliveringWriter writer =
          deliveries.to(
              Deliveries.endpoint(peer.uri()),
              new Bounds(4_000, 500, Deliveries.LONG, Duration.ofMillis(2), Duration.ofMillis(20)));
      writer.write(Spans.numbered(0, 10));
      assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();

      // Ten times as much as memory may hold. Were one of these to wait, this would never end.
      for (int n = 10; n < 5_000; n += 10) {
        writer.write(Spans.numbered(n, n + 10));
      }
      assertThat(answered.get()).isZero();
      assertThat(peer.connections()).isEqualTo(1);
      assertThat(deliveries.accounts.spooledRecords()).isGreaterThan(4_000);

      release.countDown();
      assertThat(writer.flush(Deliveries.LONG)).isTrue();
      assertThat(deliveries.accounts.lost()).isEmpty();
      assertThat(deliveries.accounts.retries()).isZero();
      writer.close();
      assertThat(deliveries.files()).isZero();
    }
  }

  @Test
  void requestThatIsCutAfterMemoryOverflowed_isStillTheFirstToArrive() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    int port;
    try (Peer peer = new Peer(connection -> release.await())) {
      port = peer.uri().getPort();
      DeliveringWriter writer = deliveries.to(Deliveries.endpoint(peer.uri()), small(2_000));
      writer.write(Spans.numbered(0, 10));
      await().until(() -> peer.connections() == 1);
      for (int n = 10; n < 1_000; n += 10) {
        writer.write(Spans.numbered(n, n + 10));
      }
      writer.close();
      release.countDown();
    }
    Deliveries next = new Deliveries(folder);
    try (Collector collector = Collector.healthyAt(port);
        DeliveringWriter writer = next.to(collector.uri())) {
      assertThat(writer.flush(Deliveries.LONG)).isTrue();

      assertThat(collector.spans()).isEqualTo(Spans.names(0, 1_000));
    }
  }

  @Test
  void silence_endsAtTheTimeout_andTheConnectionWithIt() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    try (Peer peer =
        new Peer(
            connection -> {
              Peer.readRequest(connection);
              Peer.awaitEnd(connection, ended);
            })) {
      DeliveringWriter writer = impatient(peer);
      writer.write(Spans.named("one"));

      assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
      await().until(() -> deliveries.accounts.retries() >= 1);
      writer.close();
    }
    assertThat(deliveries.accounts.lost()).isEmpty();
    assertThat(log.take()).first().asString().contains("gave no whole answer within 100 ms");
  }

  @Test
  void serverThatDoesNotRead_endsAtTheTimeoutToo() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    AtomicInteger first = new AtomicInteger();
    try (Peer peer =
        new Peer(
            connection -> {
              if (first.getAndIncrement() == 0) {
                release.await();
                Peer.awaitEnd(connection, ended);
              }
            })) {
      DeliveringWriter writer = impatient(peer);
      String name = "x".repeat(1_000);
      writer.write(Spans.of("shop", Collections.nCopies(8_000, name)));

      await().until(() -> deliveries.accounts.retries() >= 1);
      release.countDown();
      assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
      writer.close();
    }
    assertThat(deliveries.accounts.lost()).isEmpty();
    assertThat(log.take()).first().asString().contains("gave no whole answer within 100 ms");
  }

  private DeliveringWriter impatient(Peer peer) {
    return deliveries.to(
        Endpoint.at(peer.uri()).withTimeout(Duration.ofMillis(100)), Deliveries.bounds());
  }

  @Test
  void answerThatNeverEnds_isJudgedByItsStatus() throws Exception {
    AtomicReference<String> status = new AtomicReference<>("200 OK");
    AtomicInteger requests = new AtomicInteger();
    try (Peer peer =
        new Peer(
            connection -> {
              Peer.readRequest(connection);
              requests.incrementAndGet();
              Peer.say(connection, "HTTP/1.1 " + status.get() + "\r\n" + NO_END + "and ");
              Peer.awaitEnd(connection, new CountDownLatch(1));
            })) {
      DeliveringWriter writer = impatient(peer);
      writer.write(Spans.named("taken"));
      assertThat(writer.flush(Deliveries.LONG)).isTrue();
      assertThat(deliveries.accounts.lost()).isEmpty();

      status.set("400 Bad Request");
      writer.write(Spans.named("refused"));
      assertThat(writer.flush(Deliveries.LONG)).isTrue();
      writer.close();

      assertThat(requests.get()).isEqualTo(2);
      assertThat(deliveries.accounts.lost()).containsExactly(Map.entry(Loss.REFUSED, 1L));
    }
    assertThat(log.take()).first().asString().contains("answered 200, but not to the end");
  }

  @Test
  void answerThatPoursForEver_isCutAtFourMebibytes() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    try (Peer peer =
        new Peer(
            connection -> {
              Peer.readRequest(connection);
              Peer.say(connection, "HTTP/1.1 200 OK\r\n" + NO_END);
              try {
                while (true) {
                  Peer.say(connection, "more ".repeat(1_000));
                }
              } finally {
                ended.countDown();
              }
            })) {
      DeliveringWriter writer = deliveries.to(peer.uri());
      writer.write(Spans.named("one"));
      assertThat(writer.flush(Deliveries.LONG)).isTrue();

      assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(deliveries.accounts.lost()).containsExactly(Map.entry(Loss.REFUSED, 1L));
      writer.close();
    }
  }

  @Test
  void connectionThatDropsInTheMiddleOfTheBody_isTriedAgain() throws Exception {
    AtomicInteger connections = new AtomicInteger();
    try (Peer peer =
        new Peer(
            connection -> {
              if (connections.incrementAndGet() <= 2) {
                connection.getInputStream().skipNBytes(200);
                connection.setSoLinger(true, 0); // a reset
              } else {
                Peer.readRequest(connection);
                Peer.say(connection, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
              }
            })) {
      DeliveringWriter writer = deliveries.to(peer.uri());
      writer.write(Spans.of("shop", Collections.nCopies(1_000, "x".repeat(100))));
      assertThat(writer.flush(Deliveries.LONG)).isTrue();
      writer.close();
    }
    assertThat(deliveries.accounts.retries()).isEqualTo(2);
    assertThat(deliveries.accounts.lost()).isEmpty();
  }

  @Test
  @Tag("slow")
  void burstsOfAThousand_areAllKept_whateverTheServerDoes() throws Exception {
    AtomicInteger n = new AtomicInteger();
    List<Integer> statuses = List.of(200, 200, 503, 200);
    try (Collector collector = Collector.answering(i -> statuses.get(n.getAndIncrement() % 4))) {
      DeliveringWriter writer =
          deliveries.to(Deliveries.endpoint(collector.uri()), Deliveries.bounds());
      for (int burst = 0; burst < 200; burst++) {
        writer.write(Spans.numbered(burst * 1_000, (burst + 1) * 1_000));
      }
      assertThat(writer.flush(Duration.ofSeconds(40))).isTrue();
      writer.close();

      assertThat(collector.spans()).isEqualTo(Spans.names(0, 200_000));
      assertThat(deliveries.accounts.lost()).isEmpty();
    }
  }
}
