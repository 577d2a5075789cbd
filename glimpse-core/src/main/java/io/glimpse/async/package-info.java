/**
 * Results that are handed out before the work behind them is done. {@link
 * io.glimpse.async.LateResult} knows the kinds of them by a function's declared return type, and
 * says by an {@link io.glimpse.async.Outcome} how one of them ended.
 *
 * <p>{@code io.glimpse.trace} comes in when a function is resolved and when a call returns. Nothing
 * here knows a span, waits for a result, or needs a library that the application does not have.
 */
@NullMarked
package io.glimpse.async;

import org.jspecify.annotations.NullMarked;
