/**
 * Keeps pieces of bytes on the disk until somebody acknowledges them: in order, within a bound, and
 * across the end of the process. {@code Spool} is the door.
 *
 * <p>Who delivers comes in. Nothing here knows what the bytes are, starts a thread or logs a byte
 * of them.
 */
@NullMarked
package io.glimpse.spool;

import org.jspecify.annotations.NullMarked;
