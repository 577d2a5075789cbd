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

  /** What follows the backslash for each ASCII character; 0: nothing to escape, 1: six digits. */
  private static final byte[] ESCAPES = new byte[128];

  static {
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
    bytes = Arrays.copyOf(bytes, (int) wanted);
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

  /** Writes UTF-8 bytes as they stand inside a JSON string, without the quotes. */
  public ByteBuilder escapedUtf8(byte[] source, int from, int length) {
    ensure(Math.multiplyExact(length, 6));
    for (int i = from; i < from + length; i++) {
      byte b = source[i];
      if (b < 0 || ESCAPES[b] == 0) {
        bytes[size++] = b;
      } else {
        escape((char) b, ESCAPES[b]);
      }
    }
    return this;
  }

  private void escape(char c, byte escape) {
    bytes[size++] = '\\';
    if (escape != 1) {
      bytes[size++] = escape;
      return;
    }
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
    int at = size + digits;
    size = at;
    do {
      bytes[--at] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest != 0);
    return this;
  }

  /** Writes {@code value}, which is not negative, with leading zeros up to {@code width} digits. */
  public ByteBuilder padded(long value, int width) {
    ensure(width);
    int at = size + width;
    size = at;
    long rest = value;
    for (int i = 0; i < width; i++) {
      bytes[--at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return this;
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
    for (int shift = 60; shift >= 0; shift -= 4) {
      bytes[size++] = HEX[(int) (value >>> shift) & 15];
    }
    return this;
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
