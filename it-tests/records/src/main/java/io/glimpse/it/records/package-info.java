/**
 * Reads the file that JSON lines are written to, and puts the records of one trace together again:
 * {@link io.glimpse.it.records.RecordFile} gives lines, {@link io.glimpse.it.records.Trace} the
 * tree of its {@link io.glimpse.it.records.Call}s.
 *
 * <p>The suite and the demo come in. Nothing here knows Glimpse: what a stranger could read from
 * the file is all that is used.
 */
@NullMarked
package io.glimpse.it.records;

import org.jspecify.annotations.NullMarked;
