/**
 * OpenTelemetry as contender: its SDK called by hand in an interceptor and in a servlet filter, and
 * its Java agent.
 *
 * <p>The benchmarks load the contenders by name. Only {@code Exporting} sends spans, and only where
 * a measurement has a collector.
 */
@NullMarked
package io.glimpse.benchmarks.opentelemetry;

import org.jspecify.annotations.NullMarked;
