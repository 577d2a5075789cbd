package io.glimpse;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.config.Config;
import io.glimpse.record.FunctionName;
import io.glimpse.record.LogEntry;
import io.glimpse.record.SpanRecord;
import io.glimpse.record.Stage;
import io.glimpse.trace.OpenCall;
import io.glimpse.trace.Span;
import io.glimpse.trace.TracedFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Switches that are thrown all the time while calls of all kinds are open on eight threads. */
final class SwitchedUnderLoadTest {
  private static final int THREADS = 8;
  private static final int REQUESTS = 4000;

  @TempDir Path folder;

  private final Collected collected = new Collected();

  @Test
  void switches_thrownUnderLoad_everyStartHasItsEndAndThreadsAreLeftClean() throws Exception {
    Path file = folder.resolve("policy.json");
    writePolicy(file, 0);
    Glimpse glimpse =
        Glimpse.builder()
            .config(
                Config.builder()
                    .readEnvironment(false)
                    .param("policy", file.toString())
                    .param("queue-bytes", "256 MiB"))
            .writer(collected)
            .open();
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    List<Future<?>> callers = new ArrayList<>();
    Caller caller = new Caller(glimpse);
    for (int i = 0; i < THREADS; i++) {
      callers.add(pool.submit(caller));
    }
    AtomicBoolean done = new AtomicBoolean();
    Thread operator = new Thread(() -> throwSwitches(glimpse, file, done));
    operator.start();
    for (Future<?> each : callers) {
      Object unused = each.get();
    }
    done.set(true);
    operator.join();
    pool.shutdown();
    glimpse.close();

    assertThat(glimpse.counts().lostInAll()).isZero();
    assertThat(glimpse.tracer().faults()).isZero();
    assertThat(caller.passed.get()).as("some calls found a switch off").isTrue();
    Map<String, List<Stage>> stages = new HashMap<>();
    for (LogEntry entry : collected.entries()) {
      stages.computeIfAbsent(entry.callId().toString(), id -> new ArrayList<>()).add(entry.stage());
    }
    assertThat(stages).hasSizeGreaterThan(REQUESTS);
    assertThat(stages.values())
        .allSatisfy(
            pair -> {
              assertThat(pair).hasSize(2).first().isEqualTo(Stage.START);
              assertThat(pair.get(1)).isNotEqualTo(Stage.START);
            });
    assertEveryParentIsThere(collected.spans());
  }

  private static void assertEveryParentIsThere(List<SpanRecord> spans) {
    Set<String> ids = new HashSet<>();
    spans.forEach(span -> ids.add(String.valueOf(span.spanId())));
    assertThat(spans)
        .allSatisfy(
            span ->
                assertThat(span.parentSpanId() == null || ids.contains("" + span.parentSpanId()))
                    .as("parent of %s", span.name())
                    .isTrue());
  }

  private static void throwSwitches(Glimpse glimpse, Path file, AtomicBoolean done) {
    for (int i = 0; !done.get(); i++) {
      glimpse.stop();
      glimpse.run();
      glimpse.tracer().modules().turn("com.acme.b", i % 2 == 0);
      glimpse.tracer().modules().turn("com.acme", i % 3 == 0);
      glimpse.tracer().modules().turn("com.acme", true);
      writePolicy(file, i);
      PolicyReload read = glimpse.reload();
      assertThat(read).isNotInstanceOf(PolicyReload.Refused.class);
    }
  }

  /** Depth, capture and what is held change from one to the next. */
  private static void writePolicy(Path file, int turn) {
    String json =
        "{\"version\": \"1.0\", \"package_trees\": [\"com.acme\"], \"trace_depth\": "
            + (1 + turn % 4)
            + ", \"capture\": {\"arguments\": "
            + (turn % 2 == 0)
            + "}, \"slow_ms\": 0, \"keep\": \""
            + (turn % 5 == 0 ? "slow_or_failed" : "all")
            + "\"}";
    try {
      Files.writeString(file, json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A request with calls in calls, some of which throw and some of which end later. */
  private static final class Caller implements Runnable {
    final AtomicBoolean passed = new AtomicBoolean();
    private final Glimpse glimpse;
    private final List<TracedFunction> functions = new ArrayList<>();

    Caller(Glimpse glimpse) {
      this.glimpse = glimpse;
      for (String type : List.of("com.acme.a.Cart", "com.acme.b.Stock", "com.acme.c.Till")) {
        functions.add(
            glimpse
                .tracer()
                .function(
                    FunctionName.of(type, "work", null),
                    List.of("id"),
                    Set.of(),
                    type.endsWith("Till") ? CompletableFuture.class : Object.class));
      }
    }

    @Override
    public void run() {
      for (int i = 0; i < REQUESTS; i++) {
        if (i % 2 == 0) {
          try (Span request = glimpse.tracer().span("request")) {
            call(0, i);
          }
        } else {
          call(0, i);
        }
        if (glimpse.tracer().active().isPresent()) {
          throw new AssertionError("the thread is not clean");
        }
      }
    }

    private void call(int depth, int i) {
      TracedFunction function = functions.get(depth % functions.size());
      @Nullable Object[] arguments = {i};
      OpenCall open = glimpse.tracer().open(function, arguments);
      if (open == null) {
        passed.set(true);
      }
      if (depth < 3) {
        call(depth + 1, i);
      }
      if (open == null) {
        return;
      }
      if (i % 7 == depth) {
        open.failed(new IllegalStateException("on purpose"));
      } else if (function.name().qualified().contains("Till")) {
        CompletableFuture<String> late = new CompletableFuture<>();
        Object unused = open.returned(late);
        late.complete("later");
      } else {
        Object unused = open.returned("done");
      }
    }
  }
}
