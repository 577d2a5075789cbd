/**
 * Spans as OTLP over HTTP in JSON (OpenTelemetry Protocol 1.x), as Jaeger and every OpenTelemetry
 * collector take them. {@code OtlpFormat} puts them together.
 *
 * <p>The front door comes in with endpoint and settings. How a request gets there, and what happens
 * when it does not, is decided in {@code io.glimpse.delivery}.
 */
@NullMarked
package io.glimpse.otlp;

import org.jspecify.annotations.NullMarked;
