package io.glimpse.it;

import static io.glimpse.it.Visit.delete;
import static io.glimpse.it.Visit.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the span of a request holds: the names, values and JSON types that OpenTelemetry's own agent
 * was seen to write for the same requests on WildFly, all of them.
 */
@ArquillianTest
class RequestAttributesIT {

  private static final String FAILURE = "java.lang.IllegalStateException";

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
    assumeTrue(ServerUnderTest.current().speaksHttp(), "requests need HTTP");
    shopper = new Shopper(door);
  }

  @Test
  void attributes_ofAnAnsweredRequest() {
    Visit visit = get("/api/products/mug?x=1").with("User-Agent", "shopper/1");

    JsonObject root =
        shopper.visits(visit).answers(200).underRoot("GET /api/products/{sku}").root();

    Map<String, JsonValue> expected = ofEveryRequest("GET", "/api/products/mug", 200);
    expected.put("url.query", Json.createValue("x=1"));
    expected.put("http.route", Json.createValue("/shop/api/products/{sku}"));
    assertHolds(root, expected);
    assertThat(root.getJsonArray("events")).isEmpty();
  }

  @Test
  void attributes_ofARequestWhoseResourceFails() {
    Visit visit = get("/api/reports/monthly").with("User-Agent", "shopper/1");

    JsonObject root =
        shopper.visits(visit).answers(500).underRoot("GET /api/reports/monthly").root();

    Map<String, JsonValue> expected = ofEveryRequest("GET", "/api/reports/monthly", 500);
    expected.put("http.route", Json.createValue("/shop/api/reports/monthly"));
    // Where the server lets the exception reach the filters, it says more than the status.
    boolean reached = !root.getJsonArray("events").isEmpty();
    String type = root.getJsonObject("attributes").getString("error.type");
    expected.put("error.type", Json.createValue(reached ? type : "500"));
    assertHolds(root, expected);
    assertThat(type).isIn("500", "jakarta.servlet.ServletException", FAILURE);
    assertThat(root.isNull("status_message")).isEqualTo(!reached);
  }

  @Test
  void attributes_ofAMethodThatTheResourceDoesNotHave() {
    Visit visit = delete("/api/products").with("User-Agent", "shopper/1");

    JsonObject root = shopper.visits(visit).answers(405).root();

    Map<String, JsonValue> expected = ofEveryRequest("DELETE", "/api/products", 405);
    boolean mapped = ServerUnderTest.current().mapsResourcesToAServlet();
    if (mapped) {
      expected.put("http.route", Json.createValue("/shop/api/*"));
    }
    assertHolds(root, expected);
    assertThat(root.getString("name")).isEqualTo(mapped ? "DELETE /shop/api/*" : "DELETE");
    assertThat(root.getString("status")).isEqualTo("ok");
    assertThat(root.getJsonObject("attributes")).doesNotContainKey("error.type");
  }

  private Map<String, JsonValue> ofEveryRequest(String method, String path, int status) {
    URI address = door.root();
    Map<String, JsonValue> attributes = new TreeMap<>();
    attributes.put("http.request.method", Json.createValue(method));
    attributes.put("http.response.status_code", Json.createValue(status));
    attributes.put("url.scheme", Json.createValue("http"));
    attributes.put("url.path", Json.createValue(address.getPath() + path));
    attributes.put("server.address", Json.createValue(address.getHost()));
    attributes.put("server.port", Json.createValue(address.getPort()));
    attributes.put("client.address", Json.createValue("127.0.0.1"));
    attributes.put("network.peer.address", Json.createValue("127.0.0.1"));
    attributes.put("network.protocol.version", Json.createValue("1.1"));
    attributes.put("user_agent.original", Json.createValue("shopper/1"));
    return attributes;
  }

  /** All of them and the client's port, which is a number that nobody can foretell. */
  private static void assertHolds(JsonObject root, Map<String, JsonValue> expected) {
    Map<String, JsonValue> attributes = new TreeMap<>(root.getJsonObject("attributes"));
    assertThat(attributes.remove("network.peer.port"))
        .matches(port -> port.getValueType() == JsonValue.ValueType.NUMBER, "is a number");
    assertThat(attributes).isEqualTo(expected);
    assertThat(root.getString("kind")).isEqualTo("server");
  }
}
