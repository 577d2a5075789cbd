package io.glimpse.it.jetty;

import io.glimpse.it.RunningShop;
import io.glimpse.it.ServerInThisJvm;
import io.glimpse.it.ShopDoor;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * A Jetty for each deployment, on a free port. It has neither CDI nor JAX-RS: the jars that bring
 * them are laid over {@code WEB-INF/lib}.
 */
public final class JettyUnderTest implements ServerInThisJvm {

  private static final String HOST = "127.0.0.1";
  private static final String CONTEXT_ROOT = "/shop";

  @Override
  public RunningShop start(Path war) throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost(HOST);
    server.addConnector(connector);
    WebAppContext shop = new WebAppContext(war.toString(), CONTEXT_ROOT);
    shop.setTempDirectory(Files.createDirectories(war.resolveSibling("jetty")).toFile());
    shop.setExtraClasspath(System.getProperty("weld-jersey.jars") + "/*");
    shop.setThrowUnavailableOnStartupException(true);
    server.setHandler(shop);
    try {
      server.start();
    } catch (Exception e) {
      server.stop();
      throw e;
    }
    URI root = URI.create("http://" + HOST + ":" + connector.getLocalPort() + CONTEXT_ROOT);
    return new RunningShop(ShopDoor.http(root), () -> stop(server));
  }

  private static void stop(Server server) {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("Jetty did not stop", e);
    }
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

  /**
   * Jetty 12.1.10 takes the end of the request for the end of the line, with Glimpse or without.
   */
  @Override
  public boolean readsBehindAnUpgrade() {
    return false;
  }

  @Override
  public String toString() {
    return "Jetty";
  }
}
