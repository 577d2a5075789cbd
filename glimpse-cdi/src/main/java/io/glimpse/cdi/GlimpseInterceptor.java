package io.glimpse.cdi;

import io.glimpse.trace.OpenCall;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.AroundTimeout;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Stands in every traced call, as a guest: the caller gets the same result or the same exception,
 * on the same thread, with one frame of ours in between. Only a publisher is another object, which
 * is how its end becomes known.
 *
 * <p>It is registered by {@link GlimpseExtension} and needs no beans.xml. That it is serializable
 * and takes no state along lets it stand in beans that a container passivates (CDI 4.0, section
 * 17.5.4).
 *
 * @since 0.1
 */
public class GlimpseInterceptor implements Serializable {
  private static final long serialVersionUID = 1;

  private transient @Nullable RecentFunctions recent;

  /** For the container. */
  public GlimpseInterceptor() {}

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
   * Records one call, also one that a timer of the container makes.
   *
   * @return what the method returned; where that is a publisher, one that signals the same
   * @throws Exception what the method threw
   */
  @AroundInvoke
  @AroundTimeout
  public @Nullable Object trace(InvocationContext call) throws Exception {
    AttachedFunctions functions = AttachedFunctions.running();
    OpenCall open = functions == null ? null : functions.open(call, recent());
    if (open == null) {
      return call.proceed();
    }
    Object result;
    try {
      result = call.proceed();
    } catch (Throwable thrown) {
      open.failed(thrown);
      throw thrown;
    }
    return open.returned(result);
  }
}
