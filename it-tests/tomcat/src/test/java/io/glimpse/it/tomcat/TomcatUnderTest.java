package io.glimpse.it.tomcat;

import io.glimpse.demo.ShopOnTomcat;
import io.glimpse.it.RunningShop;
import io.glimpse.it.ServerInThisJvm;
import io.glimpse.it.ShopDoor;
import java.io.IOException;
import java.nio.file.Path;

/** The embedded Tomcat of the demo, on a free port. */
public final class TomcatUnderTest implements ServerInThisJvm {

  @Override
  public RunningShop start(Path war) throws IOException {
    Path jars = Path.of(System.getProperty("weld-jersey.jars"));
    ShopOnTomcat shop = ShopOnTomcat.start(war, "/shop", jars, 0, war.resolveSibling("tomcat"));
    return new RunningShop(ShopDoor.http(shop.root()), shop::close);
  }

  @Override
  public boolean hasManagedExecutors() {
    return false;
  }

  /** Weld's servlet listener looks for the file. */
  @Override
  public boolean needsBeansXml() {
    return true;
  }

  @Override
  public String toString() {
    return "Tomcat";
  }
}
