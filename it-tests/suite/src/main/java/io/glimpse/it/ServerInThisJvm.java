package io.glimpse.it;

/**
 * A server that lives in the JVM of the tests: it starts with a deployment and ends with it, and
 * shares the JVM's system properties and its log.
 */
public interface ServerInThisJvm extends ServerWithoutAdapter {

  @Override
  default ServerSettings settings() {
    return ServerSettings.ofThisJvm();
  }

  @Override
  default String log() {
    return LogOfThisJvm.listen().text();
  }
}
