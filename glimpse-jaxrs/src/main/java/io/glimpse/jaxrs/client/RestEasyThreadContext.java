package io.glimpse.jaxrs.client;

import io.glimpse.Glimpse;
import io.glimpse.trace.CapturedSpan;
import io.glimpse.trace.Scope;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.spi.concurrent.ThreadContext;
import org.jspecify.annotations.Nullable;

/**
 * Carries the active span to the threads of RESTEasy's executors, where what {@code async()} and
 * {@code rx()} send is filtered. The requests of a deployment have it by {@link
 * GlimpseClientFeature}; for clients outside of requests the application may name this class in
 * {@code META-INF/services/org.jboss.resteasy.spi.concurrent.ThreadContext}.
 *
 * <p>Glimpse has no such file itself: Open Liberty has RESTEasy and hides it, so that there the
 * file would name a class that cannot be loaded, and RESTEasy reads it in the middle of a request.
 *
 * @since 0.1
 */
public final class RestEasyThreadContext implements ThreadContext<RestEasyThreadContext.Carried> {
  /** For the runtime. */
  public RestEasyThreadContext() {}

  /** The span of one thread, and the others that have it active for now. */
  public static final class Carried {
    private final @Nullable CapturedSpan span;
    private final Map<Thread, Scope> active = new ConcurrentHashMap<>();

    private Carried(@Nullable CapturedSpan span) {
      this.span = span;
    }
  }

  /** One is as good as another, and RESTEasy takes no two of the same. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RestEasyThreadContext;
  }

  @Override
  public int hashCode() {
    return RestEasyThreadContext.class.hashCode();
  }

  @Override
  public Carried capture() {
    Glimpse glimpse = Glimpse.current();
    return new Carried(glimpse.isEnabled() ? glimpse.tracer().capture() : null);
  }

  @Override
  public void push(Carried carried) {
    CapturedSpan span = carried.span;
    if (span != null) {
      Scope unused = carried.active.computeIfAbsent(Thread.currentThread(), t -> span.activate());
    }
  }

  @Override
  public void reset(Carried carried) {
    Scope scope = carried.active.remove(Thread.currentThread());
    if (scope != null) {
      scope.close();
    }
  }
}
