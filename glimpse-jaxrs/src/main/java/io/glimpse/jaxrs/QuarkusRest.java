package io.glimpse.jaxrs;

import jakarta.ws.rs.container.ContainerRequestContext;

/**
 * Tells a request of Quarkus REST from others by the name of its class alone, so that {@link
 * QuarkusRequest} and the classes that it needs are loaded nowhere else.
 */
final class QuarkusRest {
  private static final String PACKAGE = "org.jboss.resteasy.reactive.server.";

  private QuarkusRest() {}

  /** Whether Quarkus REST serves this request. */
  static boolean serves(ContainerRequestContext request) {
    return request.getClass().getName().startsWith(PACKAGE);
  }
}
