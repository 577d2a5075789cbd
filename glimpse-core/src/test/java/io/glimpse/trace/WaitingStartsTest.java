package io.glimpse.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glimpse.context.SpanId;
import io.glimpse.pipeline.Pipeline;
import io.glimpse.record.FunctionName;
import io.glimpse.record.LogEntry;
import io.glimpse.record.Loss;
import io.glimpse.record.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A START goes out with the end of its call, unless it is wanted before: then it goes out once. */
final class WaitingStartsTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final int THREADS = 8;
  private static final int CALLS = 20_000;

  @RegisterExtension final SpanLog log = new SpanLog();

  private Pipeline road = log.road(Duration.ofMillis(20));
  private Tracer tracer = log.tracer(TracerSettings.standard(), road);

  @AfterEach
  void close() {
    road.close();
    log.ignoreRecords();
  }

  private TracedFunction function(String name, Class<?> returns) {
    return tracer.function(
        FunctionName.of("com.acme.Shop", name, null), List.of("number"), Set.of(), returns);
  }

  private OpenCall open(String name, int number) {
    return open(name, Object.class, number);
  }

  private OpenCall open(String name, Class<?> returns, int number) {
    return Objects.requireNonNull(tracer.open(function(name, returns), new Object[] {number}));
  }

  /** What has arrived after everything that was put has been written. */
  private List<String> stages() throws InterruptedException {
    assertThat(road.flush(LONG)).isTrue();
    return log.takeStages();
  }

  @Test
  void callWithNothingBelow_hasItsStartBeforeItsEnd() throws Exception {
    open("pay", 7).returned("done");

    assertThat(road.flush(LONG)).isTrue();
    List<LogEntry> entries = log.takeEntries();
    assertThat(entries).extracting(LogEntry::stage).containsExactly(Stage.START, Stage.END);
    assertThat(entries.get(0).args()).isEqualTo("{\"number\":7}");
    assertThat(entries.get(0).result()).isNull();
    assertThat(entries.get(0).durationNanos()).isEqualTo(-1);
    assertThat(entries.get(1).result()).isEqualTo("\"done\"");
    assertThat(entries).extracting(LogEntry::entryId).doesNotHaveDuplicates();
    assertThat(log.takeOnly().name()).isEqualTo("Shop.pay");
  }

  @Test
  void flush_insideACall_bringsItsStart() throws Exception {
    OpenCall call = open("pay", 7);

    assertThat(road.flush(LONG)).isTrue();
    LogEntry start = log.takeEntry(Stage.START);
    assertThat(start.args()).isEqualTo("{\"number\":7}");
    assertThat(start.thread()).isEqualTo(Thread.currentThread().getName());
    call.returned("done");

    assertThat(stages()).containsExactly("END com.acme.Shop.pay");
    assertThat(log.takeOnly().spanId()).isEqualTo(start.spanId());
  }

  @Test
  void callThatTakesLong_isSeenWithoutAFlush() throws Exception {
    OpenCall call = open("pay", 7);
    await().atMost(LONG).until(() -> !log.entriesSoFar().isEmpty());
    call.failed(new IllegalStateException("torn"));

    assertThat(stages()).containsExactly("START com.acme.Shop.pay", "EXCEPTION com.acme.Shop.pay");
    log.takeOnly();
  }

  @Test
  void callBelow_comesBehindTheStartOfTheOneAround() throws Exception {
    OpenCall outer = open("order", 1);
    open("pay", 2).returned("done");

    assertThat(stages())
        .containsExactly(
            "START com.acme.Shop.order", "START com.acme.Shop.pay", "END com.acme.Shop.pay");
    outer.returned("done");
    assertThat(stages()).containsExactly("END com.acme.Shop.order");
    assertThat(log.takeSpans()).hasSize(2);
  }

  @Test
  void callOnAnotherThread_comesBehindTheStartOfTheOneAround() throws Exception {
    OpenCall outer = open("order", 1);
    Runnable pays = () -> open("pay", 2).returned("done");
    Thread other = new Thread(tracer.wrap(pays));
    other.start();
    other.join();
    outer.returned("done");

    assertThat(stages())
        .containsExactly(
            "START com.acme.Shop.order",
            "START com.acme.Shop.pay",
            "END com.acme.Shop.pay",
            "END com.acme.Shop.order");
    assertThat(log.takeSpans()).hasSize(2);
  }

  @Test
  void asynchronousCall_isSaidWhenItReturns() throws Exception {
    CompletableFuture<String> result = new CompletableFuture<>();
    Object unused = open("pay", CompletionStage.class, 3).returned(result);

    assertThat(stages()).containsExactly("START com.acme.Shop.pay");
    result.complete("done");
    assertThat(stages()).containsExactly("END com.acme.Shop.pay");
    log.takeOnly();
  }

  @Test
  void spanBelow_comesBehindTheStartOfTheCallAround() throws Exception {
    OpenCall outer = open("order", 1);
    Thread other;
    try (Span span = tracer.span("by hand")) {
      other = new Thread(span::end);
    }
    other.start();
    other.join();

    assertThat(stages()).containsExactly("START com.acme.Shop.order");
    log.takeOnly();
    outer.returned("done");
    assertThat(stages()).containsExactly("END com.acme.Shop.order");
    log.takeOnly();
  }

  @Test
  void callThatIsCoveredByAnotherTracesSpan_isSeen() throws Exception {
    OpenCall covered = open("order", 1);
    try (Scope unused = tracer.captureNone().activate()) {
      assertThat(stages()).containsExactly("START com.acme.Shop.order");
    }
    covered.returned("done");
    assertThat(stages()).containsExactly("END com.acme.Shop.order");
    log.takeOnly();
  }

  @Test
  void callThatIsOpenWhenTheRoadIsClosed_hasBegunAndItsEndIsCounted() {
    OpenCall call = open("order", 1);
    road.close();
    assertThat(log.takeStages()).containsExactly("START com.acme.Shop.order");

    call.returned("done");

    assertThat(road.counts().lost().get("queue")).containsExactly(Map.entry(Loss.CLOSED, 2L));
    assertThat(log.takeSpans()).isEmpty();
  }

  @Test
  void callInATraceThatWaitsForItsVerdict_isNotSaidBefore() throws Exception {
    Tracer choosy =
        log.tracer(
            TracerSettings.standard().withSelection(new Selection(Duration.ZERO, true, LONG)),
            road);
    TracedFunction function = SpanLog.function(choosy, "pay");
    OpenCall call = Objects.requireNonNull(choosy.open(function, new Object[0]));
    assertThat(stages()).isEmpty();
    call.returned(null);
    assertThat(stages()).isEmpty();
    assertThat(log.takeSpans()).isEmpty();
  }

  /** The road asks as often as it can, while calls of all sorts begin and end. */
  @Test
  @Tag("slow")
  void manyCalls_thatAreAskedForAllTheTime_haveOneStartAndOneEndEach() throws Exception {
    road.close();
    road = log.road(Duration.ofNanos(1));
    tracer = log.tracer(TracerSettings.standard(), road);
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    List<Future<?>> done = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      done.add(pool.submit(this::call));
    }
    for (Future<?> each : done) {
      Object nothing = each.get();
      assertThat(nothing).isNull();
    }
    pool.shutdown();
    road.close();

    assertThat(road.counts().lostInAll()).isZero();
    Map<SpanId, LogEntry> open = new HashMap<>();
    long calls = 0;
    for (LogEntry entry : log.takeEntries()) {
      if (entry.stage() == Stage.START) {
        assertThat(open.put(Objects.requireNonNull(entry.spanId()), entry)).isNull();
        calls++;
      } else {
        LogEntry start = Objects.requireNonNull(open.remove(entry.spanId()));
        if (entry.stage() == Stage.END) {
          assertThat("{\"number\":" + entry.result() + "}").isEqualTo(start.args());
        } else {
          assertThat(entry.args()).isEqualTo(start.args());
        }
        assertThat(entry.thread()).isEqualTo(start.thread());
      }
    }
    assertThat(open).isEmpty();
    assertThat(calls).isEqualTo((long) THREADS * CALLS);
    assertThat(log.takeSpans().stream().filter(span -> !span.name().equals("request")))
        .hasSize(THREADS * CALLS);
  }

  private void call() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    TracedFunction pay = function("pay", Object.class);
    for (int i = 0; i < CALLS; ) {
      try (Span root = tracer.span("request")) {
        int below = random.nextInt(4);
        int number = random.nextInt();
        OpenCall outer = Objects.requireNonNull(tracer.open(pay, new Object[] {number}));
        i++;
        for (int n = 0; n < below && i < CALLS; n++, i++) {
          int inner = random.nextInt(1_000_000_000);
          OpenCall call = Objects.requireNonNull(tracer.open(pay, new Object[] {inner}));
          if (random.nextInt(8) == 0) {
            LockSupport.parkNanos(1);
          }
          if (random.nextInt(16) == 0) {
            call.failed(new IllegalStateException());
          } else {
            call.returned(inner);
          }
        }
        outer.returned(number);
      }
    }
  }
}
