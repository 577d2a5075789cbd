package io.glimpse.jaxrs;

import io.glimpse.Glimpse;
import io.glimpse.context.SpanContext;
import io.glimpse.http.RequestFacts;
import io.glimpse.http.ResponseHeader;
import io.glimpse.trace.Tracer;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one Glimpse wants to know of a request that no servlet layer has seen. */
final class Entrance {
  private static volatile @Nullable Entrance known;

  private final Glimpse glimpse;
  private final @Nullable ResponseHeader told;

  private Entrance(Glimpse glimpse) {
    this.glimpse = glimpse;
    this.told = ResponseHeader.named(glimpse.config().responseHeader()).orElse(null);
  }

  /** That of the application's Glimpse, which a reload may have replaced. */
  static Entrance current() {
    Glimpse glimpse = Glimpse.current();
    Entrance entrance = known;
    if (entrance == null || entrance.glimpse != glimpse) {
      entrance = new Entrance(glimpse);
      known = entrance;
    }
    return entrance;
  }

  boolean isOpen() {
    return glimpse.isEnabled();
  }

  Tracer tracer() {
    return glimpse.tracer();
  }

  /** The header by which responses tell their trace, if any. */
  @Nullable ResponseHeader told() {
    return told;
  }

  /** JAX-RS knows no context root, so the patterns are for the whole path. */
  boolean ignores(ContainerRequestContext request) {
    return glimpse.ignoredPaths().matches(request.getUriInfo().getRequestUri().getPath());
  }

  Optional<SpanContext> caller(ContainerRequestContext request) {
    return tracer().extract(request, Entrance::lines);
  }

  private static List<String> lines(ContainerRequestContext request, String name) {
    List<String> lines = request.getHeaders().get(name);
    return lines == null ? List.of() : lines;
  }

  /** JAX-RS tells neither who is at the other end of the connection nor the protocol's version. */
  static RequestFacts facts(ContainerRequestContext request) {
    URI uri = request.getUriInfo().getRequestUri();
    return new RequestFacts(
        request.getMethod(),
        uri.getScheme() == null ? "http" : uri.getScheme(),
        uri.getRawPath(),
        uri.getRawQuery(),
        uri.getHost(),
        Math.max(0, uri.getPort()),
        null,
        null,
        0,
        null,
        request.getHeaderString("user-agent"));
  }
}
