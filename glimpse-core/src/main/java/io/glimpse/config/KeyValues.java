package io.glimpse.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A list of {@code key=value} separated by commas, the values percent-encoded where they have to be
 * (OpenTelemetry, Environment Variable Specification: resource attributes and headers, which take
 * it from W3C Baggage).
 */
final class KeyValues {
  private KeyValues() {}

  /**
   * The pairs in their order; of one key that comes twice the last value counts.
   *
   * @throws IllegalArgumentException where a part is no pair; it does not say which, since it may
   *     be a secret
   */
  static Map<String, String> read(String list) {
    for (String part : list.split(",", -1)) {
      if (!part.isBlank() && part.strip().indexOf('=') <= 0) {
        throw new IllegalArgumentException("Write key=value, separated by commas.");
      }
    }
    return readWhatCanBe(list);
  }

  /** The same, but what is no pair is passed over. */
  static Map<String, String> readWhatCanBe(String list) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String part : list.split(",", -1)) {
      int equals = part.strip().indexOf('=');
      if (equals > 0) {
        String key = part.strip().substring(0, equals).strip();
        pairs.put(key, decoded(part.strip().substring(equals + 1).strip()));
      }
    }
    return pairs;
  }

  /** Percent-encoding alone: a plus is a plus here. */
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException asItIs) {
      return text;
    }
  }
}
