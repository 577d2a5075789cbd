package io.glimpse.jaxrs;

import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;

/**
 * Registers {@link RouteFilter} where the runtime loads features by {@code META-INF/services}, as
 * RESTEasy and Jersey do also for an application that lists its classes. Where the filter has
 * already been found by {@code @Provider} it does nothing.
 *
 * @since 0.1
 */
public class GlimpseFeature implements Feature {
  /** For the runtime. */
  public GlimpseFeature() {}

  @Override
  public boolean configure(FeatureContext context) {
    if (context.getConfiguration().getRuntimeType() == RuntimeType.CLIENT
        || context.getConfiguration().isRegistered(RouteFilter.class)) {
      return false;
    }
    FeatureContext unused = context.register(RouteFilter.class);
    return true;
  }
}
