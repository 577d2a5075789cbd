package io.glimpse.record;

/**
 * A thread's own way onto the road. What one thread puts stays in its order, and nobody else writes
 * where it does, so a record costs neither a lock nor an atomic operation.
 *
 * <pre>{@code
 * Inlet inlet = sink.inlet();     // once for each thread
 * inlet.put(record);              // by that thread alone
 * inlet.handOver();               // what comes next is another thread's doing
 * }</pre>
 *
 * <p>Used by one thread but for {@link #handOver}. It need not be closed: one that is not used any
 * more keeps no memory.
 *
 * @since 0.1
 */
public interface Inlet {
  /**
   * Takes the record of a function call. It is the caller's again when this returns.
   *
   * @return false when the record was lost and counted
   */
  boolean put(CallRecord record);

  /**
   * Takes {@code length} encoded bytes from {@code from}.
   *
   * @param kind what is in the bytes
   * @return false when the record was lost and counted
   */
  boolean put(RecordKind kind, byte[] bytes, int from, int length);

  /**
   * What was put here comes before what other threads put from now on: a call's beginning before
   * that of a call below it on another thread. Any thread may ask for it, where what the owner has
   * put happened before.
   */
  void handOver();
}
