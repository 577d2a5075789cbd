package io.glimpse.jaxrs;

import io.glimpse.Glimpse;
import io.glimpse.http.RequestSpan;
import jakarta.ws.rs.WebApplicationException;
import java.util.List;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.ExtendedUriInfo;
import org.glassfish.jersey.server.internal.process.MappableException;
import org.glassfish.jersey.server.monitoring.RequestEvent;
import org.glassfish.jersey.server.monitoring.RequestEventListener;
import org.glassfish.jersey.uri.UriTemplate;
import org.jspecify.annotations.Nullable;

/**
 * What Jersey tells of one request, whoever holds its root: the route, and an exception that no
 * mapper of the application's took. Where JAX-RS holds the root, also which thread begins and ends
 * to work for the request.
 *
 * <p>That nobody mapped an exception is taken from the {@link WatchedWriter}, which is told before
 * the container is. Jersey's event comes after it: by then the container may have completed an
 * asynchronous response on another thread, and the root have ended without its exception.
 */
final class JerseyRequest implements RequestEventListener {
  private final @Nullable RequestSpan span;
  private final @Nullable RootRequest root;

  /** Looked up while the request's own thread has it, which others may not find there. */
  private volatile @Nullable ResourceCall call;

  /** What was thrown last, whether a mapper will take it or not. */
  private volatile @Nullable Throwable thrown;

  /**
   * Remembers both, since a request whose response is complete may have lost its properties.
   *
   * @param span the root, null where the request is ignored
   * @param root null where a servlet layer holds the root
   */
  JerseyRequest(@Nullable RequestSpan span, @Nullable RootRequest root) {
    this.span = span;
    this.root = root;
  }

  @Override
  public void onEvent(RequestEvent event) {
    try {
      if (span != null) {
        note(span, event);
      }
      if (root != null) {
        follow(root, event);
      }
    } catch (Throwable fault) {
      Glimpse.current().tracer().reportFault(fault);
    }
  }

  private void note(RequestSpan span, RequestEvent event) {
    switch (event.getType()) {
      case REQUEST_MATCHED -> span.route(route(event.getUriInfo()));
      case REQUEST_FILTERED -> call = ResourceFilter.callOf(event.getContainerRequest());
      case ON_EXCEPTION -> thrown = event.getException();
      case RESP_FILTERS_FINISHED, FINISHED -> responded(event.getContainerResponse());
      default -> {}
    }
  }

  /** The templates come in the reverse order of matching, patterns included. */
  private static String route(ExtendedUriInfo uri) {
    List<UriTemplate> matched = uri.getMatchedTemplates();
    String route = uri.getBaseUri().getPath();
    for (int i = matched.size() - 1; i >= 0; i--) {
      route = RouteTemplate.join(route, matched.get(i).getTemplate());
    }
    return RouteTemplate.withoutPatterns(route);
  }

  /**
   * The exception goes on to the container, since no mapper took it. One that the application has
   * not thrown comes from writing to a client that has gone, which is no failure.
   */
  void unmapped(Throwable error) {
    Throwable escaped = unwrapped(error);
    Throwable last = thrown;
    if (span == null
        || last == null
        || unwrapped(last) != escaped
        || escaped instanceof WebApplicationException) {
      return;
    }
    span.escaped(escaped);
    ResourceCall open = call;
    if (open != null) {
      open.escaped(escaped);
    }
  }

  /** The response filter says so first, where it finds the call. */
  private void responded(@Nullable ContainerResponse response) {
    ResourceCall open = call;
    if (open != null && response != null) {
      open.responded(response.getStatus(), response.getEntity());
    }
  }

  /** The application's own exception, where Jersey has put one of its around it. */
  static Throwable unwrapped(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return thrown instanceof MappableException && cause != null ? cause : thrown;
  }

  private static void follow(RootRequest root, RequestEvent event) {
    switch (event.getType()) {
      case RESOURCE_METHOD_START -> {
        root.enter();
        root.leaveFirst();
      }
      case RESOURCE_METHOD_FINISHED -> root.returned();
      case ON_EXCEPTION, RESP_FILTERS_START -> root.enter();
      case FINISHED -> finish(root, event);
      default -> {}
    }
  }

  /** Events of a stream may still be sent after this; the writer's commit then ends the span. */
  private static void finish(RootRequest root, RequestEvent event) {
    ContainerResponse response = event.getContainerResponse();
    if (response == null || !response.isChunked()) {
      root.end(response == null ? 500 : response.getStatus());
    }
    root.finished();
  }
}
