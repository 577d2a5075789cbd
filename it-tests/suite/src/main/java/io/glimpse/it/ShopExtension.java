package io.glimpse.it;

import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.arquillian.test.spi.enricher.resource.ResourceProvider;

/** Teaches Arquillian to inject a {@link ShopDoor}, and to run a {@link ServerWithoutAdapter}. */
public final class ShopExtension implements LoadableExtension {

  @Override
  public void register(ExtensionBuilder builder) {
    builder.service(ResourceProvider.class, ShopDoorProvider.class).observer(DoorFinder.class);
    if (ServerUnderTest.current() instanceof ServerWithoutAdapter) {
      builder.service(DeployableContainer.class, ContainerWithoutAdapter.class);
    }
  }
}
