package io.glimpse.cdi.concurrent;

import io.glimpse.Glimpse;
import io.glimpse.trace.CapturedSpan;
import io.glimpse.trace.Scope;
import io.glimpse.trace.Tracer;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.context.spi.ThreadContextProvider;
import org.eclipse.microprofile.context.spi.ThreadContextSnapshot;

/**
 * Hands the active span to the threads of MicroProfile's {@code ManagedExecutor} and {@code
 * ThreadContext}, and to Mutiny where those stand behind it: who submits work is the parent of what
 * the work calls.
 *
 * <p>You do nothing for it: the implementation finds it by {@code META-INF/services}. An executor
 * that lists its types needs this one among them (MicroProfile Context Propagation 1.3, {@code
 * ManagedExecutor.Builder.propagated}):
 *
 * <pre>{@code
 * ManagedExecutor executor =
 *     ManagedExecutor.builder()
 *         .propagated(ThreadContext.APPLICATION, MicroProfileContextProvider.TYPE)
 *         .cleared(ThreadContext.ALL_REMAINING)
 *         .build();
 * }</pre>
 *
 * <p>It has no state and never throws. Where Glimpse is switched off it leaves threads alone. For
 * any thread.
 *
 * @since 0.1
 */
public final class MicroProfileContextProvider implements ThreadContextProvider {
  /** The name of this type of context, the same as with Jakarta Concurrency. */
  public static final String TYPE = "Glimpse";

  /** For the implementation. */
  public MicroProfileContextProvider() {}

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

  private static ThreadContextSnapshot snapshot(Function<Tracer, CapturedSpan> capture) {
    Glimpse glimpse = Glimpse.current();
    if (!glimpse.isEnabled()) {
      return () -> () -> {};
    }
    CapturedSpan span = capture.apply(glimpse.tracer());
    return () -> {
      Scope scope = span.activate();
      return scope::close;
    };
  }

  /** {@link #TYPE}. */
  @Override
  public String getThreadContextType() {
    return TYPE;
  }
}
