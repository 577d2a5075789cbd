package io.glimpse.it.glassfish;

import io.glimpse.it.RunningShop;
import io.glimpse.it.ServerSettings;
import io.glimpse.it.ServerWithoutAdapter;
import io.glimpse.it.ShopDoor;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** GlassFish in a process of its own, started once; the shop comes and goes in it. */
public final class GlassFishUnderTest implements ServerWithoutAdapter {

  private static final String SHOP = "shop";
  private static final String BACK_DOOR = "back-door";

  private static @Nullable GlassFishDomain running;

  private static synchronized GlassFishDomain domain() {
    GlassFishDomain known = running;
    if (known == null) {
      known =
          GlassFishDomain.started(
              Path.of(System.getProperty("glassfish.home")),
              Path.of(System.getProperty("glassfish.domains")),
              Path.of(System.getProperty("shop.records")));
      known.deploy(BACK_DOOR, Path.of(System.getProperty("back-door.war")));
      running = known;
    }
    return known;
  }

  @Override
  public RunningShop start(Path war) {
    GlassFishDomain domain = domain();
    domain.deploy(SHOP, war);
    return new RunningShop(ShopDoor.http(domain.root(SHOP)), () -> domain.undeploy(SHOP));
  }

  @Override
  public ServerSettings settings() {
    return ServerSettings.throughBackDoor(domain().root(BACK_DOOR));
  }

  @Override
  public String log() {
    return domain().log();
  }

  @Override
  public boolean defaultContextServiceCarriesAll() {
    return true;
  }

  /**
   * Before each event it sets the status of the response that a listener was added with to 200,
   * with Glimpse or without, unless that is on its way already.
   */
  @Override
  public boolean keepsStatusBesideAsyncListeners() {
    return false;
  }

  @Override
  public String toString() {
    return "GlassFish";
  }
}
