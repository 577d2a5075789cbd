package io.glimpse.context;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The sixteen bytes that all spans of one trace share; never all zero (W3C Trace Context level 2,
 * section 3.2.2.3).
 *
 * <pre>{@code
 * TraceId id = TraceId.parse("4bf92f3577b34da6a3ce929d0e0e4736").orElseThrow();
 * id.hex(); // "4bf92f3577b34da6a3ce929d0e0e4736"
 * }</pre>
 *
 * @param high the first eight bytes, big-endian
 * @param low the last eight bytes, big-endian
 * @since 0.1
 */
public record TraceId(long high, long low) {
  /**
   * Refuses the id that means "none".
   *
   * @throws IllegalArgumentException when both halves are zero
   */
  public TraceId {
    if (high == 0 && low == 0) {
      throw new IllegalArgumentException("a trace id of all zeros means that there is none");
    }
  }

  /** Empty unless {@code text} is 32 lower-case hex digits that are not all zero. */
  public static Optional<TraceId> parse(String text) {
    if (text.length() != 32 || !Hex.isLowerHex(text, 0, 32)) {
      return Optional.empty();
    }
    long high = Hex.parse(text, 0, 16);
    long low = Hex.parse(text, 16, 16);
    return high == 0 && low == 0 ? Optional.empty() : Optional.of(new TraceId(high, low));
  }

  /** The id as 32 lower-case hex digits. */
  public String hex() {
    byte[] digits = new byte[32];
    Hex.write(digits, 0, high, 16);
    Hex.write(digits, 16, low, 16);
    return new String(digits, StandardCharsets.ISO_8859_1);
  }

  /** The hex form, as logs and back ends show it. */
  @Override
  public String toString() {
    return hex();
  }
}
