package io.glimpse.trace;

import io.glimpse.context.SpanContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.LongAdder;

/**
 * Decides, once for each local root, whether a trace is recorded here. A trace that begins here is
 * by its id, one that began elsewhere as its caller decided (W3C Trace Context level 2, section
 * 3.2.2.5.1).
 */
final class Sampling {
  private static final Logger LOG = System.getLogger("io.glimpse.trace");

  /** The right-most seven bytes of a trace id are a random number. */
  private static final long RANDOM_BITS = 0xff_ffff_ffff_ffffL;

  private final long leastRandom;
  private final boolean honoursCallers;
  private final LongAdder skipped;
  private volatile boolean said;

  Sampling(double ratio, boolean honoursCallers, LongAdder skipped) {
    this.leastRandom = (long) ((1 - ratio) * 0x1p56);
    this.honoursCallers = honoursCallers;
    this.skipped = skipped;
  }

  /** Whether a caller that wants no records gets its wish. */
  boolean honoursCallers() {
    return honoursCallers;
  }

  /** By our own ratio. The same trace id is decided alike wherever the ratio is the same. */
  boolean byRatio(long traceLow) {
    return (traceLow & RANDOM_BITS) >= leastRandom;
  }

  /** By the caller's flag; by ratio where a clear one is not honoured. */
  boolean byCaller(SpanContext caller) {
    if (caller.flags().sampled()) {
      return true;
    }
    if (!caller.remote()) {
      return false; // we said so ourselves
    }
    if (!honoursCallers) {
      return byRatio(caller.traceId().low());
    }
    skipped.increment();
    sayOnce();
    return false;
  }

  private void sayOnce() {
    if (said) {
      return;
    }
    said = true;
    LOG.log(
        Level.INFO,
        "A caller's headers ask for no record of its trace, so none is written here. Further ones"
            + " are only counted. To record such traces all the same, set http.honour_sampled to"
            + " false in the policy.");
  }
}
