package io.glimpse.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads the records of one batch in place, one after the other, without making an object for any of
 * them. What it shows is valid until the next call of {@link #next()}.
 *
 * <pre>{@code
 * RecordCursor record = batch.cursor();
 * while (record.next()) {
 *   total += record.endNanos() - record.startNanos();
 * }
 * }</pre>
 *
 * <p>Each reader asks the batch for a cursor of its own; a cursor belongs to one thread.
 *
 * @since 0.1
 */
public final class RecordCursor {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private final int end;
  private final long firstEntry;
  private final int[] offsets = new int[Section.COUNT];
  private final int[] lengths = new int[Section.COUNT];
  private final AttributeCursor attributes;
  private final EventCursor events;
  private final LinkCursor links;
  private int at;
  private int next;

  /** Which half of a {@link RecordKind#CALL} is shown; the whole of every other record. */
  private Half half = Half.NONE;

  private long entries;

  /** Whether it is known where the sections lie. */
  private boolean found;

  private enum Half {
    NONE,
    START,
    END
  }

  RecordCursor(byte[] bytes, int length, long firstEntry) {
    this.bytes = bytes;
    this.end = length;
    this.firstEntry = firstEntry;
    this.attributes = new AttributeCursor(bytes);
    this.events = new EventCursor(bytes);
    this.links = new LinkCursor(bytes);
  }

  /** Goes to the next record; false when there is none. */
  public boolean next() {
    if (half == Half.START) {
      entries++;
      half = Half.END;
      return true;
    }
    if (at < next && kind().entries() > 0) {
      entries++;
    }
    half = Half.NONE;
    do {
      at = next;
      if (at >= end) {
        return false;
      }
      next = at + int32(at + RecordLayout.LENGTH);
    } while (bytes[at + RecordLayout.KIND] == RecordKind.SAID.code());
    if (bytes[at + RecordLayout.KIND] == RecordKind.CALL.code()) {
      half = Half.START;
    }
    found = false;
    return true;
  }

  /** Where the sections lie, found when one is first asked for: many readers want none. */
  private void findSections() {
    int count = bytes[at + RecordLayout.SECTIONS];
    int position = at + RecordLayout.FIXED;
    for (int i = 0; i < count; i++) {
      int length = int32(position);
      offsets[i] = position + 4;
      lengths[i] = length;
      position += 4 + length;
    }
    found = true;
  }

  /** The record's kind. */
  public RecordKind kind() {
    return switch (half) {
      case NONE -> RecordKind.of(bytes[at + RecordLayout.KIND]);
      case START -> RecordKind.START;
      case END -> RecordKind.END;
    };
  }

  /**
   * The number of the record's log entry in this instance of Glimpse. It is the same for every
   * destination. Means something only where {@link RecordKind#entries()} is 1.
   */
  public long entryNumber() {
    return firstEntry + entries;
  }

  /** The trace flags byte. */
  public int flags() {
    return bytes[at + RecordLayout.FLAGS];
  }

  /** The span's kind. */
  public SpanKind spanKind() {
    return SpanKind.of(bytes[at + RecordLayout.SPAN_KIND_AND_STATUS] & 0x0f);
  }

  /** Whether the span's status is error. */
  public boolean failed() {
    return (bytes[at + RecordLayout.SPAN_KIND_AND_STATUS] & RecordLayout.FAILED) != 0;
  }

  /** The first eight bytes of the trace id. */
  public long traceHigh() {
    return int64(at + RecordLayout.TRACE_HIGH);
  }

  /** The last eight bytes of the trace id. */
  public long traceLow() {
    return int64(at + RecordLayout.TRACE_LOW);
  }

  /** The span id. */
  public long spanId() {
    return int64(at + RecordLayout.SPAN_ID);
  }

  /** The parent's span id, 0 for none. */
  public long parentId() {
    return int64(at + RecordLayout.PARENT_ID);
  }

  /** When it began, in nanoseconds since 1970. */
  public long startNanos() {
    return int64(at + RecordLayout.START);
  }

  /** When it ended, in nanoseconds since 1970; a START shows its own time here too. */
  public long endNanos() {
    return int64(at + (half == Half.START ? RecordLayout.START : RecordLayout.END));
  }

  /** The function's index in the batch's {@link NameTable}, or -1. */
  public int function() {
    return int32(at + RecordLayout.FUNCTION);
  }

  /** The index of the thread's name in the batch's {@link NameTable}, or -1: see the section. */
  public int thread() {
    return int32(at + RecordLayout.THREAD);
  }

  /** The thread's name, empty where it is not known. */
  public String threadName(NameTable names) {
    int index = thread();
    return index == NameTable.UNKNOWN ? text(Section.THREAD) : names.thread(index);
  }

  /** Whether the arguments are an empty object, for which there is no section. */
  public boolean hasNoArguments() {
    return (int32(at + RecordLayout.MARKS) & RecordLayout.NO_ARGUMENTS) != 0;
  }

  /** Whether the parent is a span of another process. */
  public boolean hasRemoteParent() {
    return (int32(at + RecordLayout.MARKS) & RecordLayout.REMOTE_PARENT) != 0;
  }

  /** How many deeper calls were not recorded. */
  public int cut() {
    return half == Half.START ? 0 : int32(at + RecordLayout.CUT);
  }

  /** The memory that {@link #offset} and {@link #length} point into. Read only. */
  public byte[] bytes() {
    return bytes;
  }

  /**
   * How many of the sections, from the first on, the record may have; most records have none. A
   * reader that wants all of them need not ask for more.
   */
  public int sections() {
    int there = bytes[at + RecordLayout.SECTIONS];
    return half == Half.START ? Math.min(there, Section.OF_START) : there;
  }

  /** Where a section begins; means nothing when it is not there. */
  public int offset(Section section) {
    return length(section) == 0 ? 0 : offsets[section.index()];
  }

  /** How many bytes a section has; 0 when it is not there. */
  public int length(Section section) {
    if (!found) {
      findSections();
    }
    return section.index() < sections() ? lengths[section.index()] : 0;
  }

  /**
   * The section that says in words what went wrong: what was said by hand, else the message of what
   * was thrown. It may be empty.
   */
  public Section statusMessage() {
    return length(Section.STATUS_MESSAGE) > 0 ? Section.STATUS_MESSAGE : Section.EXCEPTION_MESSAGE;
  }

  /** A section as text; empty when it is not there. */
  public String text(Section section) {
    return new String(bytes, offset(section), length(section), StandardCharsets.UTF_8);
  }

  /** A section as text, or the other text when it is not there. */
  public String textOr(Section section, String other) {
    return length(section) == 0 ? other : text(section);
  }

  /** The attributes, from the first. It is the same cursor each time, put back to the start. */
  public AttributeCursor attributes() {
    int from = offset(Section.ATTRIBUTES);
    return attributes.over(from, from + length(Section.ATTRIBUTES));
  }

  /**
   * Whether one of the attributes has this key, in UTF-8. The attributes' cursor is put back to the
   * start.
   */
  public boolean hasAttribute(byte[] key) {
    return length(Section.ATTRIBUTES) > 0 && attributes().contains(key);
  }

  /** The events, from the first; the same cursor each time. */
  public EventCursor events() {
    int from = offset(Section.EVENTS);
    return events.over(from, from + length(Section.EVENTS));
  }

  /** The links, from the first; the same cursor each time. */
  public LinkCursor links() {
    int from = offset(Section.LINKS);
    return links.over(from, from + length(Section.LINKS));
  }

  private int int32(int position) {
    return int32(bytes, position);
  }

  private long int64(int position) {
    return int64(bytes, position);
  }

  static int int32(byte[] bytes, int position) {
    return (int) INT.get(bytes, position);
  }

  static long int64(byte[] bytes, int position) {
    return (long) LONG.get(bytes, position);
  }
}
