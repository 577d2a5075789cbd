package io.glimpse.it;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The span of the service that calls the shop, made up anew for each visit: its trace id is how the
 * records of the visit are found.
 *
 * @param traceId 32 hexadecimal digits
 * @param spanId 16 hexadecimal digits
 */
public record Caller(String traceId, String spanId) {

  static Caller someone() {
    return new Caller(hex() + hex(), hex());
  }

  private static String hex() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE));
  }

  /** The header of the W3C's Trace Context, sampled. */
  public String traceparent() {
    return "00-" + traceId + "-" + spanId + "-01";
  }
}
