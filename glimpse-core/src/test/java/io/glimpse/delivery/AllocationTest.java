package io.glimpse.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.glimpse.buffer.ByteBuilder;
import io.glimpse.record.RecordBatch;
import io.glimpse.record.RecordCursor;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Request bodies are written into arrays that were sent before. */
@Timeout(60)
final class AllocationTest {
  private static final int ROUNDS = 5;
  private static final int BATCHES = 20;
  private static final byte[] BODY =
      "0123456789abcdef".repeat(10_000).getBytes(StandardCharsets.US_ASCII);

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir Path folder;

  /** Leaves no garbage of its own. */
  private record Bytes() implements BodyFormat {
    @Override
    public String contentType() {
      return "application/octet-stream";
    }

    @Override
    public void begin(ByteBuilder out, RecordBatch.Source source) {}

    @Override
    public boolean goesOnWith(RecordBatch.Source source) {
      return true;
    }

    @Override
    public void span(ByteBuilder out, RecordCursor record, RecordBatch.Source source) {
      out.raw(BODY);
    }

    @Override
    public void end(ByteBuilder out) {}

    @Override
    public Accepted read(byte[] body, int spans) {
      return Accepted.ALL;
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void write_ofBodyAfterBody_usesTheSameArrays(boolean gzip) throws Exception {
    try (Collector collector = Collector.answering(n -> 200);
        DeliveringWriter writer =
            DeliveringWriter.to(
                "bytes",
                new Bytes(),
                Deliveries.endpoint(collector.uri()).withGzip(gzip),
                Deliveries.bounds(),
                new Deliveries(folder).spooling())) {
      RecordBatch batch = Spans.named("one");

      // An array for each body, or a copy of one, would be sixteen times as much.
      assertThat(allocated(writer, batch)).isLessThan((long) BATCHES * BODY.length / 16);
    }
  }

  /** The least of some rounds: until the arrays have grown they are new ones. */
  private long allocated(DeliveringWriter writer, RecordBatch batch) throws Exception {
    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < BATCHES; i++) {
        writer.write(batch);
        assertThat(writer.flush(Deliveries.LONG)).isTrue();
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }

  @Test
  void array_thatIsStillRead_isNotUsedAgain() {
    ArrayPublisher publisher = new ArrayPublisher(BODY, 0, BODY.length);
    Reader reader = new Reader();
    publisher.subscribe(reader);
    assertThat(publisher.isRead()).isFalse();
    reader.request(2);
    reader.readAll();
    assertThat(publisher.isRead()).isFalse();

    reader.request(Long.MAX_VALUE);
    assertThat(reader.complete).isTrue();
    assertThat(publisher.isRead()).isFalse();

    reader.readAll();
    assertThat(publisher.isRead()).isTrue();
    assertThat(reader.bytes).isEqualTo(BODY.length);
  }

  /** Takes what comes, and reads it when it is told to. */
  private static final class Reader implements Flow.Subscriber<ByteBuffer> {
    private final ArrayDeque<ByteBuffer> pieces = new ArrayDeque<>();
    private final List<Flow.Subscription> from = new ArrayList<>();
    private boolean complete;
    private int bytes;

    void request(long n) {
      from.get(0).request(n);
    }

    void readAll() {
      for (ByteBuffer piece = pieces.poll(); piece != null; piece = pieces.poll()) {
        bytes += piece.remaining();
        piece.position(piece.limit());
      }
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      from.add(subscription);
    }

    @Override
    public void onNext(ByteBuffer piece) {
      pieces.add(piece);
    }

    @Override
    public void onError(Throwable thrown) {
      throw new AssertionError(thrown);
    }

    @Override
    public void onComplete() {
      complete = true;
    }
  }
}
