package io.glimpse;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * What is still to be done when the JVM ends. A container closes its leases; a plain {@code main()}
 * just ends.
 */
final class LastWord {
  private static final Logger LOG = System.getLogger("io.glimpse");

  private final Runnable work;
  private @Nullable Thread hook;

  LastWord(Runnable work) {
    this.work = work;
  }

  /** The JVM's end will do it. Asked twice it is done once. */
  synchronized void await() {
    if (hook != null) {
      return;
    }
    Thread thread = new Thread(work, "glimpse-shutdown");
    try {
      Runtime.getRuntime().addShutdownHook(thread);
      hook = thread;
    } catch (IllegalStateException isEnding) {
      LOG.log(Level.DEBUG, "no shutdown hook: {0}", isEnding.getMessage());
    }
  }

  /** It has been done, so the JVM need not. */
  synchronized void forget() {
    Thread thread = hook;
    hook = null;
    if (thread != null) {
      try {
        boolean unused = Runtime.getRuntime().removeShutdownHook(thread);
      } catch (IllegalStateException isEnding) {
        LOG.log(Level.DEBUG, "the JVM is ending");
      }
    }
  }
}
