package io.glimpse.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The future of an answer in the caller's hands. It is completed by the client's own future, with
 * the same value or the same exception, after the span has ended: if the caller had the client's
 * future itself, it could see the answer, and end its own span, before we do.
 *
 * <p>Cancelling goes through to the exchange, also from futures derived from this one, as the JDK's
 * client promises for its own.
 */
final class AnswerFuture<T> extends CompletableFuture<T> {
  private final CompletableFuture<?> exchange;
  private final boolean derived;

  private AnswerFuture(CompletableFuture<?> exchange, boolean derived) {
    this.exchange = exchange;
    this.derived = derived;
  }

  /**
   * Follows an exchange.
   *
   * @param answered is told the value
   * @param failed is told the exception
   * @param abandoned is told when somebody else completes this future first
   */
  static <T> CompletableFuture<T> of(
      CompletableFuture<T> exchange,
      Consumer<T> answered,
      Consumer<Throwable> failed,
      Runnable abandoned) {
    AnswerFuture<T> future = new AnswerFuture<>(exchange, false);
    CompletableFuture<T> unused =
        exchange.whenComplete(
            (value, thrown) -> {
              if (thrown == null) {
                answered.accept(value);
                future.complete(value);
              } else {
                failed.accept(thrown);
                future.completeExceptionally(thrown);
              }
            });
    CompletableFuture<T> unusedEnd = future.whenComplete((value, thrown) -> abandoned.run());
    return future;
  }

  @Override
  public boolean cancel(boolean mayInterrupt) {
    boolean cancelled = super.cancel(mayInterrupt);
    if (!derived) {
      boolean unused = exchange.cancel(mayInterrupt);
    } else if (mayInterrupt) {
      // Cancelling what is derived from the client's own future cancels the exchange.
      boolean unused = exchange.newIncompleteFuture().cancel(true);
    }
    return cancelled;
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new AnswerFuture<>(exchange, true);
  }

  @Override
  public Executor defaultExecutor() {
    return exchange.defaultExecutor();
  }
}
