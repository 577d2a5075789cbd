package io.glimpse.async;

import java.util.concurrent.Flow;
import java.util.function.Consumer;

/** A publisher of the JDK's is wrapped, so that its subscribers can be listened to. */
final class FlowResult implements LateResult {
  @Override
  public Object watched(Object result, Consumer<Outcome> end) {
    return new WatchedFlow<>((Flow.Publisher<?>) result, end);
  }
}
