package io.glimpse.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.record.CallRecord;
import io.glimpse.record.Inlet;
import io.glimpse.record.RecordKind;
import io.glimpse.record.RecordSink;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The records of one trace stay in order while its threads take turns. */
final class OrderOfWaysTest {
  @RegisterExtension final SpanLog log = new SpanLog();

  private final WatchedWay first = new WatchedWay();
  private final WatchedWay second = new WatchedWay();
  private final WatchedWay third = new WatchedWay();

  @Test
  void puts_anotherWay_handsOverTheOneBefore() {
    LocalRoot root = root();

    root.puts(first);
    root.puts(first);
    assertThat(first.handedOver).hasValue(0);
    root.puts(second);

    assertThat(first.handedOver).hasValue(1);
    assertThat(second.handedOver).hasValue(0);
  }

  @Test
  void puts_whileTheWayBeforeIsStillHandingOver_waitsForThat() throws Exception {
    LocalRoot root = root();
    root.puts(first);
    first.holdUp();
    Thread handsOver = new Thread(() -> root.puts(second));
    handsOver.start();
    first.asked.await();

    AtomicInteger seen = new AtomicInteger(-1);
    Thread comesNext =
        new Thread(
            () -> {
              root.puts(third);
              seen.set(first.handedOver.get());
            });
    comesNext.start();
    while (comesNext.getState() != Thread.State.BLOCKED && comesNext.isAlive()) {
      Thread.onSpinWait();
    }
    first.goOn.countDown();
    handsOver.join();
    comesNext.join();

    assertThat(seen).hasPositiveValue();
  }

  @Test
  void hasPut_whereAnotherHasTakenItsPlaceMeanwhile_handsOver() {
    LocalRoot root = root();
    root.puts(first);
    root.puts(second);
    root.hasPut(first);
    root.hasPut(second);

    assertThat(first.handedOver).hasValue(2);
    assertThat(second.handedOver).hasValue(0);
  }

  @Test
  void isKnownElsewhere_whereAnotherHasTakenItsPlace_handsOver() {
    LocalRoot root = root();
    root.puts(first);
    root.puts(second);

    root.isKnownElsewhere(first);
    root.isKnownElsewhere(second);

    assertThat(first.handedOver).hasValue(2);
    assertThat(second.handedOver).hasValue(0);
  }

  @Test
  void capture_whereAnotherThreadHasPutMeanwhile_handsOver() throws Exception {
    List<WatchedWay> ways = new CopyOnWriteArrayList<>();
    Tracer tracer = log.tracer(TracerSettings.standard(), sinkWith(ways));
    TracedFunction function = SpanLog.function(tracer, "order");
    OpenCall order = Objects.requireNonNull(tracer.open(function, new Object[0]));
    Runnable below =
        tracer.wrap(
            () -> {
              OpenCall call = Objects.requireNonNull(tracer.open(function, new Object[0]));
              Object unused = call.returned(null);
            });
    AtomicInteger handedOver = ways.get(0).handedOver;
    assertThat(handedOver).hasValue(0);

    CompletableFuture.runAsync(below, task -> new Thread(task).start()).get();
    assertThat(handedOver).hasValue(1);
    CapturedSpan unused = tracer.capture();

    assertThat(handedOver).hasValue(2);
    Object returned = order.returned(null);
    assertThat(returned).isNull();
  }

  private LocalRoot root() {
    try (Span request = log.tracer().span("request")) {
      return request.root;
    } finally {
      log.ignoreRecords();
    }
  }

  private static RecordSink sinkWith(List<WatchedWay> ways) {
    return new RecordSink() {
      @Override
      public boolean put(int lane, RecordKind kind, byte[] bytes, int from, int length) {
        return true;
      }

      @Override
      public Inlet inlet() {
        WatchedWay way = new WatchedWay();
        ways.add(way);
        return way;
      }
    };
  }

  /** Says how often it was to hand over, and can be held up in that. */
  private static final class WatchedWay implements Inlet {
    final AtomicInteger handedOver = new AtomicInteger();
    final CountDownLatch asked = new CountDownLatch(1);
    volatile CountDownLatch goOn = new CountDownLatch(0);

    void holdUp() {
      goOn = new CountDownLatch(1);
    }

    @Override
    public boolean put(CallRecord record) {
      return true;
    }

    @Override
    public boolean put(RecordKind kind, byte[] bytes, int from, int length) {
      return true;
    }

    @Override
    public void handOver() {
      asked.countDown();
      try {
        goOn.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      int unused = handedOver.incrementAndGet();
    }
  }
}
