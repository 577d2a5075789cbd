package io.glimpse.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;

/**
 * What the suite has to know about a server beyond what Arquillian tells it. Each server's folder
 * names one by {@code META-INF/services}.
 */
public interface ServerUnderTest {

  /** The one of the folder that the suite runs in. */
  static ServerUnderTest current() {
    return ServiceLoader.load(ServerUnderTest.class)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no server: name one in META-INF/services/" + ServerUnderTest.class.getName()));
  }

  /** The text of a log file. */
  static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How settings reach it while it runs. */
  ServerSettings settings();

  /** Everything that it has logged so far, deployments and their problems included. */
  String log();

  /** Whether requests come in by HTTP, so that each has a root span. */
  default boolean speaksHttp() {
    return true;
  }

  /** Whether a resource class with {@code @Path} and no scope is a bean. */
  default boolean takesUnscopedResourcesForBeans() {
    return takesEveryClassForABean();
  }

  /** Whether it has Jakarta Concurrency with its default executors. */
  default boolean hasManagedExecutors() {
    return true;
  }

  /**
   * Whether its default executors carry context types that a library brings. Those that the
   * application defines do everywhere, where their context says so.
   */
  default boolean defaultExecutorsCarryAll() {
    return hasManagedExecutors();
  }

  /** Whether it finds no beans at all in a WAR without a beans.xml. */
  default boolean needsBeansXml() {
    return false;
  }

  /** Whether it has Jakarta Enterprise Beans with their timers. */
  default boolean hasSessionBeans() {
    return hasManagedExecutors();
  }

  /**
   * Whether a contextual proxy of {@code java:comp/DefaultContextService} carries context types
   * that a library brings.
   */
  default boolean defaultContextServiceCarriesAll() {
    return false;
  }

  /** Whether resources lie behind the servlet layer, so that its filters and context count. */
  default boolean servesResourcesByServlet() {
    return true;
  }

  /**
   * Whether the mapping of a servlet is the route where no resource matched; not where a filter in
   * front of all servlets serves the resources.
   */
  default boolean mapsResourcesToAServlet() {
    return servesResourcesByServlet();
  }

  /**
   * Whether the shop's empty beans.xml makes a bean of every class, as before CDI 4.0. A
   * sub-resource that is made with {@code new} is then one of a class that is a bean, and left to
   * an interceptor that it does not have.
   */
  default boolean takesEveryClassForABean() {
    return false;
  }

  /** Whether a resource can use beans of the session scope. */
  default boolean hasSessionsInResources() {
    return true;
  }

  /** Whether it has a JAX-RS client, which asks other services. */
  default boolean hasJaxRsClient() {
    return true;
  }

  /**
   * Whether the runtime of its JAX-RS client lets the application have a say on the thread that
   * calls {@code async()} or {@code rx()}; the request is filtered on another one.
   */
  default boolean carriesSpansOfAsyncClients() {
    return hasJaxRsClient();
  }

  /** Whether applications see a logging framework whose diagnostic context Glimpse knows. */
  default boolean hasLogContext() {
    return true;
  }

  /**
   * Whether Glimpse is in that client by itself. Where it is not, the application registers {@code
   * GlimpseClientFeature}.
   */
  default boolean tracesJaxRsClientsByItself() {
    return hasJaxRsClient();
  }

  /** Whether its servlet layer knows HTTP upgrades, and the error pages of the shop's web.xml. */
  default boolean hasUpgradesAndErrorPages() {
    return true;
  }

  /** Whether an upgraded connection's read listener is told of what the client sends. */
  default boolean readsBehindAnUpgrade() {
    return hasUpgradesAndErrorPages();
  }

  /**
   * Whether an asynchronous request to which the application has added a listener is answered with
   * the status that the application has set.
   */
  default boolean keepsStatusBesideAsyncListeners() {
    return true;
  }

  /** Whether a setting reaches a shop that is open already, and not only the next one. */
  default boolean takesSettingsWhileOpen() {
    return true;
  }

  /** Whether a beans.xml of the deployment says which classes are beans. */
  default boolean readsBeansXml() {
    return true;
  }
}
