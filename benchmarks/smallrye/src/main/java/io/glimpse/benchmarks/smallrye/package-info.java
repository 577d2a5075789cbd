/**
 * SmallRye OpenTelemetry as contender, with the SDK that it was built for.
 *
 * <p>The benchmarks load the contender by name, OpenTelemetry finds {@link
 * io.glimpse.benchmarks.smallrye.IgnoringExporter} by service. No span leaves the JVM.
 */
@NullMarked
package io.glimpse.benchmarks.smallrye;

import org.jspecify.annotations.NullMarked;
