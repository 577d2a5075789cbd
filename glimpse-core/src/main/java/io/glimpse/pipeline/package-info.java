/**
 * The road from the application's threads to the destinations. {@link io.glimpse.pipeline.Pipeline}
 * is its door: records go in by an {@code Inlet} of each thread, a {@code Ring} holds them in
 * bounded memory, one {@code Drainer} hands them out as batches, and each destination has a {@code
 * Lane} of its own with a thread, a backlog and a loss count.
 *
 * <p>The tracer puts, the writers are called. Nothing here waits on the application's thread, looks
 * into a record, or loses one without counting it.
 */
@NullMarked
package io.glimpse.pipeline;

import org.jspecify.annotations.NullMarked;
