package io.glimpse.jaxrs.client;

import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;

/**
 * Gives each request of a JAX-RS client a span of kind client, and sends the trace along. Jersey's
 * clients, and those that are made while RESTEasy serves a request, have it without a word; others,
 * and where you want to be sure, you register it with:
 *
 * <pre>{@code
 * Client client = ClientBuilder.newBuilder().register(GlimpseClientFeature.class).build();
 * }</pre>
 *
 * <p>Registered twice it works once. It never throws, and where Glimpse is switched off requests
 * pass untouched. The rules are those of the specification, section 9.
 *
 * @since 0.1
 */
public final class GlimpseClientFeature implements Feature {
  private static final String RESTEASY = "org.jboss.resteasy.";
  private static final String RESTEASYS_THREADS = "org.jboss.resteasy.spi.concurrent.ThreadContext";
  private static final String JERSEY = "org.glassfish.jersey.client.spi.PreInvocationInterceptor";

  /** For the runtime. */
  public GlimpseClientFeature() {}

  /**
   * Registers the filter, also in a server of RESTEasy, which hands the client filters of a
   * deployment on to the clients that the deployment makes. In any other server it does nothing.
   */
  @Override
  public boolean configure(FeatureContext context) {
    Configuration asking = context.getConfiguration();
    boolean reachesClients =
        asking.getRuntimeType() == RuntimeType.CLIENT
            || asking.getClass().getName().startsWith(RESTEASY);
    if (!reachesClients || asking.isRegistered(AttemptFilter.class)) {
      return false;
    }
    FeatureContext unused = context.register(new AttemptFilter());
    if (isOfTheOneWhoAsks(JERSEY, asking)) {
      FeatureContext unusedToo = JerseyCallerThread.registerOn(context);
    } else if (asking.getRuntimeType() == RuntimeType.SERVER
        && isOfTheOneWhoAsks(RESTEASYS_THREADS, asking)) {
      RestEasyDeployment.carrySpans();
    }
    return true;
  }

  /**
   * Whether this type is not only somewhere on the class path, but that of the runtime that asks. A
   * server may hide its runtime's types from the application.
   */
  private static boolean isOfTheOneWhoAsks(String type, Configuration asking) {
    ClassLoader own = GlimpseClientFeature.class.getClassLoader();
    try {
      Class<?> here = Class.forName(type, false, own);
      Class<?> there = Class.forName(type, false, asking.getClass().getClassLoader());
      return here == there;
    } catch (ClassNotFoundException | LinkageError otherRuntime) {
      return false;
    }
  }
}
