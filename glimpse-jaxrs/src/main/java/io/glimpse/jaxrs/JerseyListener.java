package io.glimpse.jaxrs;

import io.glimpse.Glimpse;
import io.glimpse.http.RequestSpan;
import jakarta.ws.rs.core.FeatureContext;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.monitoring.ApplicationEvent;
import org.glassfish.jersey.server.monitoring.ApplicationEventListener;
import org.glassfish.jersey.server.monitoring.RequestEvent;
import org.glassfish.jersey.server.monitoring.RequestEventListener;
import org.glassfish.jersey.server.spi.ContainerResponseWriter;
import org.jspecify.annotations.Nullable;

/**
 * Jersey's own news of an application and its requests. It comes before the first filter and after
 * the last byte, and knows more than any filter: the templates that were matched, sub-resources
 * included, and an exception that nobody mapped.
 *
 * <p>Loaded only where Jersey is the runtime.
 */
final class JerseyListener implements ApplicationEventListener {
  private final ApplicationLease lease = new ApplicationLease("JAX-RS application on Jersey");

  static void register(FeatureContext context) {
    FeatureContext unused = context.register(new JerseyListener());
  }

  /** A broken policy fails the start of the application here, as it does at every edge. */
  @Override
  public void onEvent(ApplicationEvent event) {
    if (event.getType() == ApplicationEvent.Type.INITIALIZATION_FINISHED) {
      lease.take();
    } else if (event.getType() == ApplicationEvent.Type.DESTROY_FINISHED) {
      lease.close();
    }
  }

  @Override
  public @Nullable RequestEventListener onRequest(RequestEvent start) {
    try {
      return listenTo(start.getContainerRequest());
    } catch (Throwable fault) {
      Glimpse.current().tracer().reportFault(fault);
      return null;
    }
  }

  private static @Nullable RequestEventListener listenTo(ContainerRequest request) {
    RootRequest root = RootRequest.open(request, true);
    RequestSpan span =
        request.getProperty(RequestSpan.KEY) instanceof RequestSpan known ? known : null;
    if (span == null && root == null) {
      return null;
    }
    JerseyRequest followed = new JerseyRequest(span, root);
    ContainerResponseWriter writer = request.getResponseWriter();
    if (writer != null) {
      request.setWriter(new WatchedWriter(writer, followed, root));
    }
    return followed;
  }
}
