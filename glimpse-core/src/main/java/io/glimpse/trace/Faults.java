package io.glimpse.trace;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.LongAdder;

/** Faults inside Glimpse: counted, the first one logged, none passed on. */
final class Faults {
  private static final Logger LOG = System.getLogger("io.glimpse.trace");

  private final LongAdder count = new LongAdder();
  private volatile boolean said;

  void report(Throwable fault) {
    try {
      count.increment();
      if (said) {
        LOG.log(Level.DEBUG, "another fault inside Glimpse", fault);
      } else {
        said = true;
        LOG.log(
            Level.WARNING,
            "A fault inside Glimpse cost a record. The application is not affected. Further"
                + " faults are counted and logged at DEBUG. Please report this one.",
            fault);
      }
    } catch (Throwable notEvenThat) {
      // Logging runs the application's own handlers. The call that is being traced matters more
      // than the message.
    }
  }

  long count() {
    return count.sum();
  }
}
