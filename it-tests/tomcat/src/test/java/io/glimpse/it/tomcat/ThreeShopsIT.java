package io.glimpse.it.tomcat;

import io.glimpse.demo.ShopOnTomcat;
import io.glimpse.it.Chain;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three shops on three servers, each with a Glimpse and a service name of its own. */
final class ThreeShopsIT {

  private static final List<ShopOnTomcat> SHOPS = new ArrayList<>();

  @TempDir static Path scratch;

  @BeforeAll
  static void open() throws IOException {
    Path war = Path.of(System.getProperty("shop.war"));
    Path jars = Path.of(System.getProperty("weld-jersey.jars"));
    for (String name : List.of("north", "east", "south")) {
      SHOPS.add(ShopOnTomcat.start(war, "/" + name, jars, 0, scratch.resolve(name)));
    }
  }

  @AfterAll
  static void close() {
    SHOPS.forEach(ShopOnTomcat::close);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jaxrs", "jaxrs-async", "jaxrs-rx", "jdk", "jdk-async", "executor"})
  void question_throughThreeShops_isOneTrace(String way) {
    new Chain(SHOPS.stream().map(shop -> withoutSlash(shop.root())).toList()).isOneTrace(way);
  }

  private static URI withoutSlash(URI root) {
    return URI.create(root.toString().replaceAll("/$", ""));
  }
}
