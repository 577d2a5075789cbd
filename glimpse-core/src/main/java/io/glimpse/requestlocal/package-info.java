/**
 * A place that belongs to a request and not to a thread, on runtimes that have one: {@link
 * io.glimpse.requestlocal.RequestLocal}.
 *
 * <p>The threads' slots of the room {@code trace} come in. Nothing here knows what lies there, and
 * nothing here throws.
 */
@NullMarked
package io.glimpse.requestlocal;

import org.jspecify.annotations.NullMarked;
