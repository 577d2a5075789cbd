/**
 * The servers that traces are sent to, real ones, and what they say they got. A {@link
 * io.glimpse.it.backends.Order} makes the trace; each test reads it back by the server's own API.
 */
@NullMarked
package io.glimpse.it.backends;

import org.jspecify.annotations.NullMarked;
