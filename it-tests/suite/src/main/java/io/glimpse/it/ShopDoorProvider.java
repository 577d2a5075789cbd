package io.glimpse.it;

import java.lang.annotation.Annotation;
import java.net.URI;
import org.jboss.arquillian.core.api.Instance;
import org.jboss.arquillian.core.api.annotation.Inject;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.arquillian.test.spi.enricher.resource.ResourceProvider;

/** Injects the door of whichever deployment is the newest when a customer enters. */
final class ShopDoorProvider implements ResourceProvider {

  @SuppressWarnings("NullAway.Init") // Arquillian sets it.
  @Inject
  private Instance<ShopDoor> door;

  @Override
  public boolean canProvide(Class<?> type) {
    return type == ShopDoor.class;
  }

  @Override
  public Object lookup(ArquillianResource resource, Annotation... qualifiers) {
    return new ShopDoor() {
      @Override
      public Customer newCustomer() {
        return door.get().newCustomer();
      }

      @Override
      public URI root() {
        return door.get().root();
      }
    };
  }
}
