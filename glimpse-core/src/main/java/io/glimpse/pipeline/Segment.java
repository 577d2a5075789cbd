package io.glimpse.pipeline;

import io.glimpse.record.CallRecord;
import io.glimpse.record.RecordKind;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of memory that many threads fill side by side and one thread reads.
 *
 * <p>The story of a record. {@link #claimed} is moved forward by its length, by one atomic
 * addition, which gives its place to nobody else. Everything but the first four bytes is written
 * there. Then, behind a fence, these four are written: they are the record's length, and since the
 * memory was all zero before, a length that is there says that the record is whole. The first claim
 * that does not fit, or the drainer's seal, fixes {@link #end}; nothing fits after it. The drainer
 * walks from length to length; where it finds a zero before the end, some thread is still copying,
 * and it comes back later. Lengths are multiples of eight, so the four bytes never lie across a
 * border that would let them be seen by halves.
 *
 * <p>A segment is never used twice, only its memory is; a thread that comes late finds the old
 * segment full and goes on to {@link #next}.
 */
final class Segment {
  private static final VarHandle LENGTH =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle CLAIMED;
  private static final VarHandle NEXT;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      CLAIMED = lookup.findVarHandle(Segment.class, "claimed", long.class);
      NEXT = lookup.findVarHandle(Segment.class, "next", Segment.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  /** More than any segment holds, so that no claim fits behind a seal. */
  private static final long SEAL = 1L << 40;

  private static final byte[] NO_MEMORY = new byte[0];

  private final byte[] memory;

  /** Bytes given out so far; larger than the memory once the segment is full or sealed. */
  private volatile long claimed;

  /** Where the records end, or -1 while more may come. */
  private volatile int end = -1;

  private volatile @Nullable Segment next;

  /** How far the drainer has found whole records, and what they become at a destination. */
  private int read;

  private int entries;
  private int records;

  /** The memory is all zero. */
  Segment(byte[] memory) {
    this.memory = memory;
  }

  /** A segment that is full from the start: the beginning of a chain, or its closed end. */
  static Segment full() {
    Segment segment = new Segment(NO_MEMORY);
    segment.seal();
    return segment;
  }

  /**
   * Copies a record in; false when it does not fit, and then nothing ever will. The record begins
   * with its length, which is a multiple of eight.
   */
  boolean append(byte[] source, int from, int length) {
    int at = claim(length);
    if (at < 0) {
      return false;
    }
    System.arraycopy(source, from + 4, memory, at + 4, length - 4);
    VarHandle.releaseFence();
    LENGTH.set(memory, at, length);
    return true;
  }

  /** Writes a record in; the same otherwise. */
  boolean append(CallRecord record) {
    int length = record.length();
    int at = claim(length);
    if (at < 0) {
      return false;
    }
    record.writeTo(memory, at);
    VarHandle.releaseFence();
    LENGTH.set(memory, at, length);
    return true;
  }

  /** A place for a record, or -1. */
  private int claim(int length) {
    if (claimed > memory.length) {
      return -1;
    }
    long at = (long) CLAIMED.getAndAdd(this, (long) length);
    if (at + length > memory.length) {
      if (at <= memory.length) {
        end = (int) at;
      }
      return -1;
    }
    return (int) at;
  }

  /** Lets nothing more in. Called by the drainer. */
  void seal() {
    long at = (long) CLAIMED.getAndAdd(this, SEAL);
    if (at <= memory.length) {
      end = (int) at;
    }
  }

  /** Whether all records up to the end are whole. Called by the drainer, again if it was not so. */
  boolean complete() {
    int known = end;
    while (read < known) {
      int length = (int) LENGTH.get(memory, read);
      if (length == 0) {
        return false;
      }
      VarHandle.acquireFence();
      RecordKind kind = RecordKind.at(memory, read);
      entries += kind.entries();
      records += kind.records();
      read += length;
    }
    return known >= 0;
  }

  /** Takes the START out of a record where {@code said} knows its span's id. */
  void takeStartsOut(LongPredicate said) {
    for (int at = 0; at < read; at += RecordKind.lengthAt(memory, at)) {
      RecordKind before = RecordKind.at(memory, at);
      if (before.hasStart() && said.test(RecordKind.spanIdAt(memory, at))) {
        RecordKind.takeStartOut(memory, at);
        RecordKind left = RecordKind.at(memory, at);
        entries -= before.entries() - left.entries();
        records -= before.records() - left.records();
      }
    }
  }

  /** Whether records filled it to the brim before the drainer came to seal it. */
  boolean overflowed() {
    return memory.length > 0 && claimed < SEAL;
  }

  /** Links the segment that follows; the one that is there already when somebody was faster. */
  Segment link(Segment fresh) {
    Segment there = (Segment) NEXT.compareAndExchange(this, (Segment) null, fresh);
    return there == null ? fresh : there;
  }

  @Nullable Segment next() {
    return next;
  }

  byte[] memory() {
    return memory;
  }

  /** Bytes of whole records, for the drainer. */
  int length() {
    return read;
  }

  /** Log entries that they become. */
  int entries() {
    return entries;
  }

  /** Log entries and spans that they become. */
  int records() {
    return records;
  }
}
