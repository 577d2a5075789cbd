/**
 * How a trace crosses from one service to the next: {@link io.glimpse.propagation.Propagation}
 * reads and writes the headers of every {@link io.glimpse.propagation.Propagator} that is spoken
 * here, through the {@link io.glimpse.propagation.Getter} and {@link io.glimpse.propagation.Setter}
 * of whatever carries them.
 *
 * <p>The tracer calls it. What comes in is hostile until parsed: a bad header yields nothing, never
 * an exception and never a log line above DEBUG.
 */
@NullMarked
package io.glimpse.propagation;

import org.jspecify.annotations.NullMarked;
