/**
 * Writes records as JSON lines: {@code JsonlEncoder} turns a batch into lines, {@link
 * io.glimpse.jsonl.JsonlWriter} appends them to a file.
 *
 * <p>The pipeline calls it from one thread. A line is written whole or not at all, and nothing here
 * looks at the application.
 */
@NullMarked
package io.glimpse.jsonl;

import org.jspecify.annotations.NullMarked;
