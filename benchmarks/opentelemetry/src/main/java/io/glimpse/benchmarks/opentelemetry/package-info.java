/**
 * OpenTelemetry as contender: its SDK called by hand in an interceptor, and its Java agent.
 *
 * <p>The benchmarks load the two contenders by name. Nothing here exports a span.
 */
@NullMarked
package io.glimpse.benchmarks.opentelemetry;

import org.jspecify.annotations.NullMarked;
