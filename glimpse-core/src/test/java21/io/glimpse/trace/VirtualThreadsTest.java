package io.glimpse.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.context.SpanContext;
import io.glimpse.record.LogEntry;
import io.glimpse.record.SpanRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Virtual threads are threads like any other: the span is carried to them by {@code wrap}. */
final class VirtualThreadsTest {
  @RegisterExtension final SpanLog log = new SpanLog();

  private final Tracer tracer = log.tracer();

  @Test
  void executor_ofVirtualThreads_runsEachTaskBelowTheSpanOfWhereItWasHandedOver()
      throws Exception {
    List<Future<?>> tasks = new ArrayList<>();
    SpanContext request;
    try (ExecutorService threads = tracer.wrap(Executors.newVirtualThreadPerTaskExecutor());
        Span span = tracer.span("request")) {
      request = span.context();
      for (int i = 0; i < 1_000; i++) {
        tasks.add(threads.submit(this::callAndPark));
      }
      for (Future<?> task : tasks) {
        assertThat((Object) task.get()).isNull();
      }
    }

    log.take("request");
    assertThat(log.takeSpans())
        .hasSize(1_000)
        .extracting(SpanRecord::parentSpanId)
        .containsOnly(request.spanId());
    assertThat(log.takeEntries()).hasSize(2_000).extracting(LogEntry::thread).containsOnly("");
  }

  private void callAndPark() {
    assertThat(Thread.currentThread().isVirtual()).isTrue();
    OpenCall call =
        Objects.requireNonNull(tracer.open(SpanLog.function(tracer, "work"), new Object[0]));
    LockSupport.parkNanos(1); // the carrier thread may change under the call
    call.returned(null);
  }

  @Test
  void work_ofAPlainVirtualThread_isWithoutASpanUnlessWrapped() throws Exception {
    CompletableFuture<Optional<SpanContext>> bare = new CompletableFuture<>();
    CompletableFuture<Optional<SpanContext>> wrapped = new CompletableFuture<>();
    SpanContext request;
    try (Span span = tracer.span("request")) {
      request = span.context();
      Runnable work = () -> wrapped.complete(tracer.active());
      Thread.ofVirtual().start(() -> bare.complete(tracer.active()));
      Thread.ofVirtual().start(tracer.wrap(work));
      assertThat(bare.get()).isEmpty();
      assertThat(wrapped.get()).contains(request);
    }
    log.takeOnly();
  }

  @Test
  void close_ofAWrappedExecutor_isTheExecutorsOwn() {
    ExecutorService own = Executors.newVirtualThreadPerTaskExecutor();
    tracer.wrap(own).close();
    assertThat(own.isTerminated()).isTrue();

    // It never ends, and the interface's own close would wait for that.
    tracer.wrap((ExecutorService) ForkJoinPool.commonPool()).close();
    assertThat(ForkJoinPool.commonPool().isShutdown()).isFalse();
  }
}
