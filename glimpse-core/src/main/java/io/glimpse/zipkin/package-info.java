/**
 * Spans in Zipkin's JSON of version 2. {@code ZipkinFormat} puts them together.
 *
 * <p>The front door comes in with endpoint and settings. How a request gets there, and what happens
 * when it does not, is decided in {@code io.glimpse.delivery}.
 */
@NullMarked
package io.glimpse.zipkin;

import org.jspecify.annotations.NullMarked;
