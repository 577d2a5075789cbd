package io.glimpse.record;

import io.glimpse.buffer.ByteBuilder;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Writes one record after the other into a {@link ByteBuilder}, in the form of {@code
 * RecordLayout}. The sections follow the fixed part in the order of {@link Section}; one that has
 * nothing to say is skipped, and those skipped at the end take no room.
 *
 * <pre>{@code
 * encoder.begin(RecordKind.START, flags, SpanKind.INTERNAL, false, high, low, span, parent);
 * encoder.times(now, now).function(index, 0).thread(names.threadIndex("main"));
 * int length = encoder.end();
 * }</pre>
 *
 * <p>Belongs to one thread at a time and allocates nothing.
 *
 * @since 0.1
 */
public final class RecordEncoder {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** What the value of an attribute is. */
  static final char TEXT = 's';

  static final char NUMBER = 'l';

  private final ByteBuilder out;
  private int start;
  private int sections;
  private int openSection = -1;

  /** Writes to the end of {@code out}. */
  public RecordEncoder(ByteBuilder out) {
    this.out = out;
  }

  /**
   * Starts a record and returns where it begins in the builder. Its times and its function have
   * their fixed places and are written next, by {@link #times} and {@link #function}.
   */
  public int begin(
      RecordKind kind,
      int flags,
      SpanKind spanKind,
      boolean failed,
      long traceHigh,
      long traceLow,
      long spanId,
      long parentId) {
    int at = out.skip(RecordLayout.FIXED);
    byte[] bytes = out.array();
    start = at;
    sections = 0;
    openSection = -1;
    int side = spanKind.code() | (failed ? RecordLayout.FAILED : 0);
    INT.set(bytes, at + RecordLayout.KIND, kind.code() | (flags << 8) | (side << 16));
    LONG.set(bytes, at + RecordLayout.TRACE_HIGH, traceHigh);
    LONG.set(bytes, at + RecordLayout.TRACE_LOW, traceLow);
    LONG.set(bytes, at + RecordLayout.SPAN_ID, spanId);
    LONG.set(bytes, at + RecordLayout.PARENT_ID, parentId);
    return at;
  }

  /** The times, in nanoseconds since 1970. */
  public RecordEncoder times(long startNanos, long endNanos) {
    byte[] bytes = out.array();
    LONG.set(bytes, start + RecordLayout.START, startNanos);
    LONG.set(bytes, start + RecordLayout.END, endNanos);
    return this;
  }

  /** The function's index or -1, and how many deeper calls were cut. */
  public RecordEncoder function(int index, int cut) {
    byte[] bytes = out.array();
    INT.set(bytes, start + RecordLayout.FUNCTION, index);
    INT.set(bytes, start + RecordLayout.CUT, cut);
    INT.set(bytes, start + RecordLayout.THREAD, NameTable.UNKNOWN);
    INT.set(bytes, start + RecordLayout.MARKS, 0);
    return this;
  }

  /**
   * Goes on with the sections alone, of a record whose fixed part lies elsewhere: {@code count} of
   * them are there, and the next one is written where the builder ends.
   */
  public void sections(int count) {
    sections = count;
    openSection = -1;
  }

  /** How many sections there are. */
  public int sections() {
    return sections;
  }

  /** The thread, by the index of its name; one without an index is a {@link Section#THREAD}. */
  public RecordEncoder thread(int index) {
    INT.set(out.array(), start + RecordLayout.THREAD, index);
    return this;
  }

  /** Arguments are shown, and there are none: no section is needed to say so. */
  public RecordEncoder noArguments() {
    mark(start, RecordLayout.NO_ARGUMENTS, true);
    return this;
  }

  /** The parent is a span of another process. */
  public RecordEncoder remoteParent() {
    mark(start, RecordLayout.REMOTE_PARENT, true);
    return this;
  }

  private void mark(int at, int mark, boolean set) {
    byte[] bytes = out.array();
    int marks = (int) INT.get(bytes, at + RecordLayout.MARKS);
    INT.set(bytes, at + RecordLayout.MARKS, set ? marks | mark : marks & ~mark);
  }

  /** A section of text, written as UTF-8. */
  public RecordEncoder text(Section section, String text) {
    if (!text.isEmpty()) {
      open(section).utf8(text);
      close();
    }
    return this;
  }

  /** Opens a section that the caller writes into the builder itself, before {@link #close}. */
  public ByteBuilder open(Section section) {
    if (openSection >= 0 || sections > section.index()) {
      throw new IllegalStateException(
          section + " comes too late: sections are written once, in their order, one at a time");
    }
    while (sections < section.index()) {
      out.int32(0);
      sections++;
    }
    openSection = out.size();
    out.int32(0);
    sections++;
    return out;
  }

  /** Ends the section that {@link #open} began. */
  public void close() {
    out.setInt32(openSection, out.size() - openSection - 4);
    openSection = -1;
  }

  /** Ends the record; its length in bytes. */
  public int end() {
    int rest = out.size() - start;
    int length = (rest + 7) & -8;
    int padding = out.skip(length - rest);
    Arrays.fill(out.array(), padding, padding + length - rest, (byte) 0);
    out.setInt32(start + RecordLayout.LENGTH, length);
    out.array()[start + RecordLayout.SECTIONS] = (byte) sections;
    return length;
  }

  /** An attribute inside an open {@link Section#ATTRIBUTES} section or an event. */
  public static void attribute(ByteBuilder out, String key, Object value) {
    if (value instanceof Long || value instanceof Integer) {
      head(out, NUMBER, key).int64(((Number) value).longValue());
    } else if (value instanceof Double number) {
      head(out, 'd', key).int64(Double.doubleToRawLongBits(number));
    } else if (value instanceof Boolean flag) {
      head(out, 'b', key).int64(flag ? 1 : 0);
    } else if (value instanceof String text) {
      sized(head(out, TEXT, key), text);
    } else {
      throw new IllegalArgumentException(
          "attribute " + key + " is a " + value.getClass().getName() + ", not text or a number");
    }
  }

  /**
   * An event inside an open {@link Section#EVENTS} section; its attributes follow by the caller.
   */
  public static int beginEvent(ByteBuilder out, String name, long epochNanos) {
    out.int64(epochNanos);
    sized(out, name);
    int at = out.size();
    out.int32(0);
    return at;
  }

  /** Ends the event that {@link #beginEvent} returned {@code at} for. */
  public static void endEvent(ByteBuilder out, int at) {
    out.setInt32(at, out.size() - at - 4);
  }

  /** A link inside an open {@link Section#LINKS} section; whether it leads to another process. */
  public static void link(
      ByteBuilder out, long traceHigh, long traceLow, long spanId, int flags, boolean remote) {
    int word = (flags & 0xff) | (remote ? LinkCursor.REMOTE : 0);
    out.int64(traceHigh).int64(traceLow).int64(spanId).int32(word);
  }

  static ByteBuilder head(ByteBuilder out, char type, String key) {
    out.raw(type);
    sized(out, key);
    return out;
  }

  static void sized(ByteBuilder out, String text) {
    int at = out.size();
    out.int32(0);
    out.utf8(text);
    out.setInt32(at, out.size() - at - 4);
  }
}
