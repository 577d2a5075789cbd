package io.glimpse.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.context.SpanContext;
import io.glimpse.record.SpanRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A span's way to another thread, which is always the same one here, so that it can be asked. */
final class CapturedSpanTest {
  @RegisterExtension final SpanLog log = new SpanLog();

  private final Tracer tracer = log.tracer();
  private final ExecutorService thread = Executors.newSingleThreadExecutor();

  @AfterEach
  void threadIsLeftClean() throws Exception {
    try {
      thread.submit(() -> SpanLog.assertThreadIsClean(tracer)).get();
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void wrap_runnable_runsBelowTheSpanOfWhereItWasHandedOver() throws Exception {
    Future<?> done;
    try (Span request = tracer.span("request")) {
      done = thread.submit(tracer.wrap(() -> tracer.span("work").close()));
    }
    done.get();

    assertIsBelow(log.take("work"), log.take("request"));
  }

  @Test
  void wrap_callable_givesItsResultAndRunsBelowTheSpan() throws Exception {
    Callable<String> work;
    try (Span request = tracer.span("request")) {
      work =
          tracer.wrap(
              () -> {
                tracer.span("work").close();
                return "result";
              });
    }

    assertThat(thread.submit(work).get()).isEqualTo("result");
    assertIsBelow(log.take("work"), log.take("request"));
  }

  @Test
  void wrap_workThatThrows_throwsTheSameToItsCaller() {
    IOException checked = new IOException("disk full");
    IllegalStateException unchecked = new IllegalStateException("torn");
    Callable<String> callable =
        tracer.wrap(
            () -> {
              throw checked;
            });
    Runnable failing =
        () -> {
          throw unchecked;
        };
    Runnable runnable = tracer.wrap(failing);

    assertThatThrownBy(callable::call).isSameAs(checked);
    assertThatThrownBy(runnable::run).isSameAs(unchecked);
    assertThat(tracer.active()).isEmpty();
  }

  @Test
  void wrap_executor_takesTheSpanOfEachHandOver() throws Exception {
    Executor carrying = tracer.wrap(thread);
    try (Span first = tracer.span("first")) {
      carrying.execute(() -> tracer.span("below first").close());
    }
    try (Span second = tracer.span("second")) {
      carrying.execute(() -> tracer.span("below second").close());
    }
    thread.submit(() -> {}).get();

    assertIsBelow(log.take("below first"), log.take("first"));
    assertIsBelow(log.take("below second"), log.take("second"));
  }

  @Test
  void wrap_severalRuns_areAllBelowTheSpan() throws Exception {
    Runnable work;
    try (Span request = tracer.span("request")) {
      work = tracer.wrap(() -> tracer.span("work").close());
    }
    thread.submit(work).get();
    work.run();

    SpanRecord request = log.take("request");
    assertThat(log.takeSpans()).hasSize(2).allSatisfy(span -> assertIsBelow(span, request));
  }

  @Test
  void capture_withoutASpan_runsWithoutOneWhateverTheThreadHas() throws Exception {
    CapturedSpan nothing = tracer.capture();

    assertRunsWithout(nothing);
  }

  @Test
  void captureNone_insideASpan_runsWithoutOneWhateverTheThreadHas() throws Exception {
    try (Span request = tracer.span("request")) {
      assertRunsWithout(tracer.captureNone());
    }
    log.ignoreRecords();
  }

  private void assertRunsWithout(CapturedSpan captured) throws Exception {
    List<Optional<SpanContext>> seen = new ArrayList<>();
    Future<SpanContext> threadsOwn =
        thread.submit(
            () -> {
              try (Span own = tracer.span("own")) {
                captured.wrap((Runnable) () -> seen.add(tracer.active())).run();
                seen.add(tracer.active());
                return own.context();
              }
            });

    SpanContext own = threadsOwn.get();

    assertThat(seen).containsExactly(Optional.empty(), Optional.of(own));
    log.ignoreRecords();
  }

  @Test
  void capture_ofAnIgnoredRequest_recordsNothingOnTheOtherThread() throws Exception {
    Future<?> done;
    try (Scope ignored = tracer.ignore(Optional.empty())) {
      done = thread.submit(tracer.wrap(() -> tracer.span("work").close()));
    }
    done.get();

    assertThat(log.takeSpans()).isEmpty();
  }

  private static void assertIsBelow(SpanRecord child, SpanRecord parent) {
    assertThat(child.parentSpanId()).isEqualTo(parent.spanId());
    assertThat(child.traceId()).isEqualTo(parent.traceId());
  }
}
