package io.glimpse.record;

/**
 * The near end of the road: takes one encoded record from an application's thread.
 *
 * <p>Called by any number of threads. It copies the bytes, never waits without bound, never throws,
 * and counts what it cannot keep.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface RecordSink {
  /**
   * Takes {@code length} bytes from {@code from}.
   *
   * @param lane records with the same number stay in the order in which they were put
   * @param kind what is in the bytes
   * @return false when the record was lost and counted
   */
  boolean put(int lane, RecordKind kind, byte[] bytes, int from, int length);

  /** Counts records as lost that were held back before they came here, and became too many. */
  default void refused(long records) {}
}
