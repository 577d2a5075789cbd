/**
 * Holds the root span of every request: {@link io.glimpse.servlet.GlimpseInitializer} registers the
 * filter when the web application starts, {@link io.glimpse.servlet.GlimpseFilter} opens the span
 * and sees to it that it ends with the response.
 *
 * <p>The servlet container comes in. Nothing here needs CDI or JAX-RS, reads a body, or changes a
 * response.
 */
@NullMarked
package io.glimpse.servlet;

import org.jspecify.annotations.NullMarked;
