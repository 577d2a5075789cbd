/**
 * Tells a request's root span which resource answers it: {@link io.glimpse.jaxrs.RouteFilter} reads
 * the {@code @Path} templates of the matched resource.
 *
 * <p>The JAX-RS runtime comes in. Nothing here knows servlets or CDI; the root span is found in the
 * request's properties.
 */
@NullMarked
package io.glimpse.jaxrs;

import org.jspecify.annotations.NullMarked;
