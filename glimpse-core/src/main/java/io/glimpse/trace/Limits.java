package io.glimpse.trace;

import io.glimpse.record.EntryLevel;

/** The numbers and switches of the policy and the configuration that calls and spans meet. */
record Limits(
    EntryLevel level,
    int depth,
    int calls,
    boolean trustIncoming,
    Selection selection,
    int fieldLength,
    int stackLength) {
  /** Everything is recorded that is asked for, and not only what failed. */
  boolean recordsAll() {
    return level != EntryLevel.ERROR;
  }

  /** Which thread it was is an attribute of every span, too. */
  boolean saysThread() {
    return level == EntryLevel.DEBUG;
  }
}
