package io.glimpse.it;

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
    return false;
  }

  /** Whether it has Jakarta Concurrency with its default executors. */
  default boolean hasManagedExecutors() {
    return true;
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
   * that a library brings. Executors do everywhere.
   */
  default boolean defaultContextServiceCarriesAll() {
    return false;
  }
}
