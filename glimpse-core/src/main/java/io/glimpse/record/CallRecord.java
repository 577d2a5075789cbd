package io.glimpse.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The record of a function call on its way to the ring: the fixed part as numbers, the sections as
 * bytes that lie somewhere else. It is written where it will be read and nowhere before; a record
 * that were put together first and then copied would be read back by the processor before it has
 * left its store buffer, which costs as much as everything else that is done for it.
 *
 * <pre>{@code
 * record.begin(RecordKind.START, flags, false, traceHigh, traceLow, span, parent)
 *     .times(now, now)
 *     .function(index, 0)
 *     .thread(names.threadIndex("main"))
 *     .sections(bytes, 0, 0, 0);
 * inlet.put(record);
 * }</pre>
 *
 * <p>Belongs to one thread, is used again for each record, and allocates nothing. What it writes is
 * what {@code RecordLayout} says.
 *
 * @since 0.1
 */
public final class CallRecord {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LOW = 0xffff_ffffL;
  private static final byte[] NOTHING = {};

  private int head;
  private long traceHigh;
  private long traceLow;
  private long spanId;
  private long parentId;
  private long start;
  private long end;
  private long functionAndCut;
  private int thread;
  private int marks;
  private byte[] bytes = NOTHING;
  private int from;
  private int size;

  /** For records whose sink wants bytes. */
  private byte[] copy = NOTHING;

  /** A new one, which says nothing yet. */
  public CallRecord() {}

  /** Says whose record it is, and how the call ended where it did. */
  public CallRecord begin(
      RecordKind what, int flags, boolean failed, long high, long low, long span, long parent) {
    int side = SpanKind.INTERNAL.code() | (failed ? RecordLayout.FAILED : 0);
    head = what.code() | ((flags & 0xff) << 8) | (side << 16);
    traceHigh = high;
    traceLow = low;
    spanId = span;
    parentId = parent;
    marks = 0;
    return this;
  }

  /** The times, in nanoseconds since 1970. */
  public CallRecord times(long startNanos, long endNanos) {
    start = startNanos;
    end = endNanos;
    return this;
  }

  /** The function's index, and how many deeper calls were cut. */
  public CallRecord function(int index, int cut) {
    functionAndCut = (index & LOW) | ((long) cut << 32);
    return this;
  }

  /** The index of the thread's name, or {@link NameTable#UNKNOWN}. */
  public CallRecord thread(int index) {
    thread = index;
    return this;
  }

  /** Arguments are shown, and there are none. */
  public CallRecord noArguments() {
    marks |= RecordLayout.NO_ARGUMENTS;
    return this;
  }

  /** The parent is a span of another process. */
  public CallRecord remoteParent() {
    marks |= RecordLayout.REMOTE_PARENT;
    return this;
  }

  /** The {@code count} sections, which are {@code length} bytes from {@code first} on. */
  public CallRecord sections(byte[] source, int first, int length, int count) {
    if (bytes != source) {
      // Only where it changes: to write a reference into an old object costs a fence (G1).
      bytes = source;
    }
    from = first;
    size = length;
    head = (head & 0xff_ffff) | (count << 24);
    return this;
  }

  /** What is in it. */
  public RecordKind kind() {
    return RecordKind.of((byte) head);
  }

  /** How many bytes it takes, a multiple of eight. */
  public int length() {
    return (RecordLayout.FIXED + size + 7) & -8;
  }

  /** Writes the whole record, its length in front. */
  public void writeTo(byte[] to, int at) {
    int length = length();
    LONG.set(to, at + RecordLayout.LENGTH, length | ((long) head << 32));
    LONG.set(to, at + RecordLayout.TRACE_HIGH, traceHigh);
    LONG.set(to, at + RecordLayout.TRACE_LOW, traceLow);
    LONG.set(to, at + RecordLayout.SPAN_ID, spanId);
    LONG.set(to, at + RecordLayout.PARENT_ID, parentId);
    LONG.set(to, at + RecordLayout.START, start);
    LONG.set(to, at + RecordLayout.END, end);
    LONG.set(to, at + RecordLayout.FUNCTION, functionAndCut);
    LONG.set(to, at + RecordLayout.THREAD, (thread & LOW) | ((long) marks << 32));
    if (size > 0) {
      LONG.set(to, at + length - Long.BYTES, 0L);
      System.arraycopy(bytes, from, to, at + RecordLayout.FIXED, size);
    }
  }

  /** The whole record from the beginning of an array, which is used again for the next one. */
  public byte[] bytes() {
    int length = length();
    if (copy.length < length) {
      copy = new byte[Math.max(length, 2 * copy.length)];
    }
    writeTo(copy, 0);
    return copy;
  }
}
