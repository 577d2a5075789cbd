package io.glimpse.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.record.AttributeNames;
import io.glimpse.record.EntryLevel;
import io.glimpse.record.FunctionName;
import io.glimpse.record.LogEntry;
import io.glimpse.record.SpanKind;
import io.glimpse.record.SpanRecord;
import io.glimpse.record.Stage;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** ERROR, INFO and DEBUG: docs/spec.md, section 6. */
final class LevelTest {
  @RegisterExtension final SpanLog log = new SpanLog();

  @Test
  void error_nothingFails_recordsNothing() throws Exception {
    Tracer tracer = tracer(EntryLevel.ERROR);
    try (Span span = tracer.span("request")) {
      open(tracer, "call").returned("fine");
      Integer one = tracer.trace("work", () -> 1);
      assertThat(one).isEqualTo(1);
    }

    assertThat(log.takeEntries()).isEmpty();
    assertThat(log.takeSpans()).isEmpty();
  }

  @Test
  void error_callFails_recordsItAndTheAncestorsThatWereOpen() {
    Tracer tracer = tracer(EntryLevel.ERROR);
    try (Span request = tracer.span("request")) {
      open(tracer, "before").returned(null);
      OpenCall outer = open(tracer, "outer");
      tracer.span("closed before").close();
      OpenCall failing = open(tracer, "failing");
      open(tracer, "below").returned(null);
      failing.failed(new IllegalStateException("broken"));
      outer.returned("went on");
      open(tracer, "after").returned(null);
    }

    LogEntry entry = log.takeEntry(Stage.EXCEPTION);
    assertThat(entry.exception()).isEqualTo("java.lang.IllegalStateException: broken");
    assertThat(entry.args()).isEqualTo("{}");
    assertThat(log.takeSpans())
        .extracting(SpanRecord::name, SpanRecord::failed)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("Shop.failing", true),
            org.assertj.core.groups.Tuple.tuple("Shop.outer", false),
            org.assertj.core.groups.Tuple.tuple("request", false));
  }

  @Test
  void error_manualSpanFailsWithoutAnException_isRecordedWithItsAncestorsAndNoEntry() {
    Tracer tracer = tracer(EntryLevel.ERROR);
    OpenCall outer = open(tracer, "outer");
    tracer.span("manual").fail("no stock").close();
    outer.returned(null);

    assertThat(log.take("manual").statusMessage()).isEqualTo("no stock");
    assertThat(log.takeOnly().name()).isEqualTo("Shop.outer");
  }

  @Test
  void error_ancestorThatEndedBefore_isNotRecorded() {
    Tracer tracer = tracer(EntryLevel.ERROR);
    Span parent = tracer.start("parent", SpanKind.INTERNAL, Optional.empty());
    Span child;
    try (Scope scope = parent.activate()) {
      child = tracer.start("child", SpanKind.INTERNAL, Optional.empty());
    }
    parent.end();
    child.fail("late").end();

    assertThat(log.takeOnly().name()).isEqualTo("child");
  }

  @Test
  void error_spanThatSaysItFailed_keepsTheAncestorsThatWereOpenThen() {
    Tracer tracer = tracer(EntryLevel.ERROR);
    Span parent = tracer.start("parent", SpanKind.SERVER, Optional.empty());
    Span child;
    try (Scope scope = parent.activate()) {
      child = tracer.start("child", SpanKind.CLIENT, Optional.empty());
    }
    child.fail("no answer");
    parent.end();
    child.end();

    assertThat(log.takeSpans()).extracting(SpanRecord::name).containsExactly("parent", "child");
  }

  @Test
  void error_stageThatFailsLater_keepsTheAncestorsThatAreStillOpen() {
    Tracer tracer = tracer(EntryLevel.ERROR);
    CompletableFuture<String> stage = new CompletableFuture<>();
    Span request = tracer.start("request", SpanKind.SERVER, Optional.empty());
    try (Scope scope = request.activate()) {
      OpenCall returned = open(tracer, "returned");
      Object unused = asynchronous(tracer, "late").returned(stage);
      returned.returned(null);
    }
    stage.completeExceptionally(new IllegalStateException("late"));
    request.end();

    assertThat(log.takeStages()).containsExactly("EXCEPTION com.acme.Shop.late");
    assertThat(log.takeSpans())
        .extracting(SpanRecord::name)
        .containsExactly("Shop.late", "request");
  }

  @Test
  void error_stageThatEndsWell_recordsNothing() {
    Tracer tracer = tracer(EntryLevel.ERROR);
    Object unused =
        asynchronous(tracer, "late").returned(CompletableFuture.completedFuture("fine"));
    CompletableFuture<String> done = CompletableFuture.completedFuture("fine");
    assertThat(tracer.asyncSpan("manual", () -> done)).isSameAs(done);

    assertThat(log.takeEntries()).isEmpty();
    assertThat(log.takeSpans()).isEmpty();
  }

  @Test
  void error_asyncSpanThatFails_isRecordedWithoutEntries() {
    Tracer tracer = tracer(EntryLevel.ERROR);
    CompletableFuture<String> stage = new CompletableFuture<>();
    assertThat(tracer.asyncSpan("manual", () -> stage)).isSameAs(stage);
    stage.completeExceptionally(new IllegalStateException("late"));

    assertThat(log.takeEntries()).isEmpty();
    assertThat(log.takeOnly().failed()).isTrue();
  }

  @Test
  void error_traceCallableThatThrows_isAnExceptionEntryAndASpan() {
    Tracer tracer = tracer(EntryLevel.ERROR);
    IllegalStateException thrown = new IllegalStateException("broken");

    assertThatThrownBy(
            () ->
                tracer.trace(
                    "work",
                    () -> {
                      throw thrown;
                    }))
        .isSameAs(thrown);

    assertThat(log.takeStages()).containsExactly("EXCEPTION work");
    assertThat(log.takeOnly().failed()).isTrue();
  }

  @Test
  void debug_spansOfEveryKind_nameTheThread() {
    Tracer tracer = tracer(EntryLevel.DEBUG);
    tracer.start("request", SpanKind.SERVER, Optional.empty()).end();
    tracer.start("attempt", SpanKind.CLIENT, Optional.empty()).end();
    CompletableFuture<String> done = CompletableFuture.completedFuture("fine");
    assertThat(tracer.asyncSpan("manual", () -> done)).isSameAs(done);
    Object unused = asynchronous(tracer, "late").returned(done);

    assertThat(log.takeSpans())
        .hasSize(4)
        .allSatisfy(span -> assertThat(span.attributes()).containsKeys("thread.id", "thread.name"));
    log.takeEntries();
  }

  @Test
  void error_traceCallableAboveAFailure_isASpanWithoutEntries() throws Exception {
    Tracer tracer = tracer(EntryLevel.ERROR);

    String result =
        tracer.trace(
            "work",
            () -> {
              open(tracer, "failing").failed(new IllegalStateException());
              return "recovered";
            });

    assertThat(result).isEqualTo("recovered");
    assertThat(log.takeSpans())
        .extracting(SpanRecord::name)
        .containsExactly("Shop.failing", "work");
    assertThat(log.takeStages()).containsExactly("EXCEPTION com.acme.Shop.failing");
  }

  @Test
  void info_spans_nameNoThread() {
    Tracer tracer = tracer(EntryLevel.INFO);
    tracer.span("manual").close();
    open(tracer, "call").returned(null);

    assertThat(log.takeSpans())
        .hasSize(2)
        .allSatisfy(
            span -> assertThat(span.attributes()).doesNotContainKeys("thread.id", "thread.name"));
    log.takeEntries();
  }

  @Test
  void debug_spans_nameTheThreadTheyEndedOn() {
    Tracer tracer = tracer(EntryLevel.DEBUG);
    tracer.span("manual").close();
    open(tracer, "call").returned(null);
    open(tracer, "failing").failed(new IllegalStateException());

    Thread thread = Thread.currentThread();
    assertThat(log.takeSpans())
        .hasSize(3)
        .allSatisfy(
            span ->
                assertThat(span.attributes())
                    .containsEntry("thread.id", thread.getId())
                    .containsEntry("thread.name", thread.getName()));
    log.takeEntries();
  }

  @Test
  void debug_deepStackTrace_isLongerThanAtInfo() {
    IllegalStateException deep = thrownBelow(600);

    String info = stackOf(tracer(EntryLevel.INFO), deep);
    String debug = stackOf(tracer(EntryLevel.DEBUG), deep);

    assertThat(info).endsWith("...").hasSizeLessThanOrEqualTo(16 * 1024 + 3);
    assertThat(debug).startsWith(info.substring(0, 10_000)).hasSizeGreaterThan(info.length());
  }

  private String stackOf(Tracer tracer, Throwable thrown) {
    open(tracer, "failing").failed(thrown);
    SpanRecord span = log.takeOnly();
    log.takeEntries();
    return (String)
        Objects.requireNonNull(
            span.events().get(0).attributes().get(AttributeNames.EXCEPTION_STACKTRACE));
  }

  private static IllegalStateException thrownBelow(int frames) {
    return frames == 0 ? new IllegalStateException("deep") : thrownBelow(frames - 1);
  }

  private Tracer tracer(EntryLevel level) {
    return log.tracer(TracerSettings.standard().withLevel(level));
  }

  private static OpenCall asynchronous(Tracer tracer, String name) {
    TracedFunction function =
        tracer.function(
            FunctionName.of("com.acme.Shop", name, null),
            List.of(),
            Set.of(),
            CompletableFuture.class);
    return Objects.requireNonNull(tracer.open(function, new Object[0]));
  }

  private static OpenCall open(Tracer tracer, String name) {
    return Objects.requireNonNull(tracer.open(SpanLog.function(tracer, name), new Object[0]));
  }
}
