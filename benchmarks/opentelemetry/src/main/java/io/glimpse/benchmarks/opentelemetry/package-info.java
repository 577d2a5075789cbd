/**
 * OpenTelemetry as contender: its SDK called by hand in an interceptor and in a servlet filter, and
 * its Java agent.
 *
 * <p>The benchmarks load the contenders by name. Nothing here exports a span.
 */
@NullMarked
package io.glimpse.benchmarks.opentelemetry;

import org.jspecify.annotations.NullMarked;
