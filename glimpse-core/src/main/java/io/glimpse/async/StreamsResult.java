package io.glimpse.async;

import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;

/** A publisher of Reactive Streams is wrapped like one of the JDK's, by the library's adapters. */
final class StreamsResult implements LateResult {
  static Optional<LateResult> of(Class<?> declared) {
    return declared == Publisher.class && hasAdapters()
        ? Optional.of(new StreamsResult())
        : Optional.empty();
  }

  /** Before 1.0.3 there were none; then this is a {@link LinkageError}. */
  private static boolean hasAdapters() {
    return FlowAdapters.class.getModifiers() != 0;
  }

  @Override
  public Object watched(Object result, Consumer<Outcome> end) {
    Flow.Publisher<?> flow = FlowAdapters.toFlowPublisher((Publisher<?>) result);
    return FlowAdapters.toPublisher(new WatchedFlow<>(flow, end));
  }
}
