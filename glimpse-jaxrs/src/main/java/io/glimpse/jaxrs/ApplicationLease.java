package io.glimpse.jaxrs;

import io.glimpse.Glimpse;
import io.glimpse.GlimpseException;
import io.glimpse.Lease;
import org.jspecify.annotations.Nullable;

/**
 * A JAX-RS application's share in Glimpse. Where a container holds one too it changes nothing; in a
 * plain {@code main()} with nothing but JAX-RS it is the only one, and then the end of the JVM
 * gives it back if nobody else does.
 */
final class ApplicationLease {
  private static final ApplicationLease OF_THE_JVM = new ApplicationLease("JAX-RS application");

  private final String edge;
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
        lease.closeWithJvm();
      }
    }
  }

  private static ClassLoader application() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return loader == null ? ApplicationLease.class.getClassLoader() : loader;
  }

  /** Gives the share back. */
  synchronized void close() {
    Lease held = lease;
    lease = null;
    if (held != null) {
      held.close();
    }
  }
}
