package io.glimpse.trace;

import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
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

  /**
   * Lets it stay with the request that the current thread works for, on a runtime whose requests
   * are not bound to threads (Vert.x, as Quarkus uses it): from now on it is the active span of any
   * thread while that works for this request, unless another one is entered there, and of no thread
   * when it works for another. For an edge, once when a request has come in. Elsewhere it does
   * nothing.
   *
   * <pre>{@code
   * try (Scope scope = request.activate()) {
   *   tracer.capture().stayWithRequest();
   * }
   * }</pre>
   */
  public void stayWithRequest() {
    threads.stayWithRequest(span);
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

  /** The same work with this span active. */
  public <T extends @Nullable Object> Supplier<T> wrapSupplier(Supplier<T> work) {
    return () -> {
      try (Scope scope = activate()) {
        return work.get();
      }
    };
  }

  /** The same work with this span active. */
  public <A extends @Nullable Object, R extends @Nullable Object> Function<A, R> wrapFunction(
      Function<A, R> work) {
    return argument -> {
      try (Scope scope = activate()) {
        return work.apply(argument);
      }
    };
  }
}
