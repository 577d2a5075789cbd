package io.glimpse.benchmarks;

import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.InvocationContext;
import org.jspecify.annotations.Nullable;

/** The floor: what the container takes for an interceptor that does nothing. */
public class EmptyInterceptor {
  /** For the container. */
  public EmptyInterceptor() {}

  /** Lets the call pass. */
  @AroundInvoke
  public @Nullable Object pass(InvocationContext call) throws Exception {
    return call.proceed();
  }
}
