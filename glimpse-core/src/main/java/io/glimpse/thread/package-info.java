/**
 * How Glimpse makes threads and waits for their end: {@link io.glimpse.thread.GlimpseThreads}.
 *
 * <p>Every room that needs a thread comes in. Nothing here knows what a thread is for.
 */
@NullMarked
package io.glimpse.thread;

import org.jspecify.annotations.NullMarked;
