/**
 * What the encoders share: {@link io.glimpse.json.KnownTexts} keeps the names that come in every
 * record as they stand in JSON, or in a database.
 *
 * <p>Those of JSON lines, OTLP, Zipkin and SQLite come in. Nothing here knows the shape of their
 * texts.
 */
@NullMarked
package io.glimpse.json;

import org.jspecify.annotations.NullMarked;
