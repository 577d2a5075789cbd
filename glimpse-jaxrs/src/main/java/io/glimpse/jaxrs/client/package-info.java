/**
 * Requests that the application sends by a JAX-RS client. {@link
 * io.glimpse.jaxrs.client.GlimpseClientFeature} registers the filter that gives each attempt its
 * span and its headers; {@link io.glimpse.jaxrs.client.GlimpseRestClientListener} does so for
 * MicroProfile Rest Client. The classes that carry a name of a runtime tell the filter, which may
 * run on a pool's thread, whose span the request belongs to.
 *
 * <p>The JAX-RS runtime comes in. Nothing here is injected, asks for a container, or keeps anything
 * of an application: the tracer is looked up for each request.
 */
@NullMarked
package io.glimpse.jaxrs.client;

import org.jspecify.annotations.NullMarked;
