/**
 * Measures what a traced call costs. {@link io.glimpse.benchmarks.CallCost} holds the shapes that
 * are timed, a {@link io.glimpse.benchmarks.Contender} is one way to watch a call, {@link
 * io.glimpse.benchmarks.Compare} runs them side by side and prints the table.
 *
 * <p>{@code benchmarks/run} comes in at {@code Compare}, which starts a JVM for every measurement;
 * JMH comes in at {@code CallCost} in that JVM. Nothing here is published or part of the usual
 * build.
 */
@NullMarked
package io.glimpse.benchmarks;

import org.jspecify.annotations.NullMarked;
