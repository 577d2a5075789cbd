package io.glimpse.it;

import java.lang.annotation.Annotation;
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
    ShopDoor newest = () -> door.get().newCustomer();
    return newest;
  }
}
