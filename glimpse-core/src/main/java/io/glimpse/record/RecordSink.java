package io.glimpse.record;

/**
 * The near end of the road: takes encoded records from the application's threads, from each by an
 * {@link Inlet} of its own, or from any of them by {@link #put}.
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

  /** A way in for the calling thread alone. What goes in there has no lane. */
  default Inlet inlet() {
    return new Inlet() {
      @Override
      public boolean put(CallRecord record) {
        return put(record.kind(), record.bytes(), 0, record.length());
      }

      @Override
      public boolean put(RecordKind kind, byte[] bytes, int from, int length) {
        return RecordSink.this.put(0, kind, bytes, from, length);
      }

      @Override
      public void handOver() {}
    };
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
