package io.glimpse.it;

import static io.glimpse.it.Visit.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Set;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shop asks other shops (60 and 61 in the shop's README). */
@ArquillianTest
class PartnersIT {

  private static final Set<String> ASKS_ON_ANOTHER_THREAD = Set.of("jaxrs-async", "jaxrs-rx");

  /** Clients that nobody registers anything with. */
  private static final Set<String> BY_ITSELF = Set.of("jaxrs", "jaxrs-async", "jaxrs-rx");

  @SuppressWarnings("NullAway.Init") // Arquillian sets it.
  @ArquillianResource
  ShopDoor door;

  @Deployment(testable = false)
  static WebArchive shop() {
    return ShopWar.asBuilt();
  }

  @BeforeEach
  void needsHttp() {
    assumeTrue(ServerUnderTest.current().speaksHttp(), "shops ask one another by HTTP");
  }

  // 60
  @ParameterizedTest
  @ValueSource(
      strings = {
        "jaxrs",
        "jaxrs-registered",
        "jaxrs-async",
        "jaxrs-rx",
        "jdk",
        "jdk-async",
        "executor"
      })
  void question_fromShopToShop_isOneTraceWithUnbrokenParents(String way) {
    assumeTheServerKnows(way);
    new Chain(List.of(door.root(), door.root(), door.root())).isOneTrace(way);
  }

  // 61
  @ParameterizedTest
  @ValueSource(strings = {"jaxrs", "jaxrs-registered", "jaxrs-async", "jdk"})
  void shop_thatIsClosed_isAnErrorNamedByItsRootCause(String way) throws IOException {
    assumeTheServerKnows(way);
    Told told = new Shopper(door).visits(get("/api/partners/mug?by=" + way + closedShop()));

    JsonObject attempt = onlyAttempt(told);
    assertThat(attempt.getString("status")).isEqualTo("error");
    assertThat(attempt.getJsonObject("attributes").getString("error.type"))
        .isEqualTo("java.net.ConnectException");
    assertThat(attempt.getJsonObject("attributes"))
        .doesNotContainKeys("http.response.status_code", "glimpse.unanswered");
  }

  // 61
  @Test
  void shop_thatIsClosedAndNotMissed_isAnAttemptWithoutAnAnswer() throws IOException {
    assumeTheServerKnows(jaxRs());
    Told told =
        new Shopper(door)
            .visits(get("/api/partners/mug?by=" + jaxRs() + "&silence=counts" + closedShop()))
            .answers(200, "10+0");

    JsonObject attempt = onlyAttempt(told);
    assertThat(attempt.getString("status")).isEqualTo("ok");
    assertThat(attempt.getJsonObject("attributes").getBoolean("glimpse.unanswered")).isTrue();
    assertThat(attempt.getJsonObject("attributes")).doesNotContainKey("error.type");
  }

  // 61
  @Test
  void shop_thatDoesNotKnowThePath_isAnErrorOfTheClientAlone() {
    assumeTheServerKnows(jaxRs());
    Told told =
        new Shopper(door)
            .visits(get("/api/partners/mug?by=" + jaxRs() + "&via=" + door.root() + "/nowhere"));

    JsonObject attempt = onlyAttempt(told);
    assertThat(attempt.getString("status")).isEqualTo("error");
    assertThat(attempt.isNull("status_message")).isTrue();
    assertThat(attempt.getJsonObject("attributes").getString("error.type")).isEqualTo("404");
    assertThat(attempt.getJsonObject("attributes").getInt("http.response.status_code"))
        .isEqualTo(404);
    assertThat(Chain.spans(told.trace(), "server"))
        .filteredOn(span -> span.getString("parent_span_id").equals(attempt.getString("span_id")))
        .singleElement()
        .satisfies(span -> assertThat(span.getString("status")).isEqualTo("ok"));
  }

  private static JsonObject onlyAttempt(Told told) {
    List<JsonObject> attempts = Chain.spans(told.trace(), "client");
    assertThat(attempts).hasSize(1);
    return attempts.get(0);
  }

  private static String closedShop() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "&via=http://127.0.0.1:" + socket.getLocalPort() + "/shop";
    }
  }

  /** A JAX-RS client that Glimpse is in, by itself or not. */
  private static String jaxRs() {
    return ServerUnderTest.current().tracesJaxRsClientsByItself() ? "jaxrs" : "jaxrs-registered";
  }

  private static void assumeTheServerKnows(String way) {
    assumeTrue(
        way.startsWith("jdk") || ServerUnderTest.current().hasJaxRsClient(),
        "there is no JAX-RS client here");
    assumeTrue(
        !ASKS_ON_ANOTHER_THREAD.contains(way)
            || ServerUnderTest.current().carriesSpansOfAsyncClients(),
        "nobody sees here who calls async() or rx()");
    assumeTrue(
        !BY_ITSELF.contains(way) || ServerUnderTest.current().tracesJaxRsClientsByItself(),
        "the application has to register Glimpse with its JAX-RS clients here");
  }
}
