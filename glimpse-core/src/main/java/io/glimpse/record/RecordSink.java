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

  /**
   * Takes the record of a function call. It is the caller's again when this returns.
   *
   * @param lane records with the same number stay in the order in which they were put
   * @return false when the record was lost and counted
   */
  default boolean put(int lane, CallRecord record) {
    return put(lane, record.kind(), record.bytes(), 0, record.length());
  }

  /**
   * Whether this sink asks for STARTs that wait. Where it does, a call's START need not be put
   * before something else is, since it will not be missed: see {@link WaitingStarts}.
   *
   * @param starts whom to ask
   */
  default boolean asks(WaitingStarts starts) {
    return false;
  }

  /** A call has begun whose START waits. */
  default void startWaits() {}

  /** Counts records as lost that were held back before they came here, and became too many. */
  default void refused(long records) {}
}
