package io.glimpse.record;

import java.nio.charset.StandardCharsets;

/**
 * Reads attributes in place: each a type letter, a key and a value of 64 bits or sized text.
 *
 * @since 0.1
 */
public final class AttributeCursor {
  private final byte[] bytes;
  private int end;
  private int next;
  private int keyAt;
  private int keyLength;
  private int valueAt;
  private char type;

  AttributeCursor(byte[] bytes) {
    this.bytes = bytes;
  }

  AttributeCursor over(int from, int end) {
    this.next = from;
    this.end = end;
    return this;
  }

  /** Goes to the next attribute; false when there is none. */
  public boolean next() {
    if (next >= end) {
      return false;
    }
    type = (char) bytes[next];
    keyLength = RecordCursor.int32(bytes, next + 1);
    keyAt = next + 5;
    valueAt = keyAt + keyLength;
    next = valueAt + (type == 's' ? 4 + RecordCursor.int32(bytes, valueAt) : 8);
    return true;
  }

  /** The key. */
  public String key() {
    return new String(bytes, keyAt, keyLength, StandardCharsets.UTF_8);
  }

  /** Where the key's UTF-8 begins in the batch's memory. */
  public int keyOffset() {
    return keyAt;
  }

  /** How many bytes the key has. */
  public int keyLength() {
    return keyLength;
  }

  /** {@code s} text, {@code l} whole number, {@code d} floating point, {@code b} true or false. */
  public char type() {
    return type;
  }

  /** The bits of a number; 0 or 1 for a boolean. */
  public long bits() {
    return RecordCursor.int64(bytes, valueAt);
  }

  /** Where the UTF-8 of a text begins in the batch's memory. */
  public int textOffset() {
    return valueAt + 4;
  }

  /** How many bytes a text has. */
  public int textLength() {
    return RecordCursor.int32(bytes, valueAt);
  }

  /** The value as a {@code String}, {@code Long}, {@code Double} or {@code Boolean}. */
  public Object value() {
    return switch (type) {
      case 's' -> new String(bytes, textOffset(), textLength(), StandardCharsets.UTF_8);
      case 'l' -> bits();
      case 'd' -> Double.longBitsToDouble(bits());
      default -> bits() != 0;
    };
  }
}
