package io.glimpse.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.propagation.Propagator;
import io.glimpse.record.AttributeNames;
import io.glimpse.record.LogEntry;
import io.glimpse.record.SpanRecord;
import io.glimpse.record.Stage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How deep and how often: trace_depth and max_calls_per_trace. */
final class CutTest {
  @RegisterExtension final SpanLog log = new SpanLog();

  @Test
  void depth_belowARequest_countsTheFunctionCallsOnTheChain() {
    Tracer tracer = tracer(2, 1000);
    try (Span request = tracer.span("request")) {
      call(
          tracer,
          "one",
          () ->
              call(
                  tracer,
                  "two",
                  () -> {
                    call(tracer, "three", () -> call(tracer, "four", () -> {}));
                    call(tracer, "three again", () -> {});
                  }));
      call(tracer, "sibling", () -> call(tracer, "its child", () -> {}));
    }

    assertThat(log.takeStages())
        .containsExactly(
            "START com.acme.Shop.one",
            "START com.acme.Shop.two",
            "END com.acme.Shop.two",
            "END com.acme.Shop.one",
            "START com.acme.Shop.sibling",
            "START com.acme.Shop.its child",
            "END com.acme.Shop.its child",
            "END com.acme.Shop.sibling");
    // three, four and "three again" all found "two" active.
    assertThat(log.take("Shop.two").attributes()).containsEntry(AttributeNames.CUT, 3L);
    assertThat(log.takeSpans())
        .allSatisfy(span -> assertThat(span.attributes()).doesNotContainKey(AttributeNames.CUT));
  }

  @Test
  void cutCalls_veryManyAndOnAnotherThreadToo_areAllCounted() {
    Tracer tracer = tracer(1, 1000);
    try (Span request = tracer.span("request")) {
      call(
          tracer,
          "one",
          () -> {
            callOften(tracer, 70_000);
            CompletableFuture.runAsync(tracer.wrap(() -> callOften(tracer, 1_000))).join();
            callOften(tracer, 1);
          });
    }

    assertThat(log.take("Shop.one").attributes()).containsEntry(AttributeNames.CUT, 71_001L);
    log.ignoreRecords();
  }

  private static void callOften(Tracer tracer, int times) {
    for (int i = 0; i < times; i++) {
      call(tracer, "two", () -> {});
    }
  }

  @Test
  void depth_throughManualSpans_isNotMovedByThem() {
    Tracer tracer = tracer(1, 1000);
    try (Span request = tracer.span("request")) {
      call(
          tracer,
          "one",
          () -> {
            try (Span manual = tracer.span("manual");
                Span deeper = tracer.span("deeper")) {
              call(tracer, "two", () -> {});
            }
          });
    }

    assertThat(log.take("deeper").attributes()).containsEntry(AttributeNames.CUT, 1L);
    assertThat(log.takeSpans())
        .extracting(SpanRecord::name)
        .containsExactly("manual", "Shop.one", "request");
    log.takeEntries();
  }

  @Test
  void depth_withAFunctionAsLocalRoot_countsTheCallsBelowIt() {
    Tracer tracer = tracer(1, 1000);

    call(tracer, "root", () -> call(tracer, "one", () -> call(tracer, "two", () -> {})));

    assertThat(log.takeSpans())
        .extracting(SpanRecord::name)
        .containsExactly("Shop.one", "Shop.root");
    log.takeEntries();
  }

  @Test
  void cut_leavesTheActiveSpanAsItIs() {
    Tracer tracer = tracer(1, 1000);
    try (Span request = tracer.span("request")) {
      call(
          tracer,
          "one",
          () -> {
            assertThat(tracer.open(SpanLog.function(tracer, "two"), new Object[0])).isNull();
            tracer.span("manual").close();
          });
    }

    SpanRecord one = log.take("Shop.one");
    assertThat(log.take("manual").parentSpanId()).isEqualTo(one.spanId());
    log.ignoreRecords();
  }

