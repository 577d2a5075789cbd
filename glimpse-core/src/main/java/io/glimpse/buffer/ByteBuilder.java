package io.glimpse.buffer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing run of bytes with the few shapes that Glimpse writes: JSON text, numbers, lower-case
 * hex, and the little-endian words of a record.
 *
 * <p>You want one wherever text would otherwise be built as a {@code String} and encoded
 * afterwards. It is reused by its owner, who calls {@link #truncate} between uses.
 *
 * <pre>{@code
 * ByteBuilder line = new ByteBuilder(256);
 * line.raw('{').text("name").raw(':').text("Cart.addLine").raw('}');
 * out.write(line.array(), 0, line.size());
 * }</pre>
 *
 * <p>Not for use by two threads at a time. No argument may be null.
 *
 * @since 0.1
 */
public final class ByteBuilder {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int LARGEST = Integer.MAX_VALUE - 16;
  private static final byte[] SMALLEST_LONG =
      "-9223372036854775808".getBytes(StandardCharsets.US_ASCII);

  /** A one in each of eight bytes, and the highest bit of each. */
  private static final long EACH = 0x0101010101010101L;

  private static final long HIGHEST = EACH << 7;

  /** All numbers of two digits, one behind the other. */
  private static final byte[] PAIRS = new byte[200];

  /** What follows the backslash for each ASCII character; 0: nothing to escape, 1: six digits. */
  private static final byte[] ESCAPES = new byte[128];

  static {
    for (int i = 0; i < 100; i++) {
      PAIRS[2 * i] = (byte) ('0' + i / 10);
      PAIRS[2 * i + 1] = (byte) ('0' + i % 10);
    }
    Arrays.fill(ESCAPES, 0, 0x20, (byte) 1);
    ESCAPES['\b'] = 'b';
    ESCAPES['\t'] = 't';
    ESCAPES['\n'] = 'n';
    ESCAPES['\f'] = 'f';
    ESCAPES['\r'] = 'r';
    ESCAPES['"'] = '"';
    ESCAPES['\\'] = '\\';
    ESCAPES[0x7f] = 1;
  }

  private byte[] bytes;
  private int size;

  /** An empty builder with room for {@code capacity} bytes before it first grows. */
  public ByteBuilder(int capacity) {
    this.bytes = new byte[capacity];
  }

  /** The bytes themselves, valid up to {@link #size()} and until the next write. */
  public byte[] array() {
    return bytes;
  }

  /** How many bytes have been written. */
  public int size() {
    return size;
  }

  /** How many bytes it holds before it grows next. */
  public int capacity() {
    return bytes.length;
  }

  /** Forgets everything from {@code newSize} on. */
  public void truncate(int newSize) {
    if (newSize < 0 || newSize > size) {
      throw new IllegalArgumentException("cannot truncate " + size + " bytes to " + newSize);
    }
    size = newSize;
  }

  /** Makes sure that {@code extra} more bytes can be written without growing in between. */
  public void ensure(int extra) {
    if (bytes.length - size < extra) {
      grow(extra);
    }
  }

  private void grow(int extra) {
    long wanted = Math.max((long) size + extra, (long) bytes.length * 2);
    if (wanted > LARGEST) {
      wanted = (long) size + extra;
    }
    if (wanted > LARGEST) {
      throw new IllegalStateException("a run of " + wanted + " bytes is more than an array holds");
    }
    byte[] grown = Arrays.copyOf(bytes, (int) wanted);
    // Another thread may be reading what was written long ago: it sees the old array or a full one.
    VarHandle.storeStoreFence();
    bytes = grown;
  }

  /** Writes one ASCII character as it is. */
  public ByteBuilder raw(char ascii) {
    ensure(1);
    bytes[size++] = (byte) ascii;
    return this;
  }

  /** Writes bytes as they are. */
  public ByteBuilder raw(byte[] source) {
    return raw(source, 0, source.length);
  }

  /** Writes {@code length} bytes of {@code source} as they are. */
  public ByteBuilder raw(byte[] source, int from, int length) {
    ensure(length);
    System.arraycopy(source, from, bytes, size, length);
    size += length;
    return this;
  }

  /** Writes an ASCII string without quotes or escapes. */
  public ByteBuilder ascii(String text) {
    int length = text.length();
    ensure(length);
    for (int i = 0; i < length; i++) {
      bytes[size++] = (byte) text.charAt(i);
    }
    return this;
  }

  /** Writes UTF-8 without quotes or escapes; a lone surrogate becomes U+FFFD. */
  public ByteBuilder utf8(String text) {
    int length = text.length();
    ensure(length * 3);
    for (int i = asciiOf(text); i < length; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        bytes[size++] = (byte) c;
      } else {
        i += beyondAscii(text, i, length);
      }
    }
    return this;
  }

  /** Writes the ASCII characters that a text begins with, nearly always all; how many they are. */
  private int asciiOf(String text) {
    byte[] to = bytes;
    int from = size;
    int length = text.length();
    int i = 0;
    for (; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        break;
      }
      to[from + i] = (byte) c;
    }
    size = from + i;
    return i;
  }

  /** Writes a JSON string: quotes, escapes, UTF-8. A lone surrogate becomes U+FFFD. */
  public ByteBuilder text(CharSequence text) {
    return raw('"').escaped(text, 0, text.length()).raw('"');
  }

  /**
   * Writes the characters from {@code from} to {@code to} as they stand inside a JSON string,
   * without the quotes.
   */
  public ByteBuilder escaped(CharSequence text, int from, int to) {
    // Six bytes is the longest form of one char, so the loop needs no check of its own.
    ensure(Math.multiplyExact(to - from, 6));
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        byte escape = ESCAPES[c];
        if (escape == 0) {
          bytes[size++] = (byte) c;
        } else {
          escape(c, escape);
        }
      } else {
        i += beyondAscii(text, i, to);
      }
    }
    return this;
  }

  /**
   * Writes UTF-8 bytes as they stand inside a JSON string, without the quotes. Eight at a time are
   * copied and looked at; where one of them has to be escaped those before it were right, and it
   * goes on behind.
   */
  public ByteBuilder escapedUtf8(byte[] source, int from, int length) {
    ensure(Math.multiplyExact(length, 6));
    byte[] to = bytes;
    int end = from + length;
    int at = from;
    while (at <= end - 8) {
      long eight = (long) LONG.get(source, at);
      LONG.set(to, size, eight);
      long marks = toEscape(eight);
      if (marks == 0) {
        at += 8;
        size += 8;
      } else {
        int plain = Long.numberOfTrailingZeros(marks) >>> 3;
        size += plain;
        at += plain;
        byte found = source[at++];
        escape((char) found, ESCAPES[found]);
      }
    }
    for (; at < end; at++) {
      byte b = source[at];
      if (b < 0 || ESCAPES[b] == 0) {
        to[size++] = b;
      } else {
        escape((char) b, ESCAPES[b]);
      }
    }
    return this;
  }

  /**
   * The highest bit of the first byte that {@link #ESCAPES} knows, 0 where there is none. What the
   * subtractions borrow can only mark bytes behind it.
   */
  private static long toEscape(long eight) {
    long quote = eight ^ (EACH * '"');
    long backslash = eight ^ (EACH * '\\');
    long delete = eight ^ (EACH * 0x7f);
    long control = (eight - EACH * 0x20) & ~eight;
    long equal =
        ((quote - EACH) & ~quote) | ((backslash - EACH) & ~backslash) | ((delete - EACH) & ~delete);
    return (control | equal) & HIGHEST;
  }

  private void escape(char c, byte escape) {
    bytes[size] = '\\';
    if (escape != 1) {
      bytes[size + 1] = escape;
      size += 2;
      return;
    }
    size++;
    bytes[size++] = 'u';
    bytes[size++] = '0';
    bytes[size++] = '0';
    bytes[size++] = HEX[c >> 4];
    bytes[size++] = HEX[c & 15];
  }

  /** Writes the character at {@code i}; 1 when it took the next one with it, else 0. */
  private int beyondAscii(CharSequence text, int i, int to) {
    char c = text.charAt(i);
    if (c < 0x800) {
      bytes[size++] = (byte) (0xc0 | (c >> 6));
      bytes[size++] = (byte) (0x80 | (c & 0x3f));
      return 0;
    }
    if (Character.isHighSurrogate(c)
        && i + 1 < to
        && Character.isLowSurrogate(text.charAt(i + 1))) {
      int point = Character.toCodePoint(c, text.charAt(i + 1));
      bytes[size++] = (byte) (0xf0 | (point >> 18));
      bytes[size++] = (byte) (0x80 | ((point >> 12) & 0x3f));
      bytes[size++] = (byte) (0x80 | ((point >> 6) & 0x3f));
      bytes[size++] = (byte) (0x80 | (point & 0x3f));
      return 1;
    }
    char written = Character.isSurrogate(c) ? '\ufffd' : c;
    bytes[size++] = (byte) (0xe0 | (written >> 12));
    bytes[size++] = (byte) (0x80 | ((written >> 6) & 0x3f));
    bytes[size++] = (byte) (0x80 | (written & 0x3f));
    return 0;
  }

  /** Writes a whole number in decimal. */
  public ByteBuilder number(long value) {
    if (value == Long.MIN_VALUE) {
      return raw(SMALLEST_LONG);
    }
    ensure(20);
    long rest = value;
    if (rest < 0) {
      bytes[size++] = '-';
      rest = -rest;
    }
    int digits = digits(rest);
    size += digits;
    decimal(rest, digits);
    return this;
  }

  /** Writes {@code value}, which is not negative, with leading zeros up to {@code width} digits. */
  public ByteBuilder padded(long value, int width) {
    ensure(width);
    size += width;
    decimal(value, width);
    return this;
  }

  /** The last {@code width} digits of a number, two at a time, in front of what comes next. */
  private void decimal(long value, int width) {
    byte[] to = bytes;
    int at = size;
    long rest = value;
    int left = width;
    for (; left >= 2; left -= 2) {
      long before = rest / 100;
      int pair = (int) (rest - before * 100) * 2;
      to[--at] = PAIRS[pair + 1];
      to[--at] = PAIRS[pair];
      rest = before;
    }
    if (left > 0) {
      to[at - 1] = (byte) ('0' + rest % 10);
    }
  }

  private static int digits(long value) {
    int digits = 1;
    for (long limit = 10; digits < 19 && value >= limit; limit *= 10) {
      digits++;
    }
    return digits;
  }

  /** Writes sixteen lower-case hex digits. */
  public ByteBuilder hex(long value) {
    ensure(16);
    LONG.set(bytes, size, eightHex(value >>> 32));
    LONG.set(bytes, size + 8, eightHex(value));
    size += 16;
    return this;
  }

  /** The digits of the lower 32 bits as bytes, the first one lowest. */
  private static long eightHex(long value) {
    long digits = value & 0xffffffffL;
    digits = (digits | (digits << 16)) & 0x0000ffff0000ffffL;
    digits = (digits | (digits << 8)) & 0x00ff00ff00ff00ffL;
    digits = (digits | (digits << 4)) & 0x0f0f0f0f0f0f0f0fL;
    long letters = ((digits + EACH * 6) >>> 4) & EACH;
    return Long.reverseBytes(digits + EACH * '0' + letters * ('a' - '0' - 10));
  }

  /** Writes lower-case hex without leading zeros, as {@code Integer.toHexString} does. */
  public ByteBuilder shortHex(int value) {
    int digits = Math.max(1, (35 - Integer.numberOfLeadingZeros(value)) / 4);
    ensure(digits);
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
      bytes[size++] = HEX[(value >>> shift) & 15];
    }
    return this;
  }

  /**
   * Makes room for {@code length} bytes that the caller writes into {@link #array()} itself, from
   * the returned position on. What stood there before is undefined.
   */
  public int skip(int length) {
    ensure(length);
    int at = size;
    size += length;
    return at;
  }

  /** Writes a 32-bit word, little-endian. */
  public ByteBuilder int32(int value) {
    ensure(4);
    INT.set(bytes, size, value);
    size += 4;
    return this;
  }

  /** Writes a 64-bit word, little-endian. */
  public ByteBuilder int64(long value) {
    ensure(8);
    LONG.set(bytes, size, value);
    size += 8;
    return this;
  }

  /** The 64-bit word at {@code at}. */
  public long getInt64(int at) {
    return (long) LONG.get(bytes, at);
  }

  /** The 32-bit word at {@code at}. */
  public int getInt32(int at) {
    return (int) INT.get(bytes, at);
  }

  /** Overwrites the 32-bit word at {@code at}, for lengths that are known only later. */
  public void setInt32(int at, int value) {
    INT.set(bytes, at, value);
  }

  /** What was written, as text; for tests, messages and the debugger. */
  @Override
  public String toString() {
    return new String(bytes, 0, size, StandardCharsets.UTF_8);
  }
}
