package io.glimpse.async;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A stage is returned as it is: it lets itself be watched, and nobody sees that it is. */
final class StageResult implements LateResult {
  private static final int DEEPEST = 16;

  @Override
  public Object watched(Object result, Consumer<Outcome> end) {
    Object unused =
        ((CompletionStage<?>) result)
            .whenComplete(
                (value, thrown) ->
                    end.accept(
                        thrown == null
                            ? new Outcome.Value(value)
                            : new Outcome.Failed(cause(thrown))));
    return result;
  }

  /**
   * What the application threw. A stage that depends on a failed one wraps that one's exception,
   * and whoever waits for a stage is told of the cause too. A subclass is somebody's own exception,
   * and to ask it for its cause would run somebody's own code.
   */
  private static Throwable cause(Throwable thrown) {
    Throwable shown = thrown;
    for (int i = 0; i < DEEPEST && shown.getClass() == CompletionException.class; i++) {
      Throwable cause = shown.getCause();
      if (cause == null) {
        break;
      }
      shown = cause;
    }
    return shown;
  }
}
