package io.glimpse.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.propagation.Propagator;
import io.glimpse.record.AttributeNames;
import io.glimpse.record.EntryLevel;
import io.glimpse.record.FunctionName;
import io.glimpse.record.LogEntry;
import io.glimpse.record.SpanRecord;
import io.glimpse.record.Stage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A call whose function returns a stage ends with the stage: docs/spec.md, section 5. */
final class AsyncCallTest {
  private static final Duration LIMIT = Duration.ofMillis(10);

  @RegisterExtension final SpanLog log = new SpanLog();

  private final Tracer tracer = log.tracer();

  @Test
  void stage_completedLater_endsTheCallThenWithItsValue() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    OpenCall call = open(tracer, "fetch", CompletionStage.class, "mug");

    assertThat(call.returned(stage)).isSameAs(stage);
    assertThat(log.takeEntry(Stage.START).args()).isEqualTo("{\"sku\":\"mug\"}");
    assertThat(log.spansSoFar()).isEmpty();
    assertThat(tracer.stillOpen()).isEqualTo(Map.of("com.acme.Shop.fetch", 1L));
    log.clock.pass(Duration.ofMillis(7));
    stage.complete("12.90");

    LogEntry end = log.takeEntry(Stage.END);
    assertThat(end.result()).isEqualTo("\"12.90\"");
    assertThat(end.durationNanos()).isEqualTo(7_000_000);
    SpanRecord span = log.takeOnly();
    assertThat(span.spanId()).isEqualTo(end.spanId());
    assertThat(span.failed()).isFalse();
    assertThat(span.durationNanos()).isEqualTo(7_000_000);
    assertThat(span.attributes())
        .containsEntry(AttributeNames.ARGUMENTS, "{\"sku\":\"mug\"}")
        .doesNotContainKey(AttributeNames.CANCELLED);
    assertThat(tracer.stillOpen()).isEmpty();
  }

  @Test
  void stage_completedBeforeItIsReturned_endsTheCallAtOnce() {
    OpenCall call = open(tracer, "fetch", CompletableFuture.class, "mug");
    Object unused = call.returned(CompletableFuture.completedFuture(1290));

    assertThat(log.takeStages())
        .containsExactly("START com.acme.Shop.fetch", "END com.acme.Shop.fetch");
    assertThat(log.takeOnly().attributes()).containsEntry(AttributeNames.RESULT, "1290");
    assertThat(tracer.stillOpen()).isEmpty();
  }

  @Test
  void return_ofAStage_givesTheThreadItsFormerSpanBack() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    try (Span request = tracer.span("request")) {
      OpenCall call = open(tracer, "fetch", CompletionStage.class, "mug");
      Object unused = call.returned(stage);

      assertThat(tracer.active()).contains(request.context());
      open(tracer, "next", void.class, "pen").returned(null);
    }
    SpanLog.assertThreadIsClean(tracer);
    stage.complete("late");

    SpanRecord request = log.take("request");
    assertThat(log.takeSpans())
        .extracting(SpanRecord::name, SpanRecord::parentSpanId)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("Shop.next", request.spanId()),
            org.assertj.core.groups.Tuple.tuple("Shop.fetch", request.spanId()));
    log.takeEntries();
  }

  @Test
  void stage_failsDirectly_isTheException() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    Object unused = open(tracer, "fetch", CompletionStage.class, "mug").returned(stage);
    stage.completeExceptionally(new IOException("no answer"));

    LogEntry end = log.takeEntry(Stage.EXCEPTION);
    assertThat(end.exception()).isEqualTo("java.io.IOException: no answer");
    assertThat(end.args()).isEqualTo("{\"sku\":\"mug\"}");
    SpanRecord span = log.takeOnly();
    assertThat(span.failed()).isTrue();
    assertThat(span.events()).hasSize(1);
    log.takeEntries();
    assertThat(tracer.stillOpen()).isEmpty();
  }

  @Test
  void stage_failsByTheOneBefore_showsWhatTheApplicationThrew() {
    CompletableFuture<String> first = new CompletableFuture<>();
    CompletionStage<String> last = first.thenApply(text -> text).thenApply(text -> text);
    Object unused = open(tracer, "fetch", CompletionStage.class, "mug").returned(last);
    first.completeExceptionally(new IOException("no answer"));

    assertThat(log.takeEntry(Stage.EXCEPTION).exception())
        .isEqualTo("java.io.IOException: no answer");
    log.ignoreRecords();
  }

  @Test
  void stage_failsByACompletionExceptionWithoutACause_showsThat() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    Object unused = open(tracer, "fetch", CompletionStage.class, "mug").returned(stage);
    stage.completeExceptionally(new CompletionException("as it is", null));

    assertThat(log.takeEntry(Stage.EXCEPTION).exception())
        .isEqualTo("java.util.concurrent.CompletionException: as it is");
    log.ignoreRecords();
  }

  @Test
  void stage_cancelled_isTheExceptionThatWhoeverWaitsForItGets() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    Object unused = open(tracer, "fetch", CompletableFuture.class, "mug").returned(stage);
    assertThat(stage.cancel(true)).isTrue();

    assertThat(log.takeEntry(Stage.EXCEPTION).exception())
        .isEqualTo(CancellationException.class.getName());
    assertThat(log.takeOnly().failed()).isTrue();
    log.takeEntries();
  }

  @Test
  void function_throwsInsteadOfReturningAStage_endsAtOnce() {
    open(tracer, "fetch", CompletionStage.class, "mug").failed(new IllegalStateException("no"));

    assertThat(log.takeStages())
        .containsExactly("START com.acme.Shop.fetch", "EXCEPTION com.acme.Shop.fetch");
    assertThat(log.takeOnly().failed()).isTrue();
    assertThat(tracer.stillOpen()).isEmpty();
  }

  @Test
  void function_returnsNullInsteadOfAStage_endsAtOnce() {
    assertThat(open(tracer, "fetch", CompletionStage.class, "mug").returned(null)).isNull();

    assertThat(log.takeEntry(Stage.END).result()).isEqualTo("null");
    log.takeOnly();
    log.takeEntries();
  }

  @Test
  void stageOfTheApplications_refusesToBeWatched_endsTheCallAtReturn() {
    CompletableFuture<String> refusing =
        new CompletableFuture<>() {
          @Override
          public CompletableFuture<String> whenComplete(
              BiConsumer<? super String, ? super Throwable> action) {
            throw new UnsupportedOperationException("look, but do not touch");
          }
        };

    assertThat(open(tracer, "fetch", CompletionStage.class, "mug").returned(refusing))
        .isSameAs(refusing);
    refusing.complete("nobody listens");

    assertThat(log.takeEntry(Stage.END).result()).startsWith("\"AsyncCallTest$");
    log.takeOnly();
    log.takeEntries();
    assertThat(tracer.stillOpen()).isEmpty();
  }

  @Test
  void stageOfTheApplications_saysItsEndTwice_endsTheCallOnce() {
    CompletableFuture<String> twice =
        new CompletableFuture<>() {
          @Override
          public CompletableFuture<String> whenComplete(
              BiConsumer<? super String, ? super Throwable> action) {
            action.accept("first", null);
            action.accept(null, new IllegalStateException("second"));
            return this;
          }
        };
    Object unused = open(tracer, "fetch", CompletionStage.class, "mug").returned(twice);

    assertThat(log.takeStages())
        .containsExactly("START com.acme.Shop.fetch", "END com.acme.Shop.fetch");
    log.takeOnly();
    assertThat(tracer.stillOpen()).isEmpty();
  }

  @Test
  void functionDeclaredToReturnAnyObject_returnsAStage_endsAtReturn() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    Object unused = open(tracer, "fetch", Object.class, "mug").returned(stage);

    assertThat(log.takeEntry(Stage.END).result()).startsWith("\"CompletableFuture@");
    log.takeOnly();
    log.takeEntries();
  }

  @Test
  void end_onAnotherThread_saysItsThreadAndLeavesItClean() throws Exception {
    CompletableFuture<String> stage = new CompletableFuture<>();
    Object unused = open(tracer, "fetch", CompletionStage.class, "mug").returned(stage);
    ExecutorService pool = Executors.newSingleThreadExecutor(work -> new Thread(work, "finisher"));
    pool.submit(
            () -> {
              stage.complete("done");
              SpanLog.assertThreadIsClean(tracer);
            })
        .get();
    pool.shutdown();

    assertThat(log.takeEntry(Stage.START).thread()).isEqualTo(Thread.currentThread().getName());
    assertThat(log.takeEntry(Stage.END).thread()).isEqualTo("finisher");
    log.takeOnly();
  }

  @Test
  void end_insideOfAnotherCall_disturbsNeither() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    Object unused = open(tracer, "fetch", CompletionStage.class, "mug").returned(stage);
    OpenCall other = open(tracer, "other", String.class, "pen");
    stage.complete("done");
    Object same = other.returned("mine");

    assertThat(same).isEqualTo("mine");
    assertThat(log.takeEntries())
        .extracting(entry -> entry.function() + " " + entry.args() + " " + entry.result())
        .containsExactly(
            "com.acme.Shop.fetch {\"sku\":\"mug\"} null",
            "com.acme.Shop.other {\"sku\":\"pen\"} null",
            "com.acme.Shop.fetch null \"done\"",
            "com.acme.Shop.other null \"mine\"");
    assertThat(log.takeSpans())
        .extracting(span -> span.attributes().get(AttributeNames.ARGUMENTS))
        .containsExactly("{\"sku\":\"mug\"}", "{\"sku\":\"pen\"}");
  }

  @Test
  void workBelow_afterTheFunctionHasReturned_isItsChildAndCountedAsCutThere() {
    Tracer shallow = log.tracer(settings(EntryLevel.INFO, 1, true));
    CompletableFuture<String> stage = new CompletableFuture<>();
    Runnable below;
    try (Span request = shallow.span("request")) {
      OpenCall call = open(shallow, "fetch", CompletionStage.class, "mug");
      below =
          shallow.wrap(
              () -> {
                shallow.span("manual").close();
                callIfRecorded(shallow, "below");
              });
      Object unused = call.returned(stage);
    }
    below.run();
    stage.complete("done");

    SpanRecord fetch = log.take("Shop.fetch");
    assertThat(fetch.attributes()).containsEntry(AttributeNames.CUT, 1L);
    assertThat(log.take("manual").parentSpanId()).isEqualTo(fetch.spanId());
    log.ignoreRecords();
  }

  @Test
  void depth_ofAnAsynchronousCall_countsUntilItsStageEnds() {
    Tracer shallow = log.tracer(settings(EntryLevel.INFO, 1, true));
    CompletableFuture<String> stage = new CompletableFuture<>();
    Runnable below;
    try (Span request = shallow.span("request")) {
      OpenCall call = open(shallow, "fetch", CompletionStage.class, "mug");
      below = shallow.wrap(() -> callIfRecorded(shallow, "below"));
      Object unused = call.returned(stage);
    }

    below.run();
    assertThat(log.takeStages()).containsExactly("START com.acme.Shop.fetch");
    stage.complete("done");
    assertThat(log.takeStages()).containsExactly("END com.acme.Shop.fetch");
    below.run();
    assertThat(log.takeStages())
        .containsExactly("START com.acme.Shop.below", "END com.acme.Shop.below");
    log.ignoreRecords();
  }

  @Test
  void depth_ofWorkThatHandsItselfOver_isNotUsedUpByCallsThatHaveEnded() {
    Tracer shallow = log.tracer(settings(EntryLevel.INFO, 2, true));
    CapturedSpan place;
    try (Span request = shallow.span("request")) {
      place = shallow.capture();
    }
    for (int i = 0; i < 10; i++) {
      try (Scope scope = place.activate()) {
        OpenCall call = open(shallow, "poll", void.class, "mug");
        place = shallow.capture();
        call.returned(null);
      }
    }

    assertThat(log.takeEntries()).hasSize(20);
    log.ignoreRecords();
  }

  @Test
  void levelError_stageThatFails_recordsItAndTheAncestorsThatAreOpen() {
    Tracer quiet = log.tracer(settings(EntryLevel.ERROR, 5, true));
    CompletableFuture<String> good = new CompletableFuture<>();
    CompletableFuture<String> bad = new CompletableFuture<>();
    try (Span request = quiet.span("request")) {
      Object one = open(quiet, "good", CompletionStage.class, "mug").returned(good);
      Object two = open(quiet, "bad", CompletionStage.class, "pen").returned(bad);
      assertThat(one).isNotSameAs(two);
      bad.completeExceptionally(new IOException("no answer"));
      good.complete("fine");
    }

    assertThat(log.takeStages()).containsExactly("EXCEPTION com.acme.Shop.bad");
    assertThat(log.takeSpans()).extracting(SpanRecord::name).containsExactly("Shop.bad", "request");
  }

  @Test
  void levelDebug_spanSaysTheThreadThatEndedIt() {
    Tracer chatty = log.tracer(settings(EntryLevel.DEBUG, 5, true));
    CompletableFuture<String> stage = new CompletableFuture<>();
    Object unused = open(chatty, "fetch", CompletionStage.class, "mug").returned(stage);
    stage.complete("done");

    assertThat(log.takeOnly().attributes())
        .containsEntry("thread.name", Thread.currentThread().getName());
    log.takeEntries();
  }

  @Test
  void resultsNotKept_callStillEndsWithItsStage() {
    Tracer discreet = log.tracer(settings(EntryLevel.INFO, 5, false));
    CompletableFuture<String> stage = new CompletableFuture<>();
    Object unused = open(discreet, "fetch", CompletionStage.class, "mug").returned(stage);
    assertThat(log.takeStages()).containsExactly("START com.acme.Shop.fetch");
    stage.complete("secret");

    assertThat(log.takeEntry(Stage.END).result()).isNull();
    log.takeOnly();
  }

  @Test
  void resultOfAFunctionNamedLikeASecret_isHiddenWhenItComes() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    Object unused = open(tracer, "newPassword", CompletionStage.class, "mug").returned(stage);
    stage.complete("correct-horse-7");

    assertThat(log.takeEntry(Stage.END).result()).isEqualTo("\"[redacted]\"");
    log.ignoreRecords();
  }

  @Test
  void traceThatIsNotRecorded_leavesTheStageAlone() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    Tracer unsampled = log.tracer(settings(EntryLevel.INFO, 5, true, 0));
    OpenCall call = open(unsampled, "fetch", CompletionStage.class, "mug");

    assertThat(call.returned(stage)).isSameAs(stage);
    assertThat(stage.getNumberOfDependents()).isZero();
    assertThat(unsampled.stillOpen()).isEmpty();
    stage.complete("done");
  }

  @Test
  void looseEnds_ofAnAsynchronousRoot_endWithItAndNotWhenItReturns() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    OpenCall call = open(tracer, "fetch", CompletionStage.class, "mug");
    AtomicInteger rootEnded = new AtomicInteger();
    Span request =
        tracer.start("GET", io.glimpse.record.SpanKind.CLIENT, java.util.Optional.empty());
    request.atTheLatest(
        new LooseEnd() {
          @Override
          public void enclosingFailed(Throwable thrown) {
            throw new AssertionError(thrown);
          }

          @Override
          public void rootEnded() {
            rootEnded.incrementAndGet();
            request.end();
          }
        });
    Object unused = call.returned(stage);
    assertThat(rootEnded).hasValue(0);
    stage.complete("done");

    assertThat(rootEnded).hasValue(1);
    log.ignoreRecords();
  }

  @Test
  void minDuration_isThatOfTheStage_andTheStartKeepsItsTime() {
    Tracer selective = log.tracer(longOnes());
    CompletableFuture<String> slow = new CompletableFuture<>();
    CompletableFuture<String> quick = new CompletableFuture<>();
    try (Span request = selective.span("request")) {
      Object one = open(selective, "slow", CompletionStage.class, "mug").returned(slow);
      Object two = open(selective, "quick", CompletionStage.class, "pen").returned(quick);
      assertThat(one).isNotSameAs(two);
      quick.complete("at once");
      open(selective, "below", void.class, "pen").returned(null);
    }
    assertThat(log.takeEntries()).isEmpty();
    log.clock.pass(LIMIT);
    slow.complete("at last");

    LogEntry start = log.takeEntry(Stage.START);
    LogEntry end = log.takeEntry(Stage.END);
    assertThat(start.args()).isEqualTo("{\"sku\":\"mug\"}");
    assertThat(Duration.between(start.timestamp(), end.timestamp())).isEqualTo(LIMIT);
    assertThat(end.result()).isEqualTo("\"at last\"");
    SpanRecord request = log.take("request");
    assertThat(log.takeOnly().parentSpanId()).isEqualTo(request.spanId());
  }

  @Test
  void minDuration_ofAQuickStageWithAKeptCallBelow_keepsBoth() {
    Tracer selective = log.tracer(longOnes());
    CompletableFuture<String> stage = new CompletableFuture<>();
    OpenCall call = open(selective, "fetch", CompletionStage.class, "mug");
    Runnable below =
        selective.wrap(() -> open(selective, "below", void.class, "pen").failed(new Error("no")));
    Object unused = call.returned(stage);
    below.run(); // on the thread whose desk the START has left
    stage.complete("done");

    assertThat(log.takeStages())
        .containsExactly(
            "START com.acme.Shop.below",
            "EXCEPTION com.acme.Shop.below",
            "START com.acme.Shop.fetch",
            "END com.acme.Shop.fetch");
    SpanRecord fetch = log.take("Shop.fetch");
    assertThat(log.takeOnly().parentSpanId()).isEqualTo(fetch.spanId());
  }

  @Test
  void minDuration_asynchronousCallThatOutlivesOneLeftOut_hangsAboveIt() {
    Tracer selective = log.tracer(longOnes());
    CompletableFuture<String> stage = new CompletableFuture<>();
    try (Span request = selective.span("request")) {
      OpenCall outer = open(selective, "outer", void.class, "mug");
      Object unused = open(selective, "fetch", CompletionStage.class, "mug").returned(stage);
      outer.returned(null);
    }
    stage.completeExceptionally(new IOException("no answer"));

    SpanRecord request = log.take("request");
    assertThat(log.takeOnly().parentSpanId()).isEqualTo(request.spanId());
    assertThat(log.takeStages())
        .containsExactly("START com.acme.Shop.fetch", "EXCEPTION com.acme.Shop.fetch");
  }

  @Test
  void keepSlowOrFailed_ofAnAsynchronousRoot_isDecidedWhenItsStageEnds() {
    Tracer selective =
        log.tracer(
            TracerSettings.standard().withSelection(new Selection(Duration.ZERO, true, LIMIT)));
    CompletableFuture<String> quick = new CompletableFuture<>();
    CompletableFuture<String> slow = new CompletableFuture<>();
    CompletableFuture<String> failing = new CompletableFuture<>();
    Object one = open(selective, "quick", CompletionStage.class, "mug").returned(quick);
    Object two = open(selective, "slow", CompletionStage.class, "mug").returned(slow);
    Object three = open(selective, "failing", CompletionStage.class, "mug").returned(failing);
    assertThat(Arrays.asList(one, two, three)).doesNotHaveDuplicates();
    quick.complete("done");
    assertThat(selective.tracesNotKept()).isOne();
    failing.completeExceptionally(new IOException("no answer"));
    log.clock.pass(LIMIT);
    slow.complete("done");

    assertThat(log.takeStages())
        .containsExactly(
            "START com.acme.Shop.failing",
            "EXCEPTION com.acme.Shop.failing",
            "START com.acme.Shop.slow",
            "END com.acme.Shop.slow");
    assertThat(log.takeSpans()).hasSize(2);
  }

  private static TracerSettings longOnes() {
    return TracerSettings.standard().withSelection(new Selection(LIMIT, false, Duration.ZERO));
  }

  @Test
  void clockThatFails_costsTheRecordAndNothingElse() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    Object unused = open(tracer, "fetch", CompletionStage.class, "mug").returned(stage);
    log.clock.breakDown();
    stage.complete("done");
    log.clock.repair();

    assertThat(stage).isCompletedWithValue("done");
    assertThat(log.takeFaults()).isOne();
    assertThat(tracer.stillOpen()).isEmpty();
    SpanLog.assertThreadIsClean(tracer);
    log.takeEntries();
  }

  @Test
  void manyStages_completedByOtherThreads_pairEachStartWithOneEnd() throws Exception {
    int threads = 4;
    int each = 2_000;
    ExecutorService finishers = Executors.newFixedThreadPool(threads);
    ExecutorService callers = Executors.newFixedThreadPool(threads);
    CountDownLatch done = new CountDownLatch(threads * each);
    TracedFunction fetch = function(tracer, "fetch", CompletionStage.class);
    List<Future<?>> running = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      running.add(
          callers.submit(
              () -> {
                for (int i = 0; i < each; i++) {
                  CompletableFuture<Integer> stage = new CompletableFuture<>();
                  int number = i;
                  OpenCall call = Objects.requireNonNull(tracer.open(fetch, new Object[] {i}));
                  finishers.execute(
                      () -> {
                        finish(stage, number);
                        done.countDown();
                      });
                  Object unused = call.returned(stage);
                }
              }));
    }
    for (Future<?> one : running) {
      assertThat((Object) one.get()).isNull();
    }
    done.await();
    callers.shutdown();
    finishers.shutdown();
    // A stage may be completed before it is watched; then the caller's thread ends the call.
    Map<Object, LogEntry> starts = new HashMap<>();
    Set<Object> ended = new java.util.HashSet<>();
    for (LogEntry entry : log.takeEntries()) {
      if (entry.stage() == Stage.START) {
        assertThat(starts.put(entry.spanId(), entry)).isNull();
        continue;
      }
      LogEntry start = Objects.requireNonNull(starts.get(entry.spanId()), "START comes first");
      assertThat(ended.add(entry.spanId())).isTrue();
      assertThat(entry.args()).isEqualTo(entry.stage() == Stage.END ? null : start.args());
      assertThat(entry.traceId()).isEqualTo(start.traceId());
      int number = Integer.parseInt(String.valueOf(start.args()).replaceAll("\\D", ""));
      assertThat(entry.stage()).isEqualTo(number % 3 == 0 ? Stage.END : Stage.EXCEPTION);
      assertThat(entry.result()).isEqualTo(number % 3 == 0 ? "" + number : null);
    }
    assertThat(ended).hasSize(threads * each);
    assertThat(log.takeSpans()).hasSize(threads * each);
    assertThat(tracer.stillOpen()).isEmpty();
  }

  private static void finish(CompletableFuture<Integer> stage, int number) {
    switch (number % 3) {
      case 0 -> stage.complete(number);
      case 1 -> stage.completeExceptionally(new IllegalStateException("number " + number));
      default -> stage.cancel(false);
    }
  }

  private static void callIfRecorded(Tracer tracer, String name) {
    OpenCall call = tracer.open(function(tracer, name, void.class), new Object[] {"mug"});
    if (call != null) {
      call.returned(null);
    }
  }

  private static OpenCall open(
      Tracer tracer, String name, Class<?> returnType, @Nullable Object argument) {
    return Objects.requireNonNull(
        tracer.open(function(tracer, name, returnType), new @Nullable Object[] {argument}));
  }

  private static TracedFunction function(Tracer tracer, String name, Class<?> returnType) {
    return tracer.function(
        FunctionName.of("com.acme.Shop", name, null), List.of("sku"), Set.of(), returnType);
  }

  private static TracerSettings settings(EntryLevel level, int depth, boolean results) {
    return settings(level, depth, results, 1);
  }

  private static TracerSettings settings(
      EntryLevel level, int depth, boolean results, double ratio) {
    return new TracerSettings(
        level,
        depth,
        2000,
        ratio,
        true,
        true,
        true,
        results,
        false,
        512,
        List.of(),
        List.of(Propagator.TRACECONTEXT),
        false,
        Selection.EVERYTHING);
  }
}
