package io.glimpse.pipeline;

import io.glimpse.record.CallRecord;
import io.glimpse.record.RecordKind;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A stretch of memory that one thread fills and the drainer reads.
 *
 * <p>The story of a record. Its owner writes it behind the last one, and then moves {@link #mark}
 * behind it, by a write that becomes visible after all that was written before. Up to the mark
 * everything is whole; the drainer reads no further, and may do so while the owner goes on.
 *
 * <p>A segment ends in one of two ways. Its owner closes it where a record does not fit any more.
 * Or the drainer takes it away, because nothing has come for a while or everything is being closed:
 * it revokes it first, after which nothing fits, and takes it one round later, about a millisecond
 * at least. An owner that was stopped by the machine in between, half-way through a record, looks
 * after the record whether it has been revoked meanwhile, and if so whether the record was still
 * taken along ({@link #holds}). Such an owner may write where nobody reads any more, so the memory
 * of a segment that was taken is never used again.
 */
final class Segment {
  private static final VarHandle MARK;

  static {
    try {
      MARK = MethodHandles.lookup().findVarHandle(Segment.class, "mark", long.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  private static final long NOT_ENDED = -1;

  /** In nanoseconds; much longer than a processor keeps a write to itself. */
  private static final long GRACE = 900_000;

  private final byte[] memory;

  /** What fits, in bytes; 0 once it is revoked. */
  private volatile int limit;

  /** How far it is filled. Written by the owner alone. */
  private long mark;

  /** The mark at which it ended. */
  private long endedAt = NOT_ENDED;

  /** How much is in the queue, at least. */
  private volatile long queued;

  /** What the drainer has read, and what it has last seen. */
  private long read;

  private long seen = -1;
  private boolean released;
  private long revokedAt;

  Segment(byte[] memory) {
    this.memory = memory;
    this.limit = memory.length;
  }

  /** One that has ended before anything fitted. */
  static Segment none() {
    Segment none = new Segment(new byte[0]);
    boolean unused = none.end();
    return none;
  }

  /** Writes a record in; false when it does not fit, and then nothing that is as long ever will. */
  boolean append(CallRecord record) {
    long before = mark;
    int at = Mark.bytes(before);
    int length = record.length();
    if (at + length > limit) {
      return false;
    }
    record.writeTo(memory, at);
    return accept(before + Mark.of(record.kind(), length));
  }

  /** The same for one that is encoded. */
  boolean append(RecordKind kind, byte[] source, int from, int length) {
    long before = mark;
    int at = Mark.bytes(before);
    if (at + length > limit) {
      return false;
    }
    System.arraycopy(source, from, memory, at, length);
    return accept(before + Mark.of(kind, length));
  }

  /** What lies before this mark is written; whether it is in. */
  boolean accept(long after) {
    MARK.setRelease(this, after);
    return limit != 0 || holds(after);
  }

  /** Whether what lies before this mark has been taken along, or will be. */
  private synchronized boolean holds(long upTo) {
    return endedAt == NOT_ENDED || endedAt >= upTo;
  }

  /** Up to which mark it has been put into the queue, at least. */
  long queued() {
    return queued;
  }

  /** That has been done. Where several do so at a time, one may do it once more. */
  void queued(long upTo) {
    queued = upTo;
  }

  /** How far it is filled with whole records. */
  long mark() {
    return (long) MARK.getAcquire(this);
  }

  /**
   * The same without a record that came too late to be in it: its owner has moved the mark and is
   * about to find out.
   */
  synchronized long filledTo() {
    return endedAt == NOT_ENDED ? mark() : endedAt;
  }

  /** Ends it where it is; false when it has ended before. */
  synchronized boolean end() {
    if (endedAt != NOT_ENDED) {
      return false;
    }
    endedAt = mark();
    limit = 0;
    return true;
  }

  synchronized boolean hasEnded() {
    return endedAt != NOT_ENDED;
  }

  /** The mark at which it ended. */
  synchronized long endedAt() {
    return endedAt;
  }

  /** Whether nothing fits any more, whatever its length. */
  boolean isRevoked() {
    return limit == 0;
  }

  byte[] memory() {
    return memory;
  }

  // What follows is the drainer's.

  /** Nothing fits from now on. */
  void revoke() {
    revokedAt = System.nanoTime();
    limit = 0;
  }

  /** Whether it was revoked so long ago that its owner has seen it, or will look. */
  boolean mayBeTaken() {
    return isRevoked() && System.nanoTime() - revokedAt >= GRACE;
  }

  /** Whether nothing has come since this was asked last. */
  boolean isQuiet(long now) {
    boolean quiet = seen == now;
    seen = now;
    return quiet;
  }

  /** Where reading goes on, in bytes. */
  int readTo() {
    return Mark.bytes(read);
  }

  /** Reads on to this mark; what lies in between, 0 where that has been read. */
  long read(long upTo) {
    long between = Math.max(0, upTo - read);
    read += between;
    return between;
  }

  /** Whether this is the first time that its memory may be used again. */
  boolean release() {
    boolean first = !released;
    released = true;
    return first;
  }
}
