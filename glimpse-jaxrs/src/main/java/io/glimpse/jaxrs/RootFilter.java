package io.glimpse.jaxrs;

import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;

/**
 * Holds the root span of a request that no servlet layer has seen: opens it before anything is
 * matched, tells the client its trace, and ends it when the entity is written, or with the
 * response's headers where there is none.
 *
 * <p>Where the runtime itself tells when a response is complete (Jersey) that ends the span, and
 * this filter only tells the trace. Elsewhere a stream of events ends with its headers, since
 * nothing says when the last one is sent, and a response that no response filter sees ends never.
 *
 * <p>Found by {@code @Provider} or registered by {@link GlimpseFeature}; the second of two finds
 * the first one's span. Its own faults are counted and never thrown (specification, section 9).
 *
 * @since 0.1
 */
@Provider
@PreMatching
@Priority(Integer.MIN_VALUE)
public class RootFilter
    implements ContainerRequestFilter, ContainerResponseFilter, WriterInterceptor {
  /** For the runtime. */
  public RootFilter() {}

  @Override
  public void filter(ContainerRequestContext request) {
    RootRequest unused = RootRequest.open(request, false);
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    RootRequest root = RootRequest.of(request.getProperty(RootRequest.KEY));
    if (root == null) {
      return;
    }
    try {
      root.tell(response.getHeaders());
      if (!root.isWatched()) {
        root.enter();
        root.answers(response.getStatus());
        if (endsWithItsHeaders(request, response)) {
          end(root);
        }
      }
    } catch (Throwable fault) {
      root.reportFault(fault);
    }
  }

  private static boolean endsWithItsHeaders(
      ContainerRequestContext request, ContainerResponseContext response) {
    return !response.hasEntity()
        || request.getMethod().equals(HttpMethod.HEAD)
        || MediaType.SERVER_SENT_EVENTS_TYPE.isCompatible(response.getMediaType());
  }

  /** Around the writing of an entity, outside of everybody else's. */
  @Override
  public void aroundWriteTo(WriterInterceptorContext writing) throws IOException {
    RootRequest root = RootRequest.of(writing.getProperty(RootRequest.KEY));
    if (root == null || root.isWatched()) {
      writing.proceed();
      return;
    }
    root.enter();
    try {
      writing.proceed();
    } catch (Throwable thrown) {
      root.escaped(thrown);
      root.answers(500);
      throw thrown;
    } finally {
      end(root);
    }
  }

  private static void end(RootRequest root) {
    root.end(200);
    root.leave();
    root.leaveFirst();
  }
}
