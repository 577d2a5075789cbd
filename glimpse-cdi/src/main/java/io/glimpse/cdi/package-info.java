/**
 * Attaches the interceptor to the bean methods that the policy names: {@link
 * io.glimpse.cdi.GlimpseExtension} while the container starts, {@link
 * io.glimpse.cdi.GlimpseInterceptor} in each call. On CDI Lite {@link
 * io.glimpse.cdi.GlimpseBuildExtension} does it while the application is built, {@link
 * io.glimpse.cdi.LiteStart} begins the run, and {@link io.glimpse.cdi.LiteInterceptor} is there in
 * each call.
 *
 * <p>The container comes in by its extension events and its interceptor chain. Nothing here changes
 * what a bean returns or throws, needs a beans.xml, or knows servlets or JAX-RS.
 */
@NullMarked
package io.glimpse.cdi;

import org.jspecify.annotations.NullMarked;
