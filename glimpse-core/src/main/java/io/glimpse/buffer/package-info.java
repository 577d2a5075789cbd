/**
 * Bytes being written: {@link io.glimpse.buffer.ByteBuilder} is to bytes what {@code StringBuilder}
 * is to characters.
 *
 * <p>The renderer fills one on the application's thread, the writers fill one on theirs. Nothing
 * here reads JSON, calls a method of a user's object, or is shared between threads.
 */
@NullMarked
package io.glimpse.buffer;

import org.jspecify.annotations.NullMarked;
