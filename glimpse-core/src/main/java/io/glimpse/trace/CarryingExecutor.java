package io.glimpse.trace;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Gives each task the span that is active where it is handed over; all else goes through. */
sealed class CarryingExecutor implements ExecutorService permits CarryingScheduler {
  final Tracer tracer;
  private final ExecutorService executor;

  /** A task that can be given back as it came. */
  private record Carried(Runnable task, Runnable withSpan) implements Runnable {
    @Override
    public void run() {
      withSpan.run();
    }
  }

  CarryingExecutor(Tracer tracer, ExecutorService executor) {
    this.tracer = tracer;
    this.executor = executor;
  }

  @Override
  public final void execute(Runnable task) {
    executor.execute(new Carried(task, tracer.wrap(task)));
  }

  @Override
  public final Future<?> submit(Runnable task) {
    return executor.submit(tracer.wrap(task));
  }

  @Override
  public final <T extends @Nullable Object> Future<T> submit(Runnable task, T result) {
    return executor.submit(tracer.wrap(task), result);
  }

  @Override
  public final <T extends @Nullable Object> Future<T> submit(Callable<T> task) {
    return executor.submit(tracer.wrap(task));
  }

  @Override
  public final <T extends @Nullable Object> List<Future<T>> invokeAll(
      Collection<? extends Callable<T>> tasks) throws InterruptedException {
    return executor.invokeAll(carrying(tasks));
  }

  @Override
  public final <T extends @Nullable Object> List<Future<T>> invokeAll(
      Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
      throws InterruptedException {
    return executor.invokeAll(carrying(tasks), timeout, unit);
  }

  @Override
  public final <T extends @Nullable Object> T invokeAny(Collection<? extends Callable<T>> tasks)
      throws InterruptedException, ExecutionException {
    return executor.invokeAny(carrying(tasks));
  }

  @Override
  public final <T extends @Nullable Object> T invokeAny(
      Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    return executor.invokeAny(carrying(tasks), timeout, unit);
  }

  private <T extends @Nullable Object> List<Callable<T>> carrying(
      Collection<? extends Callable<T>> tasks) {
    CapturedSpan span = tracer.capture();
    List<Callable<T>> carrying = new ArrayList<>(tasks.size());
    for (Callable<T> task : tasks) {
      carrying.add(span.wrap(task));
    }
    return carrying;
  }

  @Override
  public final void shutdown() {
    executor.shutdown();
  }

  /** What was handed over by {@code execute} comes back as it was. */
  @Override
  public final List<Runnable> shutdownNow() {
    List<Runnable> never = new ArrayList<>();
    for (Runnable each : executor.shutdownNow()) {
      never.add(each instanceof Carried carried ? carried.task() : each);
    }
    return never;
  }

  @Override
  public final boolean isShutdown() {
    return executor.isShutdown();
  }

  @Override
  public final boolean isTerminated() {
    return executor.isTerminated();
  }

  @Override
  public final boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return executor.awaitTermination(timeout, unit);
  }

  /**
   * From Java 19 on an executor can be closed, and one that is shared closes in its own way: {@code
   * ForkJoinPool.commonPool()} not at all, where the interface's own method would wait for ever.
   */
  @SuppressWarnings("MissingOverride") // on Java 17 it overrides nothing and nobody calls it
  public final void close() {
    if (executor instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (RuntimeException thrown) {
        throw thrown;
      } catch (Exception notDeclaredByAnExecutor) {
        throw new IllegalStateException(notDeclaredByAnExecutor);
      }
    }
  }

  /** For the debugger. */
  @Override
  public String toString() {
    return "carrying spans: " + executor;
  }
}
