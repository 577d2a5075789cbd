package io.glimpse.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.logcontext.LogContext;
import io.glimpse.pipeline.Pipeline;
import io.glimpse.record.CallRecord;
import io.glimpse.record.Inlet;
import io.glimpse.record.NameTable;
import io.glimpse.record.RecordKind;
import io.glimpse.record.RecordSink;
import io.glimpse.record.SpanRecord;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The records of one thread, and those of one trace while its threads take turns, stay in order.
 */
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

  @Test
  void newDesk_whereAGarbageCollectionTookTheOldOne_comesBehindWhatWasPutFromThat() {
    List<WatchedWay> ways = new CopyOnWriteArrayList<>();
    ThreadSlot slot = new ThreadSlot(LogContext.none(), new NameTable(), sinkWith(ways));
    @Nullable Object[] places = slot.places();
    Workspace old = slot.workspace(places);
    collect(places);

    assertThat(slot.workspace(places)).isNotSameAs(old);
    assertThat(ways).hasSize(2);
    assertThat(ways.get(0).handedOver).hasValue(1);
    assertThat(ways.get(1).handedOver).hasValue(0);
  }

  @Test
  void deskOfAThreadThatMakesNoOther_isHandedOverWhenItIsNoticed() {
    List<WatchedWay> ways = new CopyOnWriteArrayList<>();
    ThreadSlot slot = new ThreadSlot(LogContext.none(), new NameTable(), sinkWith(ways));
    @Nullable Object[] places = slot.places();
    Workspace unused = slot.workspace(places);
    collect(places);

    assertThat(slot.innermost()).isEmpty();
    assertThat(ways.get(0).handedOver).hasValue(1);
  }

  @Test
  void spansOfOneThread_whileGarbageIsCollected_comeInTheirOrder() {
    List<String> names = IntStream.range(0, 100).mapToObj(number -> "span-" + number).toList();
    try (Pipeline road = log.road(Duration.ofMinutes(1))) {
      Tracer tracer = log.tracer(TracerSettings.standard(), road);
      for (String name : names) {
        tracer.span(name).close();
        if (name.endsWith("5")) {
          System.gc();
        }
      }
    }

    assertThat(log.takeSpans()).extracting(SpanRecord::name).containsExactlyElementsOf(names);
  }

  /** What a garbage collection does to a thread without a span. */
  private static void collect(@Nullable Object[] places) {
    for (Object place : places) {
      if (place instanceof Reference<?> reference) {
        assertThat(reference.enqueue()).isTrue();
      }
    }
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
