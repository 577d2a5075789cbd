/**
 * Carries the active span to the threads of the container's managed executors: {@link
 * io.glimpse.cdi.concurrent.GlimpseContextProvider} by Jakarta Concurrency's own door, {@link
 * io.glimpse.cdi.concurrent.MicroProfileContextProvider} by that of MicroProfile.
 *
 * <p>The container comes in, when work is handed over and when it runs. Nothing here opens a span
 * or holds one any longer than the container holds the work.
 */
@NullMarked
package io.glimpse.cdi.concurrent;

import org.jspecify.annotations.NullMarked;
