package io.glimpse.cdi;

import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticObserver;
import jakarta.enterprise.inject.spi.EventContext;

/**
 * Ends Glimpse with an application that was built by {@link GlimpseBuildExtension}: what is left is
 * written, for as long as {@code glimpse.close-timeout} says. For the container.
 *
 * @since 0.1
 */
public final class LiteStop implements SyntheticObserver<Shutdown> {
  /** For the container. */
  public LiteStop() {}

  @Override
  public void observe(EventContext<Shutdown> event, Parameters parameters) {
    LiteRun.stop();
  }
}
