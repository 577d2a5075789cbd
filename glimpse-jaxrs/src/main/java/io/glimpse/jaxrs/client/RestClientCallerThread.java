package io.glimpse.jaxrs.client;

import io.glimpse.Glimpse;
import io.glimpse.trace.CapturedSpan;
import io.glimpse.trace.Scope;
import org.eclipse.microprofile.rest.client.ext.AsyncInvocationInterceptor;
import org.eclipse.microprofile.rest.client.ext.AsyncInvocationInterceptorFactory;
import org.jspecify.annotations.Nullable;

/**
 * Carries the span that is active where a method of a MicroProfile Rest Client is called to the
 * thread on which its request is filtered, if the answer comes by a {@code CompletionStage}.
 */
final class RestClientCallerThread implements AsyncInvocationInterceptorFactory {

  @Override
  public AsyncInvocationInterceptor newInterceptor() {
    return new Carried();
  }

  /** For one call: the first method runs on the thread of the caller, the others on the other. */
  private static final class Carried implements AsyncInvocationInterceptor {
    private @Nullable CapturedSpan span;
    private @Nullable Scope active;

    @Override
    public void prepareContext() {
      Glimpse glimpse = Glimpse.current();
      span = glimpse.isEnabled() ? glimpse.tracer().capture() : null;
    }

    @Override
    public void applyContext() {
      CapturedSpan captured = span;
      active = captured == null ? null : captured.activate();
    }

    @Override
    public void removeContext() {
      Scope scope = active;
      active = null;
      if (scope != null) {
        scope.close();
      }
    }
  }
}
