package io.glimpse.jsonl;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a file of JSON lines is put aside for a new one, and how many of those are kept.
 *
 * <pre>{@code
 * Rotation daily = new Rotation(100L << 20, Duration.ofDays(1), 7, Duration.ofSeconds(10));
 * }</pre>
 *
 * @param maxSize from how many bytes on
 * @param maxAge from what age of its first record on; null for any age
 * @param keep how many files that were put aside are kept, compressed or not
 * @param quiet how long such a file must have stood still before it is compressed, since another
 *     process may still write to it
 * @since 0.1
 */
public record Rotation(long maxSize, @Nullable Duration maxAge, int keep, Duration quiet) {
  private static final Duration SHORTEST_QUIET = Duration.ofSeconds(10);

  /** With the time of standing still that suits writers who flush so often. */
  public static Rotation of(
      long maxSize, @Nullable Duration maxAge, int keep, Duration flushInterval) {
    Duration two = flushInterval.multipliedBy(2);
    return new Rotation(
        maxSize, maxAge, keep, two.compareTo(SHORTEST_QUIET) < 0 ? SHORTEST_QUIET : two);
  }

  /** A file of any size and age goes on for ever. */
  static Rotation never() {
    return new Rotation(Long.MAX_VALUE, null, Integer.MAX_VALUE, SHORTEST_QUIET);
  }
}
