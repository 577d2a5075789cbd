package io.glimpse.pipeline;

import java.util.Locale;

/**
 * What a record meets when the ring is full.
 *
 * @since 0.1
 */
public enum OnFull {
  /** It is dropped and counted. The application never waits. */
  DROP,
  /**
   * The application's thread waits for room, for a second at most. When a wait was in vain, further
   * records are dropped at once until there is room again, so a dead destination costs one second
   * and not one second a record.
   */
  BLOCK;

  /** As one writes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
