package io.glimpse.delivery;

import java.time.Duration;

/**
 * How much a delivery may hold in memory, and how long it may take to end.
 *
 * @param memoryBytes of request bodies that wait in memory; beyond, they go to the disk. One batch
 *     and the request that is under way come on top
 * @param bodyBytes at which a body is large enough to be sent
 * @param close how long closing waits for the server; then what is left goes to the disk, for which
 *     it waits a quarter of that again, and 100 ms at least
 * @param firstPause how long the first pause between two attempts is at most; it doubles
 * @param longestPause how long a pause is at most, where the server does not say
 * @since 0.1
 */
public record Bounds(
    long memoryBytes, int bodyBytes, Duration close, Duration firstPause, Duration longestPause) {
  private static final int MIB = 1 << 20;

  /**
   * Refuses bounds that nothing fits into.
   *
   * @throws IllegalArgumentException for such, or a negative duration
   */
  public Bounds {
    if (memoryBytes < 1 || bodyBytes < 1 || close.isNegative() || firstPause.isNegative()) {
      throw new IllegalArgumentException(
          "found bounds of "
              + memoryBytes
              + " bytes in memory, "
              + bodyBytes
              + " a body, "
              + close
              + " to close and "
              + firstPause
              + " to pause. Write positive ones.");
    }
  }

  /** These, with bodies of about 1 MiB and pauses that grow from a second to a minute. */
  public static Bounds of(long memoryBytes, Duration close) {
    int body = (int) Math.max(1, Math.min(MIB, memoryBytes / 4));
    return new Bounds(memoryBytes, body, close, Duration.ofSeconds(1), Duration.ofMinutes(1));
  }
}
