package io.glimpse.jsonl;

import io.glimpse.buffer.ByteBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Writes times as ISO-8601 in UTC with six decimals. Consecutive records mostly fall into the same
 * second, so the text up to the second is kept.
 */
final class Timestamp {
  private static final long SECOND = 1_000_000_000L;

  private long knownSecond = Long.MIN_VALUE;
  private byte[] knownText = new byte[0];

  void write(ByteBuilder out, long epochNanos) {
    long second = Math.floorDiv(epochNanos, SECOND);
    if (second != knownSecond) {
      String text = Instant.ofEpochSecond(second).toString();
      knownText = text.substring(0, text.length() - 1).getBytes(StandardCharsets.US_ASCII);
      knownSecond = second;
    }
    out.raw(knownText).raw('.').padded(Math.floorMod(epochNanos, SECOND) / 1000, 6).raw('Z');
  }
}
