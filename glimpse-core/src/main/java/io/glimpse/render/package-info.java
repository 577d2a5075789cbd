/**
 * Turns arguments, results and exceptions into JSON bytes: {@link io.glimpse.render.ValueRenderer}
 * writes values, {@link io.glimpse.render.ExceptionText} describes a failure, and {@link
 * io.glimpse.render.Redaction} knows which names stand for secrets.
 *
 * <p>Called on the application's thread, before the call for arguments and before the return for
 * results. Nothing here runs a method of a user's class, throws, keeps a reference to what it read,
 * or writes more than its limits.
 */
@NullMarked
package io.glimpse.render;

import org.jspecify.annotations.NullMarked;
