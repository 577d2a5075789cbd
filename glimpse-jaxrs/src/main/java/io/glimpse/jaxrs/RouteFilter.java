package io.glimpse.jaxrs;

import io.glimpse.http.RequestSpan;
import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * Names the root span after the matched resource: {@code GET /shop/api/orders/{number}}. The
 * runtime is asked where it can be (Jakarta REST 4.0); elsewhere the annotations tell, and a
 * sub-resource is not guessed.
 *
 * <p>Found by {@code @Provider} or registered by {@link GlimpseFeature}; run twice it does the same
 * twice. It never ends a request and never throws.
 *
 * @since 0.1
 */
@Provider
@Priority(0)
public class RouteFilter implements ContainerRequestFilter {
  private static final Logger LOG = System.getLogger("io.glimpse.jaxrs");

  @Context private @Nullable ResourceInfo resource;

  /** For the runtime. */
  public RouteFilter() {}

  @Override
  public void filter(ContainerRequestContext request) {
    try {
      RootRequest root = RootRequest.of(request.getProperty(RootRequest.KEY));
      if (root != null && QuarkusRest.serves(request)) {
        QuarkusRequest.matched(root);
      }
      ResourceInfo matched = resource;
      if (matched != null && request.getProperty(RequestSpan.KEY) instanceof RequestSpan span) {
        name(span, matched, request.getUriInfo());
      }
    } catch (RuntimeException fault) {
      LOG.log(Level.DEBUG, "no route for a request", fault);
    }
  }

  private static void name(RequestSpan span, ResourceInfo matched, UriInfo uri) {
    String route = MatchedTemplate.of(uri);
    if (route != null) {
      span.route(route);
      return;
    }
    String template = RouteTemplate.of(matched.getResourceClass(), matched.getResourceMethod());
    if (template != null && uri.getMatchedResources().size() <= 1) {
      span.route(RouteTemplate.join(uri.getBaseUri().getPath(), template));
    }
  }
}
