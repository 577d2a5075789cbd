package io.glimpse.record;

import io.glimpse.buffer.ByteBuilder;
import java.util.Arrays;

/**
 * The key of an attribute that is written often: its bytes are made once.
 *
 * <pre>{@code
 * static final AttributeKey ROUTE = AttributeKey.of("http.route");
 * }</pre>
 *
 * <p>Immutable.
 *
 * @since 0.1
 */
public final class AttributeKey {
  private final String name;
  private final byte[] beforeText;
  private final byte[] beforeNumber;

  private AttributeKey(String name) {
    this.name = name;
    this.beforeText = head(RecordEncoder.TEXT, name);
    this.beforeNumber = head(RecordEncoder.NUMBER, name);
  }

  /** A key of this name. */
  public static AttributeKey of(String name) {
    return new AttributeKey(name);
  }

  private static byte[] head(char type, String name) {
    ByteBuilder bytes = new ByteBuilder(name.length() + 8);
    ByteBuilder unused = RecordEncoder.head(bytes, type, name);
    return Arrays.copyOf(bytes.array(), bytes.size());
  }

  /** The name. */
  public String name() {
    return name;
  }

  /** Writes a text with this key into an open {@link Section#ATTRIBUTES} section. */
  public void write(ByteBuilder out, String value) {
    RecordEncoder.sized(out.raw(beforeText), value);
  }

  /** Writes a whole number with this key into an open {@link Section#ATTRIBUTES} section. */
  public void write(ByteBuilder out, long value) {
    out.raw(beforeNumber).int64(value);
  }

  /** The name. */
  @Override
  public String toString() {
    return name;
  }
}
