package io.glimpse.context;

import java.util.Optional;

/**
 * The eight bytes that tell a span from its siblings; never zero (W3C Trace Context level 2,
 * section 3.2.2.4).
 *
 * <pre>{@code
 * SpanId id = SpanId.parse("00f067aa0ba902b7").orElseThrow();
 * id.hex(); // "00f067aa0ba902b7"
 * }</pre>
 *
 * @param value the eight bytes, big-endian
 * @since 0.1
 */
public record SpanId(long value) {
  /**
   * Refuses the id that means "none".
   *
   * @throws IllegalArgumentException when {@code value} is zero
   */
  public SpanId {
    if (value == 0) {
      throw new IllegalArgumentException("a span id of all zeros means that there is none");
    }
  }

  /** Empty unless {@code text} is 16 lower-case hex digits that are not all zero. */
  public static Optional<SpanId> parse(String text) {
    if (text.length() != 16 || !Hex.isLowerHex(text, 0, 16)) {
      return Optional.empty();
    }
    long value = Hex.parse(text, 0, 16);
    return value == 0 ? Optional.empty() : Optional.of(new SpanId(value));
  }

  /** The id as 16 lower-case hex digits. */
  public String hex() {
    return Hex.format(value);
  }

  /** The hex form, as logs and back ends show it. */
  @Override
  public String toString() {
    return hex();
  }
}
