package io.glimpse.trace;

import java.time.Duration;

/**
 * Which of the calls and traces that are seen leave records: the policy's {@code min_duration_ms},
 * {@code keep} and {@code slow_ms}. You want one where a {@link TracerSettings} is made by hand.
 *
 * <pre>{@code
 * Selection onlySlow = new Selection(Duration.ZERO, true, Duration.ofMillis(500));
 * }</pre>
 *
 * @param minDuration function calls that were over sooner are left out, unless they failed, have a
 *     recorded call below them, or were named to another process; zero leaves out none
 * @param slowOrFailedOnly whether a trace is held until its local root ends, and then written only
 *     if it was slow or something in it failed
 * @param slow from when on a local root is slow
 * @since 0.1
 */
public record Selection(Duration minDuration, boolean slowOrFailedOnly, Duration slow) {
  /** Everything leaves records. */
  public static final Selection EVERYTHING = new Selection(Duration.ZERO, false, Duration.ZERO);
}
