/**
 * JAX-RS's part in a request: {@link io.glimpse.jaxrs.RouteFilter} tells the root span which
 * resource answers, {@link io.glimpse.jaxrs.ResourceFilter} records the function of a resource that
 * is no bean, and {@link io.glimpse.jaxrs.RootFilter} holds the root where no servlet layer does.
 *
 * <p>The JAX-RS runtime comes in; on Jersey by its own events too, in the classes named after it,
 * which are loaded nowhere else. Nothing here knows servlets or CDI, and nothing is thrown into a
 * request; a root that somebody else has opened is found in the request's properties.
 */
@NullMarked
package io.glimpse.jaxrs;

import org.jspecify.annotations.NullMarked;
