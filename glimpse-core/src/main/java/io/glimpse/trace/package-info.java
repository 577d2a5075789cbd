/**
 * Spans while they are open. {@link io.glimpse.trace.Tracer} opens them, {@link
 * io.glimpse.trace.OpenCall} is a function call under way, {@link io.glimpse.trace.Span} a timed
 * block that somebody opened by hand or a request, {@link io.glimpse.trace.Scope} says how long one
 * of them is the active span of a thread.
 *
 * <p>The interceptor, the HTTP edges and the user's code come in here, on the application's
 * threads; every ended span leaves as an encoded record through a {@code RecordSink}. Nothing here
 * throws into the application, waits, or knows a container.
 */
@NullMarked
package io.glimpse.trace;

import org.jspecify.annotations.NullMarked;
