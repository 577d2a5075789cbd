/**
 * How a trace crosses from one service to the next: {@link io.glimpse.propagation.TraceParent}
 * reads and writes the W3C header.
 *
 * <p>The tracer and the HTTP edges call it. What comes in is hostile until parsed: a bad header
 * yields nothing, never an exception and never a log line above DEBUG.
 */
@NullMarked
package io.glimpse.propagation;

import org.jspecify.annotations.NullMarked;
