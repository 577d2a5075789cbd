package io.glimpse.trace;

import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The same for tasks that wait before they run, or run again and again. */
final class CarryingScheduler extends CarryingExecutor implements ScheduledExecutorService {
  private final ScheduledExecutorService executor;

  CarryingScheduler(Tracer tracer, ScheduledExecutorService executor) {
    super(tracer, executor);
    this.executor = executor;
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    return executor.schedule(tracer.wrap(task), delay, unit);
  }

  @Override
  public <V extends @Nullable Object> ScheduledFuture<V> schedule(
      Callable<V> task, long delay, TimeUnit unit) {
    return executor.schedule(tracer.wrap(task), delay, unit);
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable task, long first, long period, TimeUnit unit) {
    return executor.scheduleAtFixedRate(tracer.wrap(task), first, period, unit);
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable task, long first, long delay, TimeUnit unit) {
    return executor.scheduleWithFixedDelay(tracer.wrap(task), first, delay, unit);
  }
}
