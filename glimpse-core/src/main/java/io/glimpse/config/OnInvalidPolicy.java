package io.glimpse.config;

/**
 * What a broken policy or a bad setting does.
 *
 * @since 0.1
 */
public enum OnInvalidPolicy {
  /** The deployment fails with the report. */
  FAIL,
  /** The application starts untraced, and the report is a warning. */
  DISABLE;

  /** As one writes it. */
  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
