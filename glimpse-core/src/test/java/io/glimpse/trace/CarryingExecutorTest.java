package io.glimpse.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.context.SpanContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every way of handing work to a wrapped executor carries the span; all else is the executor's. */
final class CarryingExecutorTest {
  @RegisterExtension final SpanLog log = new SpanLog();

  private final Tracer tracer = log.tracer();
  private final ScheduledExecutorService bare = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService pool = tracer.wrap((ExecutorService) bare);
  private final ScheduledExecutorService scheduler = tracer.wrap(bare);

  @AfterEach
  void threadIsLeftClean() throws Exception {
    if (!bare.isShutdown()) {
      bare.submit(() -> SpanLog.assertThreadIsClean(tracer)).get();
      bare.shutdownNow();
    }
    log.ignoreRecords();
  }

  @Test
  void everyWayOfHandingOver_runsBelowTheSpanOfWhereItWasHandedOver() throws Exception {
    Callable<Optional<SpanContext>> active = tracer::active;
    CompletableFuture<Optional<SpanContext>> executed = new CompletableFuture<>();
    CompletableFuture<Optional<SpanContext>> ran = new CompletableFuture<>();
    CompletableFuture<Optional<SpanContext>> ranWithResult = new CompletableFuture<>();
    List<Optional<SpanContext>> seen = new ArrayList<>();
    SpanContext request;
    try (Span span = tracer.span("request")) {
      request = span.context();
      pool.execute(() -> executed.complete(tracer.active()));
      seen.add(executed.get());
      Runnable look = () -> ran.complete(tracer.active());
      assertThat((Object) pool.submit(look).get()).isNull();
      seen.add(ran.get());
      Runnable lookAgain = () -> ranWithResult.complete(tracer.active());
      assertThat(pool.submit(lookAgain, "result").get()).isEqualTo("result");
      seen.add(ranWithResult.get());
      seen.add(pool.submit(active).get());
      seen.add(pool.invokeAll(List.of(active)).get(0).get());
      seen.add(pool.invokeAll(List.of(active), 1, TimeUnit.MINUTES).get(0).get());
      seen.add(pool.invokeAny(List.of(active)));
      seen.add(pool.invokeAny(List.of(active), 1, TimeUnit.MINUTES));
    }

    assertThat(seen).hasSize(8).allSatisfy(each -> assertThat(each).contains(request));
  }

  @Test
  void scheduler_everyRun_isBelowTheSpanOfWhereItWasHandedOver() throws Exception {
    List<Optional<SpanContext>> seen = new ArrayList<>();
    CountDownLatch thrice = new CountDownLatch(3);
    CountDownLatch twice = new CountDownLatch(2);
    SpanContext request;
    try (Span span = tracer.span("request")) {
      request = span.context();
      Callable<Optional<SpanContext>> active = tracer::active;
      Runnable look = () -> seen.add(tracer.active());
      seen.add(scheduler.schedule(active, 1, TimeUnit.MILLISECONDS).get());
      assertThat((Object) scheduler.schedule(look, 1, TimeUnit.MILLISECONDS).get()).isNull();
      ScheduledFuture<?> rate =
          scheduler.scheduleAtFixedRate(
              () -> countBelow(request, thrice), 0, 1, TimeUnit.MILLISECONDS);
      thrice.await();
      assertThat(rate.cancel(false)).isTrue();
      ScheduledFuture<?> delay =
          scheduler.scheduleWithFixedDelay(
              () -> countBelow(request, twice), 0, 1, TimeUnit.MILLISECONDS);
      twice.await();
      assertThat(delay.cancel(false)).isTrue();
    }

    assertThat(seen).hasSize(2).allSatisfy(each -> assertThat(each).contains(request));
  }

  private void countBelow(SpanContext request, CountDownLatch runs) {
    if (tracer.active().equals(Optional.of(request))) {
      runs.countDown();
    }
  }

  @Test
  void task_thatThrows_failsAsItWouldWithoutUs() {
    IOException thrown = new IOException("disk full");
    Callable<String> failing =
        () -> {
          throw thrown;
        };

    assertThatThrownBy(() -> pool.submit(failing).get())
        .isInstanceOf(ExecutionException.class)
        .hasCause(thrown);
  }

  @Test
  void shutdown_isTheExecutorsOwn() throws Exception {
    pool.shutdown();

    assertThat(bare.isShutdown()).isTrue();
    assertThat(pool.isShutdown()).isTrue();
    assertThat(pool.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    assertThat(pool.isTerminated()).isTrue();
  }

  @Test
  void shutdownNow_givesBackWhatWasExecutedAsItCame() throws Exception {
    ExecutorService plain = Executors.newSingleThreadExecutor();
    ExecutorService carrying = tracer.wrap(plain);
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    carrying.execute(
        () -> {
          began.countDown();
          try {
            never.await();
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          }
        });
    began.await();
    Runnable waiting = never::countDown;
    carrying.execute(waiting);

    assertThat(carrying.shutdownNow()).containsExactly(waiting);
    assertThat(plain.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
  }

  @Test
  void wrapSupplier_andWrapFunction_runBelowTheSpanAndGiveTheirResults() throws Exception {
    Supplier<Optional<SpanContext>> supplier;
    Function<String, String> function;
    SpanContext request;
    try (Span span = tracer.span("request")) {
      request = span.context();
      supplier = tracer.wrapSupplier(tracer::active);
      function = tracer.wrapFunction(text -> text + tracer.active().isPresent());
    }

    assertThat(bare.submit(supplier::get).get()).contains(request);
    assertThat(bare.submit(() -> function.apply("active: ")).get()).isEqualTo("active: true");
    assertThat(tracer.active()).isEmpty();
  }
}
