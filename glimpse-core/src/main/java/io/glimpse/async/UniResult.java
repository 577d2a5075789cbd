package io.glimpse.async;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Mutiny's {@code Uni} is watched by an operator of its own, so it stays one. */
final class UniResult implements LateResult {
  static Optional<LateResult> of(Class<?> declared) {
    return declared == Uni.class ? Optional.of(new UniResult()) : Optional.empty();
  }

  @Override
  public Object watched(Object result, Consumer<Outcome> end) {
    return ((Uni<?>) result)
        .onTermination()
        .invoke((item, thrown, cancelled) -> end.accept(outcome(item, thrown, cancelled)));
  }

  private static Outcome outcome(
      @Nullable Object item, @Nullable Throwable thrown, boolean cancelled) {
    if (cancelled) {
      return new Outcome.Cancelled();
    }
    return thrown == null ? new Outcome.Value(item) : new Outcome.Failed(thrown);
  }
}
