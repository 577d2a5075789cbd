package io.glimpse.async;

import io.smallrye.mutiny.Multi;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Mutiny's {@code Multi} is watched by an operator of its own, so it stays one. */
final class MultiResult implements LateResult {
  static Optional<LateResult> of(Class<?> declared) {
    return declared == Multi.class ? Optional.of(new MultiResult()) : Optional.empty();
  }

  @Override
  public Object watched(Object result, Consumer<Outcome> end) {
    return ((Multi<?>) result)
        .onTermination()
        .invoke((thrown, cancelled) -> end.accept(outcome(thrown, cancelled)));
  }

  private static Outcome outcome(@Nullable Throwable thrown, boolean cancelled) {
    if (cancelled) {
      return new Outcome.Cancelled();
    }
    return thrown == null ? new Outcome.Exhausted() : new Outcome.Failed(thrown);
  }
}
