/**
 * Requests as spans: {@link io.glimpse.http.RequestSpan} knows OpenTelemetry's conventions for the
 * server's side of HTTP, {@link io.glimpse.http.ClientSpan} those for the client's, {@link
 * io.glimpse.http.RequestFacts} is what an edge has to say about a request that came in. {@link
 * io.glimpse.http.TracedHttpClient} is the one client that needs no edge, since the JDK has it.
 *
 * <p>The servlet filter and the JAX-RS filters meet here, since neither knows the other. Nothing
 * here knows a container.
 */
@NullMarked
package io.glimpse.http;

import org.jspecify.annotations.NullMarked;
