package io.glimpse.context;

/**
 * The two clocks of the machine. The wall clock is read once per local root, and everything below
 * it is measured with the monotonic one, so a clock that is set back bends no span.
 *
 * <p>A test hands in a clock that it turns by hand.
 *
 * @since 0.1
 */
public interface Clock {
  /** Nanoseconds since 1970 in UTC, as far as the machine knows. */
  long epochNanos();

  /** Nanoseconds that only ever grow, with an origin of no meaning. */
  long monotonicNanos();

  /** The machine's own clocks. */
  static Clock system() {
    return SystemClock.INSTANCE;
  }
}
