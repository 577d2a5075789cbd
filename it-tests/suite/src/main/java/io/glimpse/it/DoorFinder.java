package io.glimpse.it;

import java.net.URI;
import java.util.Optional;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.core.api.InstanceProducer;
import org.jboss.arquillian.core.api.annotation.ApplicationScoped;
import org.jboss.arquillian.core.api.annotation.Inject;
import org.jboss.arquillian.core.api.annotation.Observes;

/**
 * Notes where the shop can be entered each time that it was deployed: by the door that a {@link
 * ServerWithoutAdapter} named, else by the address that the server's adapter found out.
 */
final class DoorFinder {

  private static final String CONTEXT_ROOT = "/shop";

  @SuppressWarnings("NullAway.Init") // Arquillian sets it.
  @Inject
  @ApplicationScoped
  private InstanceProducer<ShopDoor> door;

  void deployed(@Observes ProtocolMetaData deployment) {
    Optional<ShopDoor> own =
        deployment.getContexts(ContainerWithoutAdapter.OwnDoor.class).stream()
            .findFirst()
            .map(ContainerWithoutAdapter.OwnDoor::door);
    door.set(own.orElseGet(() -> http(deployment)));
  }

  private static ShopDoor http(ProtocolMetaData deployment) {
    HTTPContext http = deployment.getContexts(HTTPContext.class).iterator().next();
    return ShopDoor.http(
        URI.create("http://" + http.getHost() + ":" + http.getPort() + CONTEXT_ROOT));
  }
}
