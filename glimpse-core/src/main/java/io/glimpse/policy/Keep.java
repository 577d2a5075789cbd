package io.glimpse.policy;

/**
 * Which traces are written: the policy's {@code keep}.
 *
 * @since 0.1
 */
public enum Keep {
  /** Every sampled trace, as its spans end. The default. */
  ALL("all"),

  /** A trace is held until its local root ends, and written only if it was slow or failed. */
  SLOW_OR_FAILED("slow_or_failed");

  private final String text;

  Keep(String text) {
    this.text = text;
  }

  /** As the policy file writes it: {@code all} or {@code slow_or_failed}. */
  public String text() {
    return text;
  }
}
