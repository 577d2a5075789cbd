/**
 * Records in an SQLite database. {@link io.glimpse.sqlite.SqliteWriter} is the destination, {@link
 * io.glimpse.sqlite.Retention} says what may stay.
 *
 * <p>A destination's thread comes in with batches of records; rows leave, one transaction a batch.
 * The driver is not ours: it is found by name where the application has it, and nothing here is
 * loaded where nobody asks for this destination.
 */
@NullMarked
package io.glimpse.sqlite;

import org.jspecify.annotations.NullMarked;
