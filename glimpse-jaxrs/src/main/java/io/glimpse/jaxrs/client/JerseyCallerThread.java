package io.glimpse.jaxrs.client;

import io.glimpse.Glimpse;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.core.FeatureContext;
import org.glassfish.jersey.client.spi.PreInvocationInterceptor;

/**
 * Notes in Jersey's request, on the thread that makes it, which span is active there. What {@code
 * async()} and {@code rx()} send is filtered on a thread of Jersey's pool.
 */
final class JerseyCallerThread implements PreInvocationInterceptor {
  static FeatureContext registerOn(FeatureContext context) {
    return context.register(new JerseyCallerThread());
  }

  @Override
  public void beforeRequest(ClientRequestContext request) {
    Glimpse glimpse = Glimpse.current();
    if (glimpse.isEnabled()) {
      try {
        request.setProperty(AttemptFilter.PARENT, glimpse.tracer().capture());
      } catch (Throwable fault) {
        glimpse.tracer().reportFault(fault);
      }
    }
  }
}
