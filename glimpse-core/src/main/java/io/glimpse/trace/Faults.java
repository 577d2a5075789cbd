package io.glimpse.trace;

import io.glimpse.render.ExceptionText;
import io.glimpse.render.Redaction;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.LongAdder;

/** Faults inside Glimpse: counted, the first one logged, none passed on. */
final class Faults {
  private static final Logger LOG = System.getLogger("io.glimpse.trace");

  private static final int LONGEST_MESSAGE = 512;

  private final LongAdder count = new LongAdder();
  private volatile boolean said;

  void report(Throwable fault) {
    try {
      count.increment();
      if (said) {
        LOG.log(Level.DEBUG, "Another fault inside Glimpse: {0}", shown(fault));
      } else {
        said = true;
        LOG.log(
            Level.WARNING,
            "A fault inside Glimpse cost a record. The application is not affected. Further"
                + " faults are counted and logged at DEBUG. Please report this one:\n"
                + shown(fault));
      }
    } catch (Throwable notEvenThat) {
      // Logging runs the application's own handlers. The call that is being traced matters more
      // than the message.
    }
  }

  /**
   * It may come out of an object of the application's that we had to ask, a map of attributes for
   * example, and say what it held: so no more is shown than records show.
   */
  private static String shown(Throwable fault) {
    Redaction redaction = Redaction.standard();
    return ExceptionText.of(redaction, fault, LONGEST_MESSAGE, ExceptionText.STACK).stackTrace();
  }

  long count() {
    return count.sum();
  }
}
