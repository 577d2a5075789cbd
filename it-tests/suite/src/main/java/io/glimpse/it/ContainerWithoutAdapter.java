package io.glimpse.it;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jspecify.annotations.Nullable;

/** Shows a {@link ServerWithoutAdapter} to Arquillian as a container. */
final class ContainerWithoutAdapter
    implements DeployableContainer<ContainerWithoutAdapter.NothingToConfigure> {

  private final ServerWithoutAdapter server = (ServerWithoutAdapter) ServerUnderTest.current();
  private @Nullable RunningShop running;

  /** What Arquillian fills from {@code arquillian.xml}, which these folders do without. */
  public static final class NothingToConfigure implements ContainerConfiguration {
    @Override
    public void validate() {}
  }

  @Override
  public Class<NothingToConfigure> getConfigurationClass() {
    return NothingToConfigure.class;
  }

  @Override
  public ProtocolDescription getDefaultProtocol() {
    return new ProtocolDescription("Local");
  }

  @Override
  public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
    LogOfThisJvm.listen();
    try {
      Path war = Files.createTempDirectory("shop").resolve(archive.getName());
      archive.as(ZipExporter.class).exportTo(war.toFile(), true);
      RunningShop shop = server.start(war);
      running = shop;
      return new ProtocolMetaData().addContext(new OwnDoor(shop.door()));
    } catch (Exception e) {
      throw new DeploymentException("The shop does not start on " + server, e);
    }
  }

  /** The door as one of the contexts that a deployment tells Arquillian of. */
  record OwnDoor(ShopDoor door) {}

  @Override
  public void undeploy(Archive<?> archive) {
    RunningShop shop = running;
    running = null;
    if (shop != null) {
      shop.end().run();
    }
  }
}
