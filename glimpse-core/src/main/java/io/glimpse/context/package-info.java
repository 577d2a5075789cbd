/**
 * Where a span stands: {@link io.glimpse.context.SpanContext} is its place in a trace as other
 * services see it, {@link io.glimpse.context.IdSource} makes new ids and {@link
 * io.glimpse.context.Clock} tells the time.
 *
 * <p>Every other room builds on these values. Nothing here knows a thread, a message or a file.
 */
@NullMarked
package io.glimpse.context;

import org.jspecify.annotations.NullMarked;
