package io.glimpse.jaxrs.client;

import io.glimpse.Glimpse;
import io.glimpse.http.ClientSpan;
import io.glimpse.propagation.Setter;
import io.glimpse.trace.CapturedSpan;
import io.glimpse.trace.Scope;
import io.glimpse.trace.Tracer;
import jakarta.annotation.Priority;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import jakarta.ws.rs.core.MultivaluedMap;

/**
 * A span around each attempt: the last filter that the request passes and the first that the
 * response does, so that an answer made by another filter is none, and a retry is an attempt of its
 * own. Of a request that gets no answer JAX-RS tells its filters nothing; its span ends with what
 * is around it.
 */
@Priority(Integer.MAX_VALUE)
final class AttemptFilter implements ClientRequestFilter, ClientResponseFilter {
  /** The property in which a runtime's own hook leaves the span of the thread that asks. */
  static final String PARENT = "io.glimpse.jaxrs.client.parent";

  private static final String ATTEMPT = "io.glimpse.jaxrs.client.attempt";
  private static final Setter<MultivaluedMap<String, Object>> HEADERS = MultivaluedMap::putSingle;

  /** RESTEasy keeps properties when the same invocation is made again; the request is another. */
  private record Attempt(ClientRequestContext request, ClientSpan span) {}

  @Override
  public void filter(ClientRequestContext request) {
    Glimpse glimpse = Glimpse.current();
    if (!glimpse.isEnabled() || isOfAnotherApplication()) {
      return;
    }
    try {
      boolean sameAgain =
          request.getProperty(ATTEMPT) instanceof Attempt known && known.request() == request;
      if (!sameAgain) {
        ClientSpan span = open(glimpse.tracer(), request);
        span.inject(request.getHeaders(), HEADERS);
        request.setProperty(ATTEMPT, new Attempt(request, span));
      }
    } catch (Throwable fault) {
      glimpse.tracer().reportFault(fault);
    }
  }

  /**
   * A client that is made outside of a request gets from RESTEasy the filters of whichever
   * deployment came last. Where this thread's application has a Glimpse of its own, ours keeps
   * quiet.
   */
  private static boolean isOfAnotherApplication() {
    ClassLoader application = Thread.currentThread().getContextClassLoader();
    if (application == null || application == AttemptFilter.class.getClassLoader()) {
      return false;
    }
    try {
      return application.loadClass(AttemptFilter.class.getName()) != AttemptFilter.class;
    } catch (ClassNotFoundException | LinkageError hasNone) {
      return false;
    }
  }

  private static ClientSpan open(Tracer tracer, ClientRequestContext request) {
    if (request.getProperty(PARENT) instanceof CapturedSpan parent) {
      try (Scope scope = parent.activate()) {
        return ClientSpan.open(tracer, request.getMethod(), request.getUri());
      }
    }
    return ClientSpan.open(tracer, request.getMethod(), request.getUri());
  }

  @Override
  public void filter(ClientRequestContext request, ClientResponseContext response) {
    try {
      if (request.getProperty(ATTEMPT) instanceof Attempt attempt) {
        request.removeProperty(ATTEMPT);
        attempt.span().answered(response.getStatus());
      }
    } catch (Throwable fault) {
      Glimpse.current().tracer().reportFault(fault);
    }
  }
}
