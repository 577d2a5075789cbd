package io.glimpse.pipeline;

import io.glimpse.record.RecordKind;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of memory that many threads fill side by side and one thread reads once it is full or
 * sealed.
 *
 * <p>The story of a record: {@link #claimed} is moved forward by its length, which gives the
 * record's place to nobody else. The bytes are copied there. Then {@link #written} is moved forward
 * by the same length, and in the same step by how many entries and records these bytes stand for.
 * The first claim that does not fit, or the drainer's seal, fixes {@link #end}; nothing fits after
 * it. So when as much has been written as lies before the end, every byte is in place, and nobody
 * will touch the memory again. A segment is never used twice, only its memory is; a thread that
 * comes late finds the old segment full and goes on to {@link #next}.
 */
final class Segment {
  private static final VarHandle CLAIMED;
  private static final VarHandle WRITTEN;
  private static final VarHandle NEXT;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      CLAIMED = lookup.findVarHandle(Segment.class, "claimed", long.class);
      WRITTEN = lookup.findVarHandle(Segment.class, "written", long.class);
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

  /** Bytes in place (bits 0 to 31), their log entries (32 to 47) and records (48 to 63). */
  private volatile long written;

  /** Where the records end, or -1 while more may come. */
  private volatile int end = -1;

  private volatile @Nullable Segment next;

  Segment(byte[] memory) {
    this.memory = memory;
  }

  /** A segment that is full from the start: the beginning of a chain, or its closed end. */
  static Segment full() {
    Segment segment = new Segment(NO_MEMORY);
    segment.seal();
    return segment;
  }

  /** Copies a record in; false when it does not fit, and then nothing ever will. */
  boolean append(RecordKind kind, byte[] source, int from, int length) {
    if (claimed > memory.length) {
      return false;
    }
    long at = (long) CLAIMED.getAndAdd(this, (long) length);
    if (at + length > memory.length) {
      if (at <= memory.length) {
        end = (int) at;
      }
      return false;
    }
    System.arraycopy(source, from, memory, (int) at, length);
    long written = length | ((long) kind.entries() << 32) | ((long) kind.records() << 48);
    long unused = (long) WRITTEN.getAndAdd(this, written);
    return true;
  }

  /** Lets nothing more in. Called once, by the drainer. */
  void seal() {
    long at = (long) CLAIMED.getAndAdd(this, SEAL);
    if (at <= memory.length) {
      end = (int) at;
    }
  }

  /** Whether all records up to the end are in place. */
  boolean complete() {
    int known = end;
    return known >= 0 && (int) written == known;
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

  /** Bytes in place. */
  int length() {
    return (int) written;
  }

  /** Log entries that the bytes in place become. */
  int entries() {
    return (int) (written >>> 32) & 0xffff;
  }

  /** Log entries and spans that the bytes in place become. */
  int records() {
    return (int) (written >>> 48);
  }
}
