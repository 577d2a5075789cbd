/**
 * The encoder of JSON lines by itself, without a file, for the row that holds it against others. It
 * lies in this package because the encoder is nobody else's.
 */
package io.glimpse.jsonl;
