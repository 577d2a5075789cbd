package io.glimpse.jaxrs;

import io.glimpse.Glimpse;
import io.glimpse.http.RequestFacts;
import io.vertx.core.Context;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/**
 * A request on Quarkus REST. It begins on an event loop that it shares with others, mostly goes on
 * on a worker thread, and is complete when Vert.x says so: streams, and what Vert.x answers to an
 * exception that no mapper took, included.
 *
 * <p>So its span is opened before anything is matched and stays with the request: it is active on
 * each thread for as long as that works for this request. A worker thread has the request to itself
 * and is told so besides, since not all that it calls knows Vert.x. A request that no resource
 * answers goes on to the servlets, whose filter opens a root of its own; this one is then dropped.
 *
 * <p>The classes of Quarkus are named here alone, and this class is loaded only where {@link
 * QuarkusRest} has seen one of theirs. Nothing here throws.
 */
final class QuarkusRequest {
  private final RootRequest root;
  private final RoutingContext routing;

  private QuarkusRequest(RootRequest root, RoutingContext routing) {
    this.root = root;
    this.routing = routing;
  }

  /** The request has come in. */
  static void open(ContainerRequestContext request) {
    try {
      RoutingContext routing = routing(request);
      RootRequest root = RootRequest.prepare(request, true, () -> facts(request, routing));
      if (root != null) {
        QuarkusRequest opened = new QuarkusRequest(root, routing);
        int unused = routing.addEndHandler(done -> opened.complete());
        root.stayWithRequest();
      }
    } catch (Throwable fault) {
      Glimpse.current().tracer().reportFault(fault);
    }
  }

  private static RoutingContext routing(ContainerRequestContext request) {
    ResteasyReactiveRequestContext context =
        (ResteasyReactiveRequestContext)
            ((ResteasyReactiveContainerRequestContext) request).getServerRequestContext();
    return context.serverRequest().unwrap(RoutingContext.class);
  }

  /** Vert.x knows of the connection what JAX-RS does not. */
  private static RequestFacts facts(ContainerRequestContext request, RoutingContext routing) {
    RequestFacts known = Entrance.facts(request);
    SocketAddress peer = routing.request().connection().remoteAddress();
    SocketAddress client = routing.request().remoteAddress();
    return new RequestFacts(
        known.method(),
        known.scheme(),
        known.path(),
        known.query(),
        known.serverAddress(),
        known.serverPort(),
        client == null ? null : client.hostAddress(),
        peer == null ? null : peer.hostAddress(),
        peer == null ? 0 : peer.port(),
        version(routing.request().version()),
        known.userAgent());
  }

  private static String version(HttpVersion version) {
    return switch (version) {
      case HTTP_1_0 -> "1.0";
      case HTTP_1_1 -> "1.1";
      case HTTP_2 -> "2";
    };
  }

  /** A resource was found, and this is the thread that will call it. */
  static void matched(RootRequest root) {
    root.taken();
    if (!Context.isOnEventLoopThread()) {
      root.begin();
    }
  }

  private void complete() {
    try {
      if (!root.isTaken() && GlimpseFeature.hasServlets()) {
        return;
      }
      Throwable failure = routing.failure();
      if (failure != null) {
        root.escaped(failure);
      }
      root.answers(routing.response().getStatusCode());
      root.endOnThisThread();
    } catch (Throwable fault) {
      root.reportFault(fault);
    }
  }
}
