package io.glimpse.cdi;

import io.glimpse.Glimpse;
import io.glimpse.trace.Tracer;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanCreator;

/**
 * Makes the injectable {@link Tracer} where the container was built ahead of time. For the
 * container.
 *
 * @since 0.1
 */
public final class CurrentTracer implements SyntheticBeanCreator<Tracer> {
  /** For the container. */
  public CurrentTracer() {}

  @Override
  public Tracer create(Instance<Object> lookup, Parameters parameters) {
    return Glimpse.current().tracer();
  }
}
