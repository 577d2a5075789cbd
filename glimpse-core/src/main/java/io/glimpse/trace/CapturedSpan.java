package io.glimpse.trace;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The active span of one thread, to be made active on another. Also the absence of one is carried:
 * work that was handed over without a span runs without one, whatever its thread did before.
 *
 * <pre>{@code
 * CapturedSpan captured = tracer.capture();
 * queue.onMessage(message -> {
 *   try (Scope scope = captured.activate()) {
 *     handle(message);
 *   }
 * });
 * }</pre>
 *
 * <p>Immutable, for any thread and any number of uses, also after the span has ended.
 *
 * @since 0.1
 */
public final class CapturedSpan {
  private final ThreadSlot threads;
  private final @Nullable ActiveSpan span;

  CapturedSpan(ThreadSlot threads, @Nullable ActiveSpan span) {
    this.threads = threads;
    this.span = span;
  }

  /** Makes it the active span of the current thread until the scope is closed. */
  public Scope activate() {
    return threads.enter(span);
  }

  /** The same work with this span active. */
  public Runnable wrap(Runnable work) {
    return () -> {
      try (Scope scope = activate()) {
        work.run();
      }
    };
  }

  /** The same work with this span active. */
  public <T extends @Nullable Object> Callable<T> wrap(Callable<T> work) {
    return () -> {
      try (Scope scope = activate()) {
        return work.call();
      }
    };
  }

  /** An executor that runs each task with the span that was active where it was handed over. */
  static Executor carrying(Tracer tracer, Executor executor) {
    return task -> executor.execute(tracer.wrap(task));
  }
}
