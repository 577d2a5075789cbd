/**
 * What is recorded, and in which form it travels. A {@link io.glimpse.record.RecordBatch} is a
 * sealed run of encoded records; a {@link io.glimpse.record.RecordCursor} reads it in place, {@link
 * io.glimpse.record.LogEntry} and {@link io.glimpse.record.SpanRecord} are the same as values, and
 * a {@link io.glimpse.record.RecordWriter} is where batches end.
 *
 * <p>The tracer encodes on the application's threads, the pipeline carries, the writers decode on
 * theirs. Nothing here starts a thread, opens a file or holds on to an object of the application.
 */
@NullMarked
package io.glimpse.record;

import org.jspecify.annotations.NullMarked;
