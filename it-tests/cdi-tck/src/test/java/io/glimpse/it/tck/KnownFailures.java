package io.glimpse.it.tck;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Tests that fail, each with its reason, as a file lists them: a line that ends in a colon is the
 * reason of the tests in the lines after it.
 *
 * @param reasons by test
 */
record KnownFailures(Map<String, String> reasons) {

  /** Those that fail on Weld without Glimpse. */
  static KnownFailures anyway() throws IOException {
    return read("fails-anyway.txt");
  }

  /** Those that fail when every method is traced, apart from {@link #anyway}. */
  static KnownFailures whenAllIsTraced() throws IOException {
    return read("fails-when-all-is-traced.txt");
  }

  private static KnownFailures read(String file) throws IOException {
    try (InputStream in = KnownFailures.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IOException(file + " is missing");
      }
      return parse(new String(in.readAllBytes(), UTF_8));
    }
  }

  static KnownFailures parse(String text) {
    Map<String, String> reasons = new TreeMap<>();
    String reason = "";
    for (String line : text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList()) {
      if (line.endsWith(":")) {
        reason = line.substring(0, line.length() - 1);
      } else if (reason.isEmpty()) {
        throw new IllegalArgumentException(line + " stands below no reason");
      } else if (reasons.put(line, reason) != null) {
        throw new IllegalArgumentException(line + " stands there twice");
      }
    }
    return new KnownFailures(reasons);
  }

  KnownFailures and(KnownFailures others) {
    Map<String, String> both = new TreeMap<>(reasons);
    both.putAll(others.reasons);
    return new KnownFailures(both);
  }

  /** Each of them as failed; a test that is skipped is not among them. */
  Map<String, Outcome> failed() {
    return reasons.keySet().stream()
        .collect(Collectors.toMap(test -> test, test -> Outcome.FAIL, (a, b) -> a, TreeMap::new));
  }
}
