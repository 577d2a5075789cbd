package io.glimpse.it;

import java.nio.file.Path;

/** A server that its folder starts by itself, without an Arquillian adapter. */
public interface ServerWithoutAdapter extends ServerUnderTest {

  /** Serves the shop; throws where the deployment fails. */
  RunningShop start(Path war) throws Exception;
}
