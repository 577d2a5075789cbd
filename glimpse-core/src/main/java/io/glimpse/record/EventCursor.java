package io.glimpse.record;

import java.nio.charset.StandardCharsets;

/**
 * Reads the events of a span in place.
 *
 * @since 0.1
 */
public final class EventCursor {
  private final byte[] bytes;
  private final AttributeCursor attributes;
  private int end;
  private int next;
  private int at;
  private int nameLength;
  private int attributesAt;

  EventCursor(byte[] bytes) {
    this.bytes = bytes;
    this.attributes = new AttributeCursor(bytes);
  }

  EventCursor over(int from, int end) {
    this.next = from;
    this.end = end;
    return this;
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

  /** Where the name's UTF-8 begins in the batch's memory. */
  public int nameOffset() {
    return at + 12;
  }

  /** How many bytes the name has. */
  public int nameLength() {
    return nameLength;
  }

  /** The event's attributes, from the first; the same cursor each time. */
  public AttributeCursor attributes() {
    return attributes.over(attributesAt, next);
  }
}
