package io.glimpse.cdi;

import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;

/** Passes on everything that it hears. */
record Relay(SubmissionPublisher<String> target) implements Flow.Subscriber<String> {
  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(String item) {
    target.submit(item);
  }

  @Override
  public void onError(Throwable thrown) {
    target.closeExceptionally(thrown);
  }

  @Override
  public void onComplete() {
    target.close();
  }
}
