package io.glimpse.config;

/**
 * A setting that cannot be used.
 *
 * @param where the source and the key, such as {@code environment variable GLIMPSE_LEVEL}
 * @param found what stands there
 * @param remedy what to do, as a sentence
 * @since 0.1
 */
public record ConfigProblem(String where, String found, String remedy) {
  /** Where, what was found, what to do. */
  @Override
  public String toString() {
    return where + ": found \"" + found + "\". " + remedy;
  }
}