  @Test
  void budget_usedUp_cutsCallsButNoManualSpans() {
    Tracer tracer = tracer(5, 3);
    try (Span request = tracer.span("request")) {
      for (int i = 0; i < 10; i++) {
        call(tracer, "call", () -> tracer.span("manual").close());
      }
    }

    assertThat(log.take("request").attributes()).containsEntry(AttributeNames.CUT, 7L);
    List<SpanRecord> rest = log.takeSpans();
    assertThat(rest).filteredOn(span -> span.name().equals("manual")).hasSize(10);
    assertThat(rest).filteredOn(span -> span.name().equals("Shop.call")).hasSize(3);
    log.takeEntries();
  }

  @Test
  void budget_withAFunctionAsLocalRoot_countsItToo() {
    Tracer tracer = tracer(5, 2);

    call(
        tracer,
        "root",
        () -> {
          call(tracer, "first", () -> {});
          call(tracer, "second", () -> {});
        });

    assertThat(log.takeSpans())
        .extracting(SpanRecord::name)
        .containsExactly("Shop.first", "Shop.root");
    log.takeEntries();
  }

  @Test
  void budget_withAFunctionThatAFilterOpened_countsItToo() {
    Tracer tracer = tracer(5, 1);
    Span root = tracer.start(SpanLog.function(tracer, "resource"));
    assertThat(root).isNotNull();
    if (root != null) {
      try (Scope scope = root.activate()) {
        call(tracer, "cut", () -> {});
      }
      root.end();
    }

    SpanRecord span = log.takeOnly();
    assertThat(span.name()).isEqualTo("Shop.resource");
    assertThat(span.attributes()).containsEntry(AttributeNames.CUT, 1L);
    log.takeEntries();
  }

  @Test
  void budget_ofTheNextTrace_isFull() {
    Tracer tracer = tracer(5, 1);

    call(tracer, "one", () -> call(tracer, "cut", () -> {}));
    call(tracer, "two", () -> {});

    assertThat(log.takeSpans())
        .extracting(SpanRecord::name)
        .containsExactly("Shop.one", "Shop.two");
    log.takeEntries();
  }

  @Test
  void budget_sharedByThreads_isNeverOverdrawn() throws InterruptedException {
    Tracer tracer = tracer(5, 500);
    TracedFunction function = SpanLog.function(tracer, "call");
    ExecutorService pool = Executors.newFixedThreadPool(8);
    CountDownLatch go = new CountDownLatch(1);
    try (Span request = tracer.span("request")) {
      IntStream.range(0, 8)
          .forEach(
              thread ->
                  pool.execute(
                      () -> {
                        await(go);
                        try (Scope scope = request.activate()) {
                          for (int i = 0; i < 200; i++) {
                            OpenCall call = tracer.open(function, new Object[0]);
                            if (call != null) {
                              call.returned(null);
                            }
                          }
                        }
                        SpanLog.assertThreadIsClean(tracer);
                      }));
      go.countDown();
      pool.shutdown();
      assertThat(pool.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    assertThat(log.take("request").attributes()).containsEntry(AttributeNames.CUT, 1100L);
    assertThat(log.takeSpans()).hasSize(500);
    List<LogEntry> entries = log.takeEntries();
    assertThat(entries).filteredOn(entry -> entry.stage() == Stage.START).hasSize(500);
    assertThat(entries).filteredOn(entry -> entry.stage() == Stage.END).hasSize(500);
  }

  private Tracer tracer(int depth, int calls) {
    TracerSettings all = TracerSettings.standard();
    return log.tracer(
        new TracerSettings(
            all.level(),
            depth,
            calls,
            1.0,
            true,
            true,
            true,
            true,
            false,
            512,
            List.of(),
            List.of(Propagator.TRACECONTEXT),
            false,
            Selection.EVERYTHING));
  }

  private static void call(Tracer tracer, String name, Runnable body) {
    OpenCall call = tracer.open(SpanLog.function(tracer, name), new Object[0]);
    body.run();
    if (call != null) {
      call.returned(null);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
