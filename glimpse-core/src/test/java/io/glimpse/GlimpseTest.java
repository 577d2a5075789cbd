package io.glimpse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.glimpse.config.Config;
import io.glimpse.config.LogLines;
import io.glimpse.context.SpanContext;
import io.glimpse.policy.TracingPolicy;
import io.glimpse.record.FunctionName;
import io.glimpse.record.LogEntry;
import io.glimpse.record.Loss;
import io.glimpse.record.SpanRecord;
import io.glimpse.trace.OpenCall;
import io.glimpse.trace.Span;
import io.glimpse.trace.TracedFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A Glimpse of one's own, from opening to closing and back. */
final class GlimpseTest {
  @RegisterExtension final LogLines log = new LogLines("io.glimpse");

  @TempDir Path folder;

  private final Collected collected = new Collected();

  @Test
  void openedByDefault_recordsToTheJsonLinesFile() throws Exception {
    Path file = folder.resolve("logs/trace.jsonl");
    try (Glimpse glimpse =
        Glimpse.builder()
            .config(settings().param("log-path", file.toString()).param("service-name", "shop"))
            .policy(TracingPolicy.none())
            .open()) {
      Integer seven = glimpse.tracer().trace("work", () -> 7);
      assertThat(seven).isEqualTo(7);
      assertThat(glimpse.isEnabled()).isTrue();
      assertThat(glimpse.config().logPath()).isEqualTo(file);
    }

    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).contains("\"stage\":\"START\"", "\"function\":\"work\"");
    assertThat(lines.get(2)).contains("\"name\":\"work\"", "\"service\":\"shop\"");
  }

  @Test
  void serviceName_thatNobodyConfigured_isTheFirstThatAnEdgeOffers() throws Exception {
    try (Glimpse glimpse = open()) {
      glimpse.offerServiceName("");
      glimpse.offerServiceName("shop");
      glimpse.offerServiceName("another");
      glimpse.tracer().span("one").close();
      assertThat(glimpse.flush(Duration.ofSeconds(30))).isTrue();
    }

    assertThat(collected.spans()).extracting(SpanRecord::service).containsExactly("shop");
  }

  @Test
  void flush_returningTrue_hasDeliveredEverything() throws Exception {
    try (Glimpse glimpse = open()) {
      glimpse.tracer().span("one").close();
      assertThat(glimpse.flush(Duration.ofSeconds(30))).isTrue();
      assertThat(collected.spans()).extracting(SpanRecord::name).containsExactly("one");
      assertThat(glimpse.counts().written()).isEqualTo(Map.of("collected", 1L));
    }
  }

  @Test
  void close_twice_closesTheWriterOnce() {
    Glimpse glimpse = open();
    glimpse.tracer().span("one").close();

    glimpse.close();
    glimpse.close();

    assertThat(collected.closed()).isOne();
    assertThat(collected.spans()).hasSize(1);
    assertThat(glimpse.counts().lostInAll()).isZero();
  }

  @Test
  void recording_afterClose_isACountedNoOp() throws Exception {
    Glimpse glimpse = open();
    glimpse.close();

    glimpse.tracer().span("late").close();
    assertThat(glimpse.tracer().open(function(glimpse), new Object[0])).isNull();
    Integer seven = glimpse.tracer().trace("late", () -> 7);

    assertThat(seven).isEqualTo(7);
    assertThat(collected.spans()).isEmpty();
    assertThat(glimpse.counts().lost()).containsEntry("queue", Map.of(Loss.CLOSED, 4L));
    assertThat(glimpse.tracer().active()).isEmpty();
  }

  @Test
  void callThatIsOpenAtClose_endsAsACountedLoss() {
    Glimpse glimpse = open();
    OpenCall call = glimpse.tracer().open(function(glimpse), new Object[0]);
    assertThat(call).isNotNull();

    glimpse.close();
    if (call != null) {
      call.returned(null);
    }

    assertThat(collected.entries()).hasSize(1);
    assertThat(glimpse.counts().lostInAll()).isEqualTo(2);
    assertThat(glimpse.tracer().active()).isEmpty();
  }

  @Test
  void asynchronousCallsThatAreOpenAtClose_areCountedAndNamedAndEndAsACountedLoss() {
    Glimpse glimpse = open();
    CompletableFuture<String> never = new CompletableFuture<>();
    for (int i = 0; i < 2; i++) {
      OpenCall call = Objects.requireNonNull(glimpse.tracer().open(fetch(glimpse), new Object[0]));
      assertThat(call.returned(never)).isSameAs(never);
    }
    assertThat(glimpse.tracer().asyncSpan("poll", () -> never)).isSameAs(never);
    CompletableFuture<String> done = CompletableFuture.completedFuture("done");
    assertThat(glimpse.tracer().asyncSpan("done", () -> done)).isSameAs(done);
    List<String> unused = log.take();

    glimpse.close();
    glimpse.close();

    assertThat(log.take())
        .filteredOn(line -> line.contains("still open"))
        .containsExactly(
            "INFO 3 asynchronous calls were still open when Glimpse was closed, so they have no"
                + " END: com.acme.Shop.fetch (2), poll (1). Their stages are not complete, or"
                + " nobody has subscribed to their publishers.");
    assertThat(never.complete("too late")).isTrue();
    assertThat(glimpse.counts().lost().get("queue")).isEqualTo(Map.of(Loss.CLOSED, 5L));
    assertThat(glimpse.tracer().stillOpen()).isEmpty();
  }

  @Test
  void callsThatAreRunningAtClose_onAnyThread_areCountedAndNamed() throws Exception {
    Glimpse glimpse = open();
    CountDownLatch closed = new CountDownLatch(1);
    CountDownLatch opened = new CountDownLatch(2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    List<Future<?>> atWork = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      atWork.add(threads.submit(() -> waitInside(glimpse, opened, closed)));
    }
    opened.await();
    OpenCall outer = open(glimpse, "outer");
    OpenCall inner = open(glimpse, "inner");
    open(glimpse, "ended").returned(null);
    try (Span inside = glimpse.tracer().span("inside")) {
      assertThat(glimpse.tracer().stillRunning())
          .isEqualTo(
              Map.of(
                  "com.acme.Shop.inner", 1L, "com.acme.Shop.outer", 1L, "com.acme.Shop.wait", 2L));
    }
    List<String> unused = log.take();

    glimpse.close();

    assertThat(log.take())
        .filteredOn(line -> line.contains("still running"))
        .containsExactly(
            "INFO 4 calls were still running when Glimpse was closed, so they have no END:"
                + " com.acme.Shop.inner (1), com.acme.Shop.outer (1), com.acme.Shop.wait (2). Their"
                + " threads had not come back from them.");
    closed.countDown();
    for (Future<?> each : atWork) {
      each.get();
    }
    threads.shutdown();
    inner.returned(null);
    outer.failed(new IllegalStateException("too late"));
    assertThat(glimpse.tracer().stillRunning()).isEmpty();
    assertThat(glimpse.tracer().active()).isEmpty();
  }

  private static void waitInside(Glimpse glimpse, CountDownLatch opened, CountDownLatch closed) {
    OpenCall call = open(glimpse, "wait");
    opened.countDown();
    try {
      closed.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      call.returned(null);
    }
  }

  private static OpenCall open(Glimpse glimpse, String method) {
    TracedFunction function =
        glimpse
            .tracer()
            .function(
                FunctionName.of("com.acme.Shop", method, null), List.of(), Set.of(), void.class);
    return Objects.requireNonNull(glimpse.tracer().open(function, new Object[0]));
  }

  private static TracedFunction fetch(Glimpse glimpse) {
    return glimpse
        .tracer()
        .function(
            FunctionName.of("com.acme.Shop", "fetch", null),
            List.of(),
            Set.of(),
            CompletableFuture.class);
  }

  @Test
  void run_afterClose_recordsAgainToTheSameWriters() {
    Glimpse glimpse = open();
    glimpse.tracer().span("one").close();
    glimpse.close();
    glimpse.tracer().span("lost").close();
    glimpse.run();
    glimpse.tracer().span("two").close();
    glimpse.close();

    assertThat(collected.spans()).extracting(SpanRecord::name).containsExactly("one", "two");
    assertThat(collected.closed()).isEqualTo(2);
  }

  @Test
  void counts_afterClosingAndRunning_areOfBothTimes() {
    Glimpse glimpse = open();
    glimpse.tracer().span("one").close();
    glimpse.close();
    glimpse.tracer().span("lost").close();
    glimpse.run();
    glimpse.tracer().span("two").close();
    glimpse.close();
    glimpse.tracer().span("lost").close();

    assertThat(glimpse.counts().written()).isEqualTo(Map.of("collected", 2L));
    assertThat(glimpse.counts().lost()).containsEntry("queue", Map.of(Loss.CLOSED, 2L));
    assertThat(glimpse.counts().highestQueueBytes()).isPositive();
  }

  @Test
  void entryIds_afterClosingAndRunning_areNeverGivenTwice() throws Exception {
    Glimpse glimpse = open();
    for (int i = 0; i < 3; i++) {
      glimpse.run();
      glimpse.tracer().trace("work", () -> "done");
      glimpse.close();
    }

    assertThat(collected.entries())
        .hasSize(6)
        .extracting(LogEntry::entryId)
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("[0-9a-z]+-[0-9]+"));
  }

  @Test
  void runStopAndClose_inAnyOrder_doWhatTheLastOneSays() {
    Glimpse glimpse = open();
    glimpse.stop();
    glimpse.stop();
    call(glimpse, "stopped");
    glimpse.run();
    glimpse.run();
    call(glimpse, "running");
    glimpse.close();
    glimpse.stop();
    glimpse.close();
    glimpse.run();
    glimpse.stop();
    call(glimpse, "stopped again");
    glimpse.tracer().span("by hand").close();
    glimpse.close();

    assertThat(collected.spans())
        .extracting(SpanRecord::name)
        .containsExactly("Shop.running", "by hand");
    assertThat(glimpse.counts().lostInAll()).isZero();
  }

  @Test
  void run_inAPlainMain_saysOnceThatNothingIsAttached() {
    try (Glimpse glimpse = open()) {
      glimpse.run();
      glimpse.run();
    }

    assertThat(log.take()).filteredOn(line -> line.contains("plain main()")).hasSize(1);
  }

  @Test
  void disabled_everything_passesUnrecorded() throws Exception {
    Glimpse glimpse =
        Glimpse.builder()
            .config(settings().param("enabled", "false"))
            .policy(TracingPolicy.none())
            .writer(collected)
            .open();
    glimpse.run();
    glimpse.tracer().span("manual").close();
    Integer seven = glimpse.tracer().trace("work", () -> 7);
    glimpse.close();

    assertThat(seven).isEqualTo(7);
    assertThat(glimpse.isEnabled()).isFalse();
    assertThat(glimpse.flush(Duration.ZERO)).isTrue();
    assertThat(collected.spans()).isEmpty();
    assertThat(collected.closed()).isZero();
    assertThat(log.take()).contains("INFO glimpse.enabled is false: run() has no effect.");
  }

  @Test
  void brokenPolicyAndSettings_areOneReport() throws IOException {
    Path policy =
        Files.writeString(
            folder.resolve("policy.json"),
            "{\"version\": \"1.0\", \"trace_depht\": 5, \"name\": 7}");

    assertThatExceptionOfType(GlimpseException.class)
        .isThrownBy(
            () ->
                Glimpse.builder()
                    .config(settings().param("policy", policy.toString()).param("level", "LOUD"))
                    .writer(collected)
                    .open())
        .satisfies(
            thrown -> {
              assertThat(thrown.problems()).hasSize(3);
              assertThat(thrown.problems().get(0))
                  .isEqualTo("parameter level: found \"LOUD\". Write one of ERROR, INFO, DEBUG.");
              assertThat(thrown.problems())
                  .anyMatch(line -> line.contains("/trace_depht") && line.contains("trace_depth"));
              assertThat(thrown.problems()).anyMatch(line -> line.contains("/name"));
              assertThat(thrown)
                  .hasMessageStartingWith("Glimpse found 3 problems")
                  .hasMessageContaining("glimpse.on-invalid-policy=disable");
              thrown
                  .problems()
                  .forEach(problem -> assertThat(thrown).hasMessageContaining(problem));
            });
    assertThat(collected.closed()).isZero();
  }

  @Test
  void missingPolicyFile_isAProblem() {
    assertThatExceptionOfType(GlimpseException.class)
        .isThrownBy(
            () ->
                Glimpse.builder()
                    .config(settings().param("policy", folder.resolve("none.json").toString()))
                    .open())
        .withMessageStartingWith("Glimpse found 1 problem:")
        .withMessageContaining("none.json");
  }

  @Test
  void brokenPolicyOrSettings_withDisable_startsUntracedAndWarns() {
    try (Glimpse glimpse =
        Glimpse.builder()
            .config(settings().param("on-invalid-policy", "disable").param("level", "LOUD"))
            .policy(TracingPolicy.none())
            .writer(collected)
            .open()) {
      glimpse.run();
      glimpse.tracer().span("manual").close();
      assertThat(glimpse.isEnabled()).isFalse();
      assertThat(glimpse.policy()).isEqualTo(TracingPolicy.none());
    }

    assertThat(collected.spans()).isEmpty();
    assertThat(log.take())
        .anyMatch(line -> line.startsWith("WARNING Starting untraced.") && line.contains("LOUD"));
  }

  @Test
  void settings_beatThePolicyWhereBothNameAThing() {
    TracingPolicy policy =
        TracingPolicy.builder().packageTrees("com.acme").maxFieldLength(100).build();
    try (Glimpse glimpse =
        Glimpse.builder()
            .config(settings().param("max-field-length", "16"))
            .policy(policy)
            .writer(collected)
            .open()) {
      glimpse.tracer().span("one").attribute("text", "x".repeat(50)).close();
    }

    assertThat(collected.spans().get(0).attributes()).containsEntry("text", "x".repeat(16) + "...");
  }

  @Test
  void policyNumbers_reachTheTracer() {
    TracingPolicy policy =
        TracingPolicy.builder().packageTrees("com.acme").traceDepth(1).maxFieldLength(20).build();
    try (Glimpse glimpse =
        Glimpse.builder().config(settings()).policy(policy).writer(collected).open()) {
      try (Span span = glimpse.tracer().span("request")) {
        span.attribute("text", "x".repeat(50));
        OpenCall one = glimpse.tracer().open(function(glimpse), new Object[0]);
        assertThat(one).isNotNull();
        assertThat(glimpse.tracer().open(function(glimpse), new Object[0])).isNull();
        if (one != null) {
          one.returned(null);
        }
      }
    }

    assertThat(collected.spans().get(0).attributes()).containsEntry("glimpse.cut", 1L);
    assertThat(collected.spans().get(1).attributes()).containsEntry("text", "x".repeat(20) + "...");
  }

  @Test
  void severalWriters_getTheSameEntryIds() throws Exception {
    Collected second = new Collected();
    try (Glimpse glimpse =
        Glimpse.builder()
            .config(settings())
            .policy(TracingPolicy.none())
            .writer(collected)
            .writer(second)
            .open()) {
      glimpse.tracer().trace("work", () -> "done");
    }

    assertThat(collected.entries()).isEqualTo(second.entries()).hasSize(2);
  }

  @Test
  void current_withoutADeployment_recordsNothing() {
    Glimpse current = Glimpse.current();

    assertThat(current.tracer().open(function(current), new Object[0])).isNull();
    assertThat(current.tracer().active()).isEqualTo(java.util.Optional.<SpanContext>empty());
    assertThat(current.report().attachedFunctions()).isZero();
  }

  private Glimpse open() {
    return Glimpse.builder()
        .config(settings())
        .policy(TracingPolicy.none())
        .writer(collected)
        .open();
  }

  private static Config.Builder settings() {
    return Config.builder().readEnvironment(false);
  }

  private static TracedFunction function(Glimpse glimpse) {
    return function(glimpse, "open");
  }

  private static TracedFunction function(Glimpse glimpse, String name) {
    return glimpse
        .tracer()
        .function(FunctionName.of("com.acme.Shop", name, null), List.of(), Set.of(), void.class);
  }

  private static void call(Glimpse glimpse, String name) {
    OpenCall call = glimpse.tracer().open(function(glimpse, name), new Object[0]);
    if (call != null) {
      call.returned(null);
    }
  }
}
