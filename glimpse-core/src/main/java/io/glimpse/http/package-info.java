/**
 * A request as a span: {@link io.glimpse.http.RequestSpan} knows OpenTelemetry's conventions for
 * the server's side of HTTP, {@link io.glimpse.http.RequestFacts} is what an edge has to say about
 * a request.
 *
 * <p>The servlet filter and the JAX-RS filters meet here, since neither knows the other. Nothing
 * here knows a container.
 */
@NullMarked
package io.glimpse.http;

import org.jspecify.annotations.NullMarked;
