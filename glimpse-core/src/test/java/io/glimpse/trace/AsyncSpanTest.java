package io.glimpse.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.record.AttributeNames;
import io.glimpse.record.SpanRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A span by hand that ends with a stage. */
final class AsyncSpanTest {
  @RegisterExtension final SpanLog log = new SpanLog();

  private final Tracer tracer = log.tracer();

  @Test
  void stage_completedLater_endsTheSpanThen() {
    CompletableFuture<String> stage = new CompletableFuture<>();

    CompletableFuture<String> given = tracer.asyncSpan("fetch", () -> stage);

    assertThat(given).isSameAs(stage);
    assertThat(log.spansSoFar()).isEmpty();
    assertThat(tracer.stillOpen()).isEqualTo(Map.of("fetch", 1L));
    log.clock.pass(Duration.ofMillis(5));
    stage.complete("done");

    SpanRecord span = log.takeOnly();
    assertThat(span.name()).isEqualTo("fetch");
    assertThat(span.durationNanos()).isEqualTo(5_000_000);
    assertThat(span.failed()).isFalse();
    assertThat(tracer.stillOpen()).isEmpty();
  }

  @Test
  void work_hasTheSpanAsTheActiveOne_andTheCallerItsOwnAgain() throws Exception {
    ExecutorService pool = Executors.newSingleThreadExecutor();
    CompletableFuture<String> given;
    try (Span request = tracer.span("request")) {
      given =
          tracer.asyncSpan(
              "fetch",
              () ->
                  CompletableFuture.supplyAsync(
                      tracer.wrapSupplier(
                          () -> {
                            tracer.span("below").close();
                            return "done";
                          }),
                      pool));
      assertThat(tracer.active()).contains(request.context());
    }
    assertThat(given.get()).isEqualTo("done");
    pool.submit(() -> {}).get(); // what was attached to the stage has run by then

    SpanRecord fetch = log.take("fetch");
    assertThat(log.take("below").parentSpanId()).isEqualTo(fetch.spanId());
    assertThat(fetch.parentSpanId()).isEqualTo(log.take("request").spanId());
    pool.shutdown();
  }

  @Test
  void stage_thatFails_failsTheSpanWithWhatWasThrown() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    CompletableFuture<String> unused = tracer.asyncSpan("fetch", () -> stage.thenApply(x -> x));
    stage.completeExceptionally(new IOException("no answer"));

    SpanRecord span = log.takeOnly();
    assertThat(span.failed()).isTrue();
    assertThat(span.events().get(0).attributes())
        .containsEntry(AttributeNames.EXCEPTION_TYPE, "java.io.IOException");
  }

  @Test
  void work_thatThrows_failsTheSpanAndTheCallerGetsTheSame() {
    IllegalStateException thrown = new IllegalStateException("torn");

    assertThatThrownBy(
            () ->
                tracer.<CompletableFuture<String>>asyncSpan(
                    "fetch",
                    () -> {
                      throw thrown;
                    }))
        .isSameAs(thrown);

    assertThat(log.takeOnly().failed()).isTrue();
    assertThat(tracer.active()).isEmpty();
    assertThat(tracer.stillOpen()).isEmpty();
  }

  @Test
  void work_thatReturnsNull_endsTheSpanAtOnce() {
    CompletableFuture<String> given = tracer.asyncSpan("fetch", AsyncSpanTest::nothing);

    assertThat((Object) given).isNull();
    assertThat(log.takeOnly().failed()).isFalse();
  }

  private static @Nullable CompletableFuture<String> nothing() {
    return null;
  }

  @Test
  void ignoredRequest_recordsNothingAndHandsOutTheStage() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    try (Scope ignored = tracer.ignore(Optional.empty())) {
      assertThat(tracer.asyncSpan("fetch", () -> stage)).isSameAs(stage);
    }
    assertThat(tracer.stillOpen()).isEmpty();
    stage.complete("done");
  }

  @Test
  void names_moreThanAThousand_areCountedTogether() {
    for (int i = 0; i < 1_200; i++) {
      CompletableFuture<String> unused = tracer.asyncSpan("span " + i, CompletableFuture::new);
    }

    assertThat(tracer.stillOpen()).hasSize(1_001).containsEntry("others", 200L);
  }
}
