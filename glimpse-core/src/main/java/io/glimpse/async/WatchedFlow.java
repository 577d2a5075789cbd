package io.glimpse.async;

import java.util.concurrent.Flow;
import java.util.function.Consumer;

/**
 * Stands between a publisher and its subscribers and hears how each subscription ends. Signals go
 * through on the same thread and in the same order; an end is told before it goes on. What is wrong
 * with a subscriber (Reactive Streams 1.0.4, rules 1.9 and 2.13) is for the publisher to say.
 */
final class WatchedFlow<T> implements Flow.Publisher<T> {
  private final Flow.Publisher<T> publisher;
  private final Consumer<Outcome> end;

  WatchedFlow(Flow.Publisher<T> publisher, Consumer<Outcome> end) {
    this.publisher = publisher;
    this.end = end;
  }

  @Override
  @SuppressWarnings("NullAway") // a null subscriber is refused by the publisher, in its own words
  public void subscribe(Flow.Subscriber<? super T> subscriber) {
    publisher.subscribe(subscriber == null ? null : new Listener<>(subscriber, end));
  }

  private record Listener<T>(Flow.Subscriber<? super T> subscriber, Consumer<Outcome> end)
      implements Flow.Subscriber<T> {
    @Override
    @SuppressWarnings("NullAway") // as above
    public void onSubscribe(Flow.Subscription subscription) {
      subscriber.onSubscribe(subscription == null ? null : new Cancellable(subscription, end));
    }

    @Override
    public void onNext(T item) {
      subscriber.onNext(item);
    }

    @Override
    public void onError(Throwable thrown) {
      if (thrown != null) {
        end.accept(new Outcome.Failed(thrown));
      }
      subscriber.onError(thrown);
    }

    @Override
    public void onComplete() {
      end.accept(new Outcome.Exhausted());
      subscriber.onComplete();
    }
  }

  private record Cancellable(Flow.Subscription subscription, Consumer<Outcome> end)
      implements Flow.Subscription {
    @Override
    public void request(long items) {
      subscription.request(items);
    }

    @Override
    public void cancel() {
      end.accept(new Outcome.Cancelled());
      subscription.cancel();
    }
  }
}
