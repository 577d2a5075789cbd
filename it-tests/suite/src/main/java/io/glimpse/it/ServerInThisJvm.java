package io.glimpse.it;

import java.nio.file.Path;

/**
 * A server that lives in the JVM of the tests: it starts with a deployment and ends with it, so a
 * folder needs no Arquillian adapter.
 */
public interface ServerInThisJvm extends ServerUnderTest {

  /** Serves the shop; throws where the deployment fails. */
  RunningShop start(Path war) throws Exception;

  @Override
  default ServerSettings settings() {
    return ServerSettings.ofThisJvm();
  }

  @Override
  default String log() {
    return LogOfThisJvm.listen().text();
  }
}
