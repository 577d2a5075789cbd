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

  /** It has CDI 3.0. */
  @Override
  public boolean takesEveryClassForABean() {
    return true;
  }

  /** Jakarta Concurrency is in its API, at 2.0, but as it comes nothing is bound in JNDI. */
  @Override
  public boolean hasManagedExecutors() {
    return false;
  }

  @Override
  public boolean hasSessionBeans() {
    return true;
  }

  /** A filter serves them, where the default servlet is the one that is mapped. */
  @Override
  public boolean mapsResourcesToAServlet() {
    return false;
  }

  /** CXF's client looks for no features. */
  @Override
  public boolean tracesJaxRsClientsByItself() {
    return false;
  }

  @Override
  public String toString() {
    return "TomEE";
  }
}
