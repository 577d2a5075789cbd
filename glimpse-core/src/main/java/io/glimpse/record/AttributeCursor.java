package io.glimpse.record;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads attributes in place: each a type letter, a key and a value of 64 bits or sized text.
 *
 * <p>A key may come twice: what a span is given by hand and what Glimpse says of it may be called
 * alike. The last one counts. A reader whose format allows no key twice asks {@link #repeats()}
 * first, which nearly always says no, and else each attribute whether it {@link #comesAgain()}.
 *
 * @since 0.1
 */
public final class AttributeCursor {
  private final byte[] bytes;
  private int from;
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
    this.from = from;
    this.next = from;
    this.end = end;
    return this;
  }

  /** Whether any key comes twice. Asked before the first {@link #next()}, and changes nothing. */
  public boolean repeats() {
    long seen = 0;
    boolean found = false;
    while (!found && next()) {
      // Most pairs of keys differ in one of these already, and need not be compared.
      int mix = keyLength * 5 + (keyLength == 0 ? 0 : bytes[keyAt] * 3 + bytes[valueAt - 1]);
      long bit = 1L << mix;
      found = (seen & bit) != 0 && isThereBefore(keyAt - 5);
      seen |= bit;
    }
    next = from;
    return found;
  }

  private boolean isThereBefore(int limit) {
    int at = from;
    while (at < limit) {
      if (isKeyAt(at)) {
        return true;
      }
      at = behind(at);
    }
    return false;
  }

  /** Whether the key comes once more behind this attribute, so that this one does not count. */
  public boolean comesAgain() {
    int at = next;
    while (at < end) {
      if (isKeyAt(at)) {
        return true;
      }
      at = behind(at);
    }
    return false;
  }

  private boolean isKeyAt(int at) {
    return Arrays.equals(
        bytes, keyAt, keyAt + keyLength, bytes, at + 5, at + 5 + RecordCursor.int32(bytes, at + 1));
  }

  private int behind(int at) {
    int value = at + 5 + RecordCursor.int32(bytes, at + 1);
    return value + (bytes[at] == 's' ? 4 + RecordCursor.int32(bytes, value) : 8);
  }

  /** Whether the rest of them has this key, in UTF-8; goes on to it. */
  boolean contains(byte[] key) {
    while (next()) {
      if (isKey(key)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the key is this one, in UTF-8. */
  public boolean isKey(byte[] key) {
    return Arrays.equals(bytes, keyAt, valueAt, key, 0, key.length);
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
    next = behind(next);
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

  /** Whether it is this text, in UTF-8. */
  public boolean isText(byte[] text) {
    return type == 's'
        && Arrays.equals(bytes, textOffset(), textOffset() + textLength(), text, 0, text.length);
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
