/**
 * Puts the trace id where the application's log patterns find it: {@link
 * io.glimpse.logcontext.LogContext} fills the MDC of SLF4J and of JBoss Logging, whichever is
 * there.
 *
 * <p>The tracer calls it when a request or another scope begins and ends on a thread. It logs
 * nothing itself and leaves every thread as it found it.
 */
@NullMarked
package io.glimpse.logcontext;

import org.jspecify.annotations.NullMarked;
