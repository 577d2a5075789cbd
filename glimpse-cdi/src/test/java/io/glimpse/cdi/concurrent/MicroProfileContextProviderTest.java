package io.glimpse.cdi.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.Glimpse;
import io.glimpse.Lease;
import io.glimpse.context.SpanContext;
import io.glimpse.trace.Span;
import io.glimpse.trace.Tracer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.eclipse.microprofile.context.ThreadContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SmallRye's implementation, which is that of WildFly and Quarkus, finds the provider by itself.
 */
final class MicroProfileContextProviderTest {
  @TempDir private Path folder;

  private final ExecutorService pool = Executors.newSingleThreadExecutor();
  private Lease lease;

  @BeforeEach
  void open() {
    System.setProperty("glimpse.log-path", folder.resolve("glimpse.jsonl").toString());
    lease = Glimpse.lease("test", getClass().getClassLoader());
  }

  @AfterEach
  void close() throws Exception {
    assertThat(pool.submit(this::active).get()).isEmpty();
    pool.shutdownNow();
    lease.close();
    System.clearProperty("glimpse.log-path");
    System.clearProperty("glimpse.enabled");
  }

  private Tracer tracer() {
    return Glimpse.current().tracer();
  }

  private Optional<SpanContext> active() {
    return tracer().active();
  }

  @Test
  void threadContext_thatPropagatesAll_carriesTheSpan() throws Exception {
    ThreadContext context =
        ThreadContext.builder()
            .propagated(ThreadContext.ALL_REMAINING)
            .cleared()
            .unchanged()
            .build();
    Callable<Optional<SpanContext>> work;
    SpanContext request;
    try (Span span = tracer().span("request")) {
      request = span.context();
      work = context.contextualCallable(this::active);
    }

    assertThat(pool.submit(work).get()).contains(request);
  }

  @Test
  void threadContext_thatClears_runsWithoutASpanAndGivesTheThreadItsOwnBack() {
    ThreadContext context =
        ThreadContext.builder()
            .propagated()
            .cleared(MicroProfileContextProvider.TYPE)
            .unchanged(ThreadContext.ALL_REMAINING)
            .build();
    Supplier<Optional<SpanContext>> work = context.contextualSupplier(this::active);

    try (Span own = tracer().span("own")) {
      assertThat(work.get()).isEmpty();
      assertThat(active()).contains(own.context());
    }
  }

  @Test
  void managedExecutor_stages_carryTheSpanOfWhereTheyWereMade() {
    ManagedExecutor executor =
        ManagedExecutor.builder()
            .propagated(MicroProfileContextProvider.TYPE)
            .cleared(ThreadContext.ALL_REMAINING)
            .build();
    try (Span request = tracer().span("request")) {
      Optional<SpanContext> seen =
          executor.supplyAsync(() -> 1).thenApplyAsync(one -> active()).join();

      assertThat(seen).contains(request.context());
    } finally {
      executor.shutdown();
    }
  }

  @Test
  void switchedOff_threadsAreLeftAsTheyAre() {
    lease.close();
    System.setProperty("glimpse.enabled", "false");
    lease = Glimpse.lease("test", getClass().getClassLoader());
    ThreadContext context =
        ThreadContext.builder()
            .propagated()
            .cleared(ThreadContext.ALL_REMAINING)
            .unchanged()
            .build();
    Supplier<Optional<SpanContext>> work = context.contextualSupplier(this::active);

    // Whatever is on the thread, it is not ours to clear.
    try (Span own = tracer().span("own")) {
      assertThat(work.get()).contains(own.context());
    }
  }
}
