package io.glimpse.cdi.concurrent;

import io.glimpse.Glimpse;
import io.glimpse.trace.CapturedSpan;
import io.glimpse.trace.Tracer;
import jakarta.enterprise.concurrent.spi.ThreadContextProvider;
import jakarta.enterprise.concurrent.spi.ThreadContextSnapshot;
import java.util.Map;
import java.util.function.Function;

/**
 * Lets work that is handed to a managed executor, to a {@code ContextService} or to a method with
 * {@code @Asynchronous} run with the span that was active where it was handed over. For the
 * container, by {@code META-INF/services}; a user never calls it.
 *
 * <p>The container's default executors carry it, since they propagate all remaining context types
 * (Jakarta Concurrency 3.0, {@code ContextServiceDefinition.propagated}). An executor of your own
 * that lists its types needs this one among them:
 *
 * <pre>{@code
 * @ContextServiceDefinition(
 *     name = "java:app/concurrent/Lean",
 *     propagated = {ContextServiceDefinition.APPLICATION, GlimpseContextProvider.TYPE},
 *     cleared = ContextServiceDefinition.ALL_REMAINING)
 * }</pre>
 *
 * <p>It has no state, so containers may make as many as they like, and never throws. Where Glimpse
 * is switched off it leaves threads alone. For any thread.
 *
 * @since 0.1
 */
public final class GlimpseContextProvider implements ThreadContextProvider {
  /** The name of this type of context. */
  public static final String TYPE = "Glimpse";

  /** For the container. */
  public GlimpseContextProvider() {}

  /** The active span of this thread, or that there is none. */
  @Override
  public ThreadContextSnapshot currentContext(Map<String, String> properties) {
    return snapshot(Tracer::capture);
  }

  /** That there is no active span. */
  @Override
  public ThreadContextSnapshot clearedContext(Map<String, String> properties) {
    return snapshot(Tracer::captureNone);
  }

  private static CarriedSpan snapshot(Function<Tracer, CapturedSpan> capture) {
    Glimpse glimpse = Glimpse.current();
    return glimpse.isEnabled()
        ? new CarriedSpan(capture.apply(glimpse.tracer()))
        : CarriedSpan.nothing();
  }

  /** {@link #TYPE}. */
  @Override
  public String getThreadContextType() {
    return TYPE;
  }
}
