package io.glimpse.jaxrs;

import io.glimpse.jaxrs.client.GlimpseClientFeature;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;

/**
 * Registers {@link RootFilter}, {@link RouteFilter} and {@link ResourceFilter} where the runtime
 * loads features by {@code META-INF/services}, as RESTEasy and Jersey do also for an application
 * that lists its classes. One that has already been found by {@code @Provider} is left as it is. On
 * Jersey the runtime itself is listened to as well. For clients it does what {@link
 * GlimpseClientFeature} does.
 *
 * @since 0.1
 */
public class GlimpseFeature implements Feature {
  /** The runtime's own class says who it is; that Jersey is on the class path says little. */
  private static final String JERSEY = "org.glassfish.jersey.";

  /** For the runtime. */
  public GlimpseFeature() {}

  private static void register(FeatureContext context, Class<?> filter) {
    if (!context.getConfiguration().isRegistered(filter)) {
      FeatureContext unused = context.register(filter);
    }
  }

  @Override
  public boolean configure(FeatureContext context) {
    boolean reachesClients = new GlimpseClientFeature().configure(context);
    if (context.getConfiguration().getRuntimeType() == RuntimeType.CLIENT) {
      return reachesClients;
    }
    register(context, RootFilter.class);
    register(context, RouteFilter.class);
    register(context, ResourceFilter.class);
    if (context.getClass().getName().startsWith(JERSEY)) {
      JerseyListener.register(context);
    } else {
      ApplicationLease.ofAPlainMain();
      if (!hasServlets()) {
        register(context, RootWriter.class);
      }
    }
    return true;
  }

  /** Whether a servlet layer may be there. */
  static boolean hasServlets() {
    try {
      Class<?> unused =
          Class.forName("jakarta.servlet.Servlet", false, GlimpseFeature.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError none) {
      return false;
    }
  }
}
