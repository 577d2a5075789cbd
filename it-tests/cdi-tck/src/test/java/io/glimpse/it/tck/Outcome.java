package io.glimpse.it.tck;

import java.util.Locale;

/** How a test ended, the best first. TestNG's {@code status} has the same words. */
enum Outcome {
  PASS,
  SKIP,
  FAIL;

  static Outcome of(String status) {
    return valueOf(status.toUpperCase(Locale.ROOT));
  }

  Outcome orWorse(Outcome other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
