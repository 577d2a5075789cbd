package io.glimpse.it;

import static io.glimpse.it.Visit.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.ClassLoaderAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Session beans: a call is recorded where it runs. What the container starts by itself, an
 * asynchronous method or a timer, begins a trace of its own.
 */
@ArquillianTest
class NightShiftIT {

  private static final String POLICY =
      "{\"version\": \"1.0\", \"package_trees\": [\"com.acme.night\"]}";

  @SuppressWarnings("NullAway.Init") // Arquillian sets it.
  @ArquillianResource
  Deployer deployer;

  @SuppressWarnings("NullAway.Init") // Arquillian sets it.
  @ArquillianResource
  ShopDoor door;

  @Deployment(name = "night", managed = false, testable = false)
  static WebArchive shopAtNight() {
    WebArchive war = ShopWar.withPolicy("shop.war", POLICY);
    for (String type : List.of("Alarm", "NightServlet", "NightShift")) {
      String path = "com/acme/night/" + type + ".class";
      war.add(new ClassLoaderAsset(path), "WEB-INF/classes/" + path);
    }
    return war;
  }

  @BeforeEach
  void needsSessionBeans() {
    assumeTrue(
        ServerUnderTest.current().hasSessionBeans(),
        ServerUnderTest.current() + " has no session beans");
    deployer.deploy("night");
  }

  @AfterEach
  void closes() {
    if (ServerUnderTest.current().hasSessionBeans()) {
      deployer.undeploy("night");
    }
  }

  @Test
  void stateless_call_standsBelowItsRequest() {
    Told told = new Shopper(door).visits(get("/night/count")).answers(200, "10");

    assertThat(functions(told.trace().records()))
        .containsExactly("com.acme.night.NightShift.count");
  }

  @Test
  void stateless_asynchronousMethod_isRecordedInATraceOfItsOwn() {
    ShopRecords records = ShopRecords.fromNow();
    Told told = new Shopper(door).visits(get("/night/later")).answers(200, "10");

    assertThat(functions(told.trace().records())).isEmpty();
    JsonObject span = spanOf(records, "NightShift.countLater");
    assertThat(span.isNull("parent_span_id")).isTrue();
    assertThat(span.getString("trace_id")).isNotEqualTo(told.caller().traceId());
  }

  @Test
  void singleton_itsTimer_isRecordedInATraceOfItsOwn() {
    ShopRecords records = ShopRecords.fromNow();
    Told told = new Shopper(door).visits(get("/night/alarm")).answers(200, "true");

    assertThat(functions(told.trace().records()))
        .containsExactly("com.acme.night.Alarm.set", "com.acme.night.Alarm.rang");
    JsonObject span = spanOf(records, "Alarm.ring");
    assertThat(span.isNull("parent_span_id")).isTrue();
    assertThat(span.getString("trace_id")).isNotEqualTo(told.caller().traceId());
  }

  private static List<String> functions(List<JsonObject> records) {
    return records.stream()
        .filter(line -> line.getString("stage", "").equals("START"))
        .map(line -> line.getString("function"))
        .toList();
  }

  private static JsonObject spanOf(ShopRecords records, String name) {
    return await("the span " + name)
        .atMost(Duration.ofSeconds(15))
        .until(
            () ->
                records.file().recordsFrom(records.from()).stream()
                    .filter(line -> line.getString("name", "").equals(name))
                    .findFirst(),
            found -> found.isPresent())
        .orElseThrow();
  }
}
