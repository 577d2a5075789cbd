/**
 * Writes JSON text as bytes. {@link JsonBytes} is a growing buffer that knows how to write names,
 * text and numbers.
 *
 * <p>Used by the renderer on the application's threads and by the writers on theirs. Never reads
 * JSON, never calls a value's own methods.
 */
@NullMarked
package io.glimpse.json;

import org.jspecify.annotations.NullMarked;
