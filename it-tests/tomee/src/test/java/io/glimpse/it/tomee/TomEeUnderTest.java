package io.glimpse.it.tomee;

import io.glimpse.it.RunningShop;
import io.glimpse.it.ServerSettings;
import io.glimpse.it.ServerWithoutAdapter;
import io.glimpse.it.ShopDoor;
import java.nio.file.Path;

/**
 * TomEE in a process of its own, booted once unless a deployment fails; the shop comes and goes in
 * it.
 */
public final class TomEeUnderTest implements ServerWithoutAdapter {

  private static final String SHOP = "/shop";

  @Override
  public RunningShop start(Path war) {
    TomEeProcess server = TomEeProcess.running();
    try {
      server.deploy(SHOP, war);
    } catch (IllegalStateException e) {
      TomEeProcess.end();
      throw e;
    }
    return new RunningShop(ShopDoor.http(server.root(SHOP)), () -> server.undeploy(SHOP));
  }

  @Override
  public ServerSettings settings() {
    return TomEeProcess.running().settings();
  }

  @Override
  public String log() {
    return TomEeProcess.running().log();
  }

  @Override
  public String toString() {
    return "TomEE";
  }
}
