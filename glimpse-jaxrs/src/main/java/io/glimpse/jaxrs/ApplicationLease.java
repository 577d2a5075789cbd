package io.glimpse.jaxrs;

import io.glimpse.Glimpse;
import io.glimpse.GlimpseException;
import io.glimpse.Lease;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * A JAX-RS application's share in Glimpse. Where a container holds one too it changes nothing; in a
 * plain {@code main()} with nothing but JAX-RS it is the only one, and then the end of the JVM
 * gives it back if nobody else does.
 */
final class ApplicationLease {
  private static final Logger LOG = System.getLogger("io.glimpse.jaxrs");
  private static final ApplicationLease OF_THE_JVM = new ApplicationLease("JAX-RS application");

  private final String edge;
  private final Thread hook = new Thread(this::giveBack, "glimpse-shutdown");
  private @Nullable Lease lease;

  ApplicationLease(String edge) {
    this.edge = edge;
  }

  /** For a runtime that does not say when an application ends: only where nobody outlives it. */
  static void ofAPlainMain() {
    if (isPlainMain()) {
      OF_THE_JVM.take();
    }
  }

  private static boolean isPlainMain() {
    return Glimpse.class.getClassLoader() == ClassLoader.getSystemClassLoader();
  }

  /**
   * Takes the share, once.
   *
   * @throws GlimpseException when the policy or the configuration is broken
   */
  synchronized void take() {
    if (lease == null) {
      lease = Glimpse.lease(edge, application());
      if (isPlainMain()) {
        hookUp();
      }
    }
  }

  private static ClassLoader application() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return loader == null ? ApplicationLease.class.getClassLoader() : loader;
  }

  private void hookUp() {
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalArgumentException | IllegalStateException thereAlreadyOrTooLate) {
      LOG.log(Level.DEBUG, "no shutdown hook: {0}", thereAlreadyOrTooLate.getMessage());
    }
  }

  /** Gives the share back. */
  void close() {
    giveBack();
    try {
      boolean unused = Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException isEnding) {
      LOG.log(Level.DEBUG, "the JVM is ending");
    }
  }

  private synchronized void giveBack() {
    Lease held = lease;
    lease = null;
    if (held != null) {
      held.close();
    }
  }
}
