package io.glimpse.cdi;

import io.glimpse.trace.OpenCall;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What {@link GlimpseInterceptor} is on CDI Full: the guest in every traced call. ArC finds
 * interceptors by annotations on their classes alone, so here they stand; {@link GlimpseExtension}
 * keeps other containers from finding it.
 *
 * <p>One thing differs here: a bean's calls of itself come by, and are let pass ({@link OwnCalls}).
 *
 * @since 0.1
 */
@Interceptor
@TracedBinding
public class LiteInterceptor implements Serializable {
  private static final long serialVersionUID = 1;

  private transient @Nullable RecentFunctions recent;

  /** For the container. */
  public LiteInterceptor() {}

  /** Two threads may make one each at first; one of them stays. */
  private RecentFunctions recent() {
    RecentFunctions known = recent;
    if (known == null) {
      known = new RecentFunctions();
      recent = known;
    }
    return known;
  }

  /**
   * Records one call, unless it is the bean's own.
   *
   * @return what the method returned
   * @throws Exception what the method threw
   */
  @AroundInvoke
  public @Nullable Object trace(InvocationContext call) throws Exception {
    Object target = call.getTarget();
    @Nullable Object[] inside = OwnCalls.ofThisThread();
    if (OwnCalls.isOwn(inside, target, call.getMethod())) {
      return call.proceed();
    }
    Object outside = inside[0];
    inside[0] = target;
    AttachedFunctions functions = AttachedFunctions.running();
    OpenCall open = functions == null ? null : functions.open(call, recent());
    Object result;
    try {
      result = call.proceed();
    } catch (Throwable thrown) {
      inside[0] = outside;
      if (open != null) {
        open.failed(thrown);
      }
      throw thrown;
    }
    inside[0] = outside;
    return open == null ? result : open.returned(result);
  }
}
