package io.glimpse.record;

import java.nio.charset.StandardCharsets;

/**
 * Reads the events of a span in place.
 *
 * @since 0.1
 */
public final class EventCursor {
  private final byte[] bytes;
  private final int end;
  private int next;
  private int at;
  private int nameLength;
  private int attributesAt;

  EventCursor(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.next = from;
    this.end = end;
  }

  /** Goes to the next event; false when there is none. */
  public boolean next() {
    if (next >= end) {
      return false;
    }
    at = next;
    nameLength = RecordCursor.int32(bytes, at + 8);
    attributesAt = at + 12 + nameLength + 4;
    next = attributesAt + RecordCursor.int32(bytes, attributesAt - 4);
    return true;
  }

  /** When it happened, in nanoseconds since 1970. */
  public long nanos() {
    return RecordCursor.int64(bytes, at);
  }

  /** The event's name. */
  public String name() {
    return new String(bytes, at + 12, nameLength, StandardCharsets.UTF_8);
  }

  /** The event's attributes, from the first. */
  public AttributeCursor attributes() {
    return new AttributeCursor(bytes, attributesAt, next);
  }
}
