package io.glimpse.jaxrs;

import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import org.jspecify.annotations.Nullable;

/**
 * Holds the root span of a request that no servlet layer has seen: opens it before anything is
 * matched, tells the client its trace, and ends it with the response's headers, or leaves that to
 * {@link RootWriter} where there is an entity.
 *
 * <p>Where the runtime itself tells when a response is complete (Jersey, Quarkus REST) that ends
 * the span, and this filter only tells the trace. Elsewhere a stream of events ends with its
 * headers, since nothing says when the last one is sent, and a response that no response filter
 * sees ends never.
 *
 * <p>Found by {@code @Provider} or registered by {@link GlimpseFeature}; the second of two finds
 * the first one's span. Its own faults are counted and never thrown (specification, section 9).
 *
 * @since 0.1
 */
@Provider
@PreMatching
@Priority(Integer.MIN_VALUE)
public class RootFilter implements ContainerRequestFilter, ContainerResponseFilter {
  @Context private @Nullable Configuration configuration;

  /** For the runtime. */
  public RootFilter() {}

  @Override
  public void filter(ContainerRequestContext request) {
    if (QuarkusRest.serves(request)) {
      QuarkusRequest.open(request);
    } else {
      RootRequest unused = RootRequest.open(request, false);
    }
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    RootRequest root = RootRequest.of(request.getProperty(RootRequest.KEY));
    if (root == null) {
      return;
    }
    try {
      root.taken();
      root.tell(response.getHeaders());
      if (!root.isWatched()) {
        root.enter();
        root.answers(response.getStatus());
        if (endsWithItsHeaders(request, response)) {
          root.endOnThisThread();
        }
      }
    } catch (Throwable fault) {
      root.reportFault(fault);
    }
  }

  private boolean endsWithItsHeaders(
      ContainerRequestContext request, ContainerResponseContext response) {
    Configuration known = configuration;
    return known == null
        || !known.isRegistered(RootWriter.class)
        || !response.hasEntity()
        || request.getMethod().equals(HttpMethod.HEAD)
        || MediaType.SERVER_SENT_EVENTS_TYPE.isCompatible(response.getMediaType());
  }
}
