package io.glimpse.cdi.concurrent;

import io.glimpse.trace.CapturedSpan;
import io.glimpse.trace.Scope;
import jakarta.enterprise.concurrent.spi.ThreadContextRestorer;
import jakarta.enterprise.concurrent.spi.ThreadContextSnapshot;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A captured span, on its way with a piece of work.
 *
 * <p>Containers keep it in contextual proxies, which are serializable (Jakarta Concurrency 3.0,
 * {@code ContextService}). A span does not outlive its JVM: one that was written out and read again
 * carries nothing, and leaves the thread as it is.
 */
final class CarriedSpan implements ThreadContextSnapshot, Serializable {
  private static final long serialVersionUID = 1;

  private final transient @Nullable CapturedSpan span;

  CarriedSpan(@Nullable CapturedSpan span) {
    this.span = span;
  }

  static CarriedSpan nothing() {
    return new CarriedSpan(null);
  }

  @Override
  public ThreadContextRestorer begin() {
    CapturedSpan carried = span;
    if (carried == null) {
      return () -> {};
    }
    Scope scope = carried.activate();
    return scope::close;
  }
}
