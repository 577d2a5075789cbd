package io.glimpse.record;

/**
 * How much is recorded.
 *
 * @since 0.1
 */
public enum EntryLevel {
  /** Only failures: EXCEPTION entries, and failed spans with the ancestors that were open then. */
  ERROR,
  /** Every call that the policy names. */
  INFO,
  /** The same, with uncut stack traces and the thread in every span. */
  DEBUG
}
