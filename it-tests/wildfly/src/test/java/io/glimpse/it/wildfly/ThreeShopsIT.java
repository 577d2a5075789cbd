package io.glimpse.it.wildfly;

import io.glimpse.it.Chain;
import io.glimpse.it.ShopDoor;
import java.io.File;
import java.net.URI;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Three deployments of the shop on one server, each with a Glimpse and a service name of its own.
 */
@ArquillianTest
class ThreeShopsIT {

  @SuppressWarnings("NullAway.Init") // Arquillian sets it.
  @ArquillianResource
  ShopDoor door;

  @Deployment(name = "north", order = 1, testable = false)
  static WebArchive north() {
    return shop("north.war");
  }

  @Deployment(name = "east", order = 2, testable = false)
  static WebArchive east() {
    return shop("east.war");
  }

  @Deployment(name = "south", order = 3, testable = false)
  static WebArchive south() {
    return shop("south.war");
  }

  private static WebArchive shop(String fileName) {
    return ShrinkWrap.create(ZipImporter.class, fileName)
        .importFrom(new File(System.getProperty("shop.war")))
        .as(WebArchive.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jaxrs", "jaxrs-async", "jaxrs-rx", "jdk", "jdk-async", "executor"})
  void question_throughThreeShops_isOneTrace(String way) {
    chain().isOneTrace(way);
  }

  @Test
  void client_madeOutsideOfARequest_isNeverTracedByAnotherShop() {
    chain().isNeverTracedByAnother("bare-executor");
  }

  private Chain chain() {
    URI anyContext = door.root();
    return new Chain(Stream.of("/north", "/east", "/south").map(anyContext::resolve).toList());
  }
}
