package io.glimpse;

/**
 * How often a test that throws dice does so: always the same dice, but in the inner loop only the
 * first tenth of them. {@code mvn -Pfull} throws all.
 */
public final class Tries {
  private static final boolean THOROUGH = Boolean.getBoolean("thorough");

  private Tries() {}

  /** All of them, or a tenth. */
  public static int of(int all) {
    return THOROUGH ? all : all / 10;
  }
}
