package io.glimpse.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.pipeline.OnFull;
import io.glimpse.pipeline.Pipeline;
import io.glimpse.record.Loss;
import io.glimpse.record.NameTable;
import io.glimpse.record.RecordBatch;
import io.glimpse.record.RecordEncoder;
import io.glimpse.record.RecordKind;
import io.glimpse.record.Section;
import io.glimpse.record.SpanKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole pipeline that ends at a server: each span is counted once, whatever becomes of it. */
@Timeout(60)
final class CountsTest {
  private static final RecordBatch.Source SOURCE =
      new RecordBatch.Source("test", "shop", new NameTable());

  @TempDir Path folder;

  private final ByteBuilder bytes = new ByteBuilder(256);
  private final RecordEncoder encoder = new RecordEncoder(bytes);
  private Deliveries deliveries;

  @BeforeEach
  void begin() {
    deliveries = new Deliveries(folder);
  }

  private Pipeline start(Endpoint endpoint, Bounds bounds, Duration close) {
    DeliveringWriter writer =
        DeliveringWriter.to("lines", new LineFormat(), endpoint, bounds, deliveries.spooling());
    Pipeline.Settings settings =
        new Pipeline.Settings(8 << 20, Duration.ofMillis(5), close, OnFull.DROP);
    return Pipeline.start(settings, SOURCE, List.of(writer));
  }

  private void put(Pipeline pipeline, int from, int to) {
    for (int n = from; n < to; n++) {
      put(pipeline, RecordKind.START, n);
      put(pipeline, RecordKind.SPAN, n);
    }
  }

  private void put(Pipeline pipeline, RecordKind kind, int n) {
    bytes.truncate(0);
    int from = encoder.begin(kind, 1, SpanKind.INTERNAL, false, 1, 2, 3, 0);
    encoder.times(1, 2).function(-1, 0).text(Section.NAME, "span-" + n);
    assertThat(pipeline.put(0, kind, bytes.array(), from, encoder.end())).isTrue();
  }

  @Test
  void everySpan_isInTheEndWhereItWasCounted() throws Exception {
    try (Collector collector =
        Collector.answering(n -> n % 5 == 0 ? 400 : n % 3 == 0 ? 503 : 200)) {
      Pipeline pipeline =
          start(Deliveries.endpoint(collector.uri()), Deliveries.bounds(), Deliveries.LONG);
      for (int n = 0; n < 2_000; n += 100) {
        put(pipeline, n, n + 100);
        assertThat(pipeline.flush(Deliveries.LONG)).isTrue();
      }
      pipeline.close();

      Pipeline.Counts counts = pipeline.counts();
      assertThat(counts.lost().get("lines")).containsOnlyKeys(Loss.REFUSED);
      assertThat(counts.writtenTo("lines")).isEqualTo(collector.spans().size());
      assertThat(counts.writtenTo("lines") + counts.lostAt("lines")).isEqualTo(2_000);
      assertThat(counts.retried().get("lines")).isPositive();
      assertThat(counts.spooled().get("lines")).isPositive();
    }
  }

  @Test
  void closeWithASilentServer_losesNothing_andTheNextOneSendsAll() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    int port;
    try (Peer peer = new Peer(connection -> release.await())) {
      port = peer.uri().getPort();
      Pipeline pipeline =
          start(
              Deliveries.endpoint(peer.uri()),
              Bounds.of(8 << 20, Duration.ofMillis(50)),
              Deliveries.LONG);
      put(pipeline, 0, 100);
      await().until(() -> peer.connections() == 1);
      put(pipeline, 100, 200);
      pipeline.close();
      release.countDown();

      Pipeline.Counts counts = pipeline.counts();
      assertThat(counts.lostInAll()).isZero();
      assertThat(counts.writtenTo("lines")).isEqualTo(200);
      assertThat(counts.spooled()).containsEntry("lines", 200L);
    }
    try (Collector collector = Collector.healthyAt(port)) {
      Pipeline next =
          start(Deliveries.endpoint(collector.uri()), Deliveries.bounds(), Deliveries.LONG);
      assertThat(next.flush(Deliveries.LONG)).isTrue();
      await().until(() -> collector.spans().size() == 200);
      next.close();

      assertThat(collector.spans()).isEqualTo(Spans.names(0, 200));
      assertThat(next.counts().writtenTo("lines")).isEqualTo(200);
    }
  }

  @Test
  void pipelineThatCannotWait_interruptsAndStillLosesNothing() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    try (Peer peer = new Peer(connection -> release.await())) {
      Pipeline pipeline =
          start(
              Deliveries.endpoint(peer.uri()),
              Bounds.of(8 << 20, Duration.ofHours(1)),
              Duration.ofMillis(200));
      put(pipeline, 0, 100);
      await().until(() -> peer.connections() == 1);
      pipeline.close();

      await().until(() -> pipeline.counts().spooled().getOrDefault("lines", 0L) == 100);
      assertThat(pipeline.counts().lostInAll()).isZero();
      assertThat(pipeline.counts().writtenTo("lines")).isEqualTo(100);
      release.countDown();
    }
  }
}
