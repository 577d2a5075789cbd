/**
 * What the writers of JSON share: {@link io.glimpse.json.KnownTexts} keeps the names that come in
 * every record as they stand in JSON.
 *
 * <p>The encoders of JSON lines, OTLP and Zipkin come in. Nothing here knows the shape of their
 * texts.
 */
@NullMarked
package io.glimpse.json;

import org.jspecify.annotations.NullMarked;
