package io.glimpse.it;

import static io.glimpse.it.Visit.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests that no JAX-RS resource answers: servlets and nothing at all. */
@ArquillianTest
class HttpIT {

  @SuppressWarnings("NullAway.Init") // Arquillian sets it.
  @ArquillianResource
  ShopDoor door;

  private Shopper shopper;

  @Deployment(testable = false)
  static WebArchive shop() {
    return ShopWar.asBuilt();
  }

  @BeforeEach
  void enter() {
    assumeTrue(ServerUnderTest.current().speaksHttp(), "servlets and unknown paths need HTTP");
    shopper = new Shopper(door);
  }

  // 28
  @Test
  void servlet_answers_itsMappingNamesTheRoot() {
    shopper
        .visits(get("/ping-servlet"))
        .answers(200, "pong, 3 products")
        .underRoot("GET /ping-servlet")
        .calls("Catalog.count() = 3\n");
  }

  // 29
  @Test
  void servlet_throws_theRootFailedWith500() {
    Told told =
        shopper
            .visits(get("/ping-servlet?fail"))
            .answers(500)
            .underRoot("GET /ping-servlet")
            .calls("");

    assertThat(told.root().toString()).contains("jakarta.servlet.ServletException");
  }

  // 30
  @Test
  void servlet_answersLater_theRootLastsUntilThen() {
    Told told =
        shopper
            .visits(get("/slow-servlet"))
            .answers(200, "at last, 10 mugs")
            .underRoot("GET /slow-servlet")
            .calls("Stock.onHand(sku=\"mug\") = 10\n");

    assertThat(told.root().getJsonNumber("duration_ms").doubleValue()).isGreaterThanOrEqualTo(60);
  }

  // 31
  @Test
  void path_belowTheApplicationButOfNoResource_isARootAlone() {
    isARootAlone(shopper.visits(get("/api/nowhere")).answers(404));
  }

  // 32
  @Test
  void path_ofNothing_isARootAloneNamedByItsMethod() {
    isARootAlone(shopper.visits(get("/nowhere")).answers(404));
  }

  /**
   * What mapping answers these differs from server to server; the raw path is never in the name.
   */
  private static void isARootAlone(Told told) {
    told.calls("");
    assertThat(told.root().getString("name")).startsWith("GET").doesNotContain("nowhere");
    assertThat(told.root().getString("status")).isEqualTo("ok");
    assertThat(told.root().getJsonObject("attributes").getInt("http.response.status_code"))
        .isEqualTo(404);
  }
}
