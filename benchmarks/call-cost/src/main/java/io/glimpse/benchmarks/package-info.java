/**
 * Measures what a traced call and a request cost. {@link io.glimpse.benchmarks.CallCost} and {@link
 * io.glimpse.benchmarks.EdgeCost} hold the shapes that are timed, a {@link
 * io.glimpse.benchmarks.Contender} is one way to watch a call and a {@link
 * io.glimpse.benchmarks.FilterContender} one to watch a request, {@link
 * io.glimpse.benchmarks.Compare} runs them side by side and prints the table.
 *
 * <p>{@code benchmarks/run} comes in at {@code Compare}, which starts a JVM for every measurement;
 * JMH comes in at {@code CallCost} or {@code EdgeCost} in that JVM. Nothing here is published or
 * part of the usual build.
 */
@NullMarked
package io.glimpse.benchmarks;

import org.jspecify.annotations.NullMarked;
