package io.glimpse.it;

import static io.glimpse.it.Visit.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.glimpse.it.records.Trace;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What servlets can do to a request, and its one root span through all of it (S1 to S15 in the
 * shop's README).
 */
@ArquillianTest
class ServletsIT {

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
    assumeTrue(ServerUnderTest.current().speaksHttp(), "servlets need HTTP");
    shopper = new Shopper(door);
  }

  @Test
  void forward_toAnotherServlet_isPartOfTheOneRoot() {
    Told told =
        shopper
            .visits(get("/dispatch/forward"))
            .answers(200, "pong, 3 products")
            .underRoot("GET /dispatch/*")
            .calls(
                """
                Stock.onHand(sku="mug") = 10
                Catalog.count() = 3
                """);

    assertHasOneServerSpan(told.trace());
  }

  @Test
  void include_ofAnotherServlet_isPartOfTheOneRoot() {
    Told told =
        shopper
            .visits(get("/dispatch/include"))
            .answers(200, "10 mugs, pong, 3 products")
            .underRoot("GET /dispatch/*")
            .calls(
                """
                Stock.onHand(sku="mug") = 10
                Catalog.count() = 3
                """);

    assertHasOneServerSpan(told.trace());
  }

  @Test
  void asyncDispatch_toAnotherServlet_isPartOfTheOneRoot() {
    Told told =
        shopper
            .visits(get("/dispatch/async"))
            .answers(200, "pong, 3 products")
            .underRoot("GET /dispatch/*")
            .calls(
                """
                Stock.onHand(sku="mug") = 10
                Catalog.count() = 3
                """);

    assertHasOneServerSpan(told.trace());
  }

  @Test
  void errorPage_itsCallsStandBelowTheOneRoot() {
    assumeUpgradesAndErrorPages();
    Caller caller = Caller.someone();
    ShopRecords records = ShopRecords.fromNow();

    Answer answer = door.newCustomer().visit(get("/dispatch/error"), caller);

    assertThat(answer).isEqualTo(new Answer(410, "gone, but 3 are left"));
    // On some servers the root has ended when the page is made.
    await().untilAsserted(() -> assertThat(records.now(caller).records()).hasSize(7));
    new Told(get("/dispatch/error"), caller, answer, records.whole(caller))
        .underRoot("GET /dispatch/*")
        .calls(
            """
            Stock.onHand(sku="mug") = 10
            Catalog.count() = 3
            """);
  }

  private static void assertHasOneServerSpan(Trace trace) {
    assertThat(trace.records())
        .filteredOn(line -> line.getString("kind", "").equals("server"))
        .hasSize(1);
  }

  @Test
  void timeout_thatNobodyHandles_isAnEventAndTheServersAnswerAnError() {
    Told told =
        shopper
            .visits(get("/late-servlet"))
            .answers(500)
            .underRoot("GET /late-servlet")
            .calls("Stock.onHand(sku=\"mug\") = 10\n");

    assertThat(events(told.root())).containsExactly("timeout");
    assertThat(told.root().getJsonObject("attributes").getString("error.type")).isEqualTo("500");
  }

  @Test
  void timeout_thatAListenerAnswers_hasTheListenersCallsBelowTheRoot() {
    Told told =
        shopper
            .visits(get("/late-servlet?listen"))
            .calls(
                """
                Stock.onHand(sku="mug") = 10
                Catalog.count() = 3
                """);

    assertThat(events(told.root())).containsExactly("timeout");
    if (ServerUnderTest.current().keepsStatusBesideAsyncListeners()) {
      told.answers(503, "too late for 3 products").underRoot("GET /late-servlet");
    } else {
      told.answers(200, "too late for 3 products");
      assertThat(told.root().getJsonObject("attributes").getInt("http.response.status_code"))
          .as("what the listener has set")
          .isEqualTo(503);
    }
  }

  @Test
  void stream_ofEvents_itsRootIsOpenUntilTheLast() throws Exception {
    Caller caller = Caller.someone();
    ShopRecords records = ShopRecords.fromNow();
    String name = UUID.randomUUID().toString();
    try (Wire wire = Wire.get(door, "/ticker-servlet?listen=" + name, caller, Map.of())) {
      wire.readUntil("data: first: 10");
      shopper.visits(get("/ping-servlet")); // Whatever ended before this one is in the file.
      assertThat(records.now(caller).server()).isEmpty();

      Told ring = shopper.visits(get("/ticker-servlet?ring=" + name)).answers(200, "rung");
      wire.readUntil("data: last");

      Trace stream = records.whole(caller);
      Answer answer = new Answer(200, "");
      new Told(get("/ticker-servlet"), caller, answer, stream)
          .underRoot("GET /ticker-servlet")
          .calls("Stock.onHand(sku=\"mug\") = 10\n");
      ring.underRoot("GET /ticker-servlet").calls("");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/endless-servlet", "/endless-servlet?wrapped"})
  void customer_hangsUp_theRootSaysSoAndIsNoErrorOfTheServer(String path) throws Exception {
    Caller caller = Caller.someone();
    ShopRecords records = ShopRecords.fromNow();
    try (Wire wire = Wire.get(door, path, caller, Map.of())) {
      wire.readUntil("200");
      wire.hangUp();
    }

    Trace trace = records.whole(caller);
    JsonObject root = trace.server().orElseThrow();
    assertThat(events(root)).containsExactly("client_abort");
    assertThat(root.getString("status")).isEqualTo("ok");
    assertThat(root.getJsonObject("attributes")).doesNotContainKey("error.type");
    assertThat(trace.calls()).hasSize(1);
  }

  @Test
  void backend_isNotThere_theRootFailsAndNobodyHungUp() {
    Told told =
        shopper
            .visits(get("/dispatch/backend"))
            .answers(500)
            .underRoot("GET /dispatch/*")
            .calls("Stock.onHand(sku=\"mug\") = 10\n");

    assertThat(events(told.root())).containsExactly("exception");
    assertThat(told.root().getJsonObject("attributes").getString("error.type"))
        .isEqualTo("java.net.ConnectException");
  }

  @Test
  void upgrade_theRootEndsWithHttpAndWhatFollowsIsItsOwnTrace() throws Exception {
    assumeUpgradesAndErrorPages();
    Caller caller = Caller.someone();
    ShopRecords records = ShopRecords.fromNow();
    Map<String, String> headers = Map.of("Connection", "Upgrade", "Upgrade", "line");
    try (Wire wire = Wire.get(door, "/line-servlet", caller, headers)) {
      assertThat(wire.readUntil("HTTP/1.1")).contains("101");
      wire.readUntil("hello");

      Trace whileTheLineIsOpen = records.whole(caller);
      new Told(get("/line-servlet"), caller, new Answer(101, ""), whileTheLineIsOpen)
          .underRoot("GET /line-servlet")
          .calls("Catalog.count() = 3\n");

      assumeTrue(
          ServerUnderTest.current().readsBehindAnUpgrade(),
          "nobody hears here what is said on the line");
      wire.send("?");
      assertThat(wire.readUntil("10")).isEqualTo("10");
      await().untilAsserted(() -> assertThat(askedOnTheLine(records)).hasSize(1));
      JsonObject asked = askedOnTheLine(records).get(0);
      assertThat(asked.isNull("parent_span_id")).isTrue();
      assertThat(asked.getString("trace_id")).isNotEqualTo(caller.traceId());
    }
  }

  private static List<JsonObject> askedOnTheLine(ShopRecords records) {
    return records.file().recordsFrom(records.from()).stream()
        .filter(line -> line.getString("stage", "").equals("START"))
        .filter(line -> line.getJsonObject("args").getString("sku", "").equals("line"))
        .toList();
  }

  @Test
  void health_isIgnored_leavesNothingAndPassesItsCallersHeadersOn() {
    Caller caller = Caller.someone();
    ShopRecords records = ShopRecords.fromNow();

    Visit visit = get("/health/live").with("tracestate", "acme=1");
    Answer answer = door.newCustomer().visit(visit, caller);
    shopper.visits(get("/ping-servlet")); // Whatever was recorded before this one is in the file.

    assertThat(answer)
        .isEqualTo(
            new Answer(
                200, "3 products, {traceparent=" + caller.traceparent() + ", tracestate=acme=1}"));
    assertThat(records.now(caller).records()).isEmpty();
  }

  @Test
  void health_answeredByAnotherThread_leavesNothingThereEitherAndPassesItsCallersHeadersOn() {
    Caller caller = Caller.someone();
    ShopRecords records = ShopRecords.fromNow();

    Visit visit = get("/health/later").with("tracestate", "acme=1");
    Answer answer = door.newCustomer().visit(visit, caller);
    String withoutACaller = PlainRequest.get(door, "/health/later").body();
    // Whatever was recorded before this one is in the file.
    Told ping = shopper.visits(get("/ping-servlet"));

    assertThat(answer)
        .isEqualTo(
            new Answer(
                200, "3 products, {traceparent=" + caller.traceparent() + ", tracestate=acme=1}"));
    assertThat(records.now(caller).records()).isEmpty();
    assertThat(withoutACaller).isEqualTo("3 products, {}");
    String ofThePing = ping.caller().traceId();
    assertThat(records.file().recordsFrom(records.from()))
        .as("a call without an active span would begin a trace of its own")
        .allMatch(line -> ofThePing.equals(line.getString("trace_id")));
  }

  @Test
  void health_withoutACaller_sendsNoHeaders() {
    assertThat(PlainRequest.get(door, "/health").body()).isEqualTo("3 products, {}");
  }

  @Test
  void logContext_hasTheTraceIdDuringTheRequestAndNoneOnTheThreadAfterwards() {
    assumeTrue(
        ServerUnderTest.current().hasLogContext(), "applications see neither SLF4J nor JBoss's");
    String look = UUID.randomUUID().toString();
    Told told = shopper.visits(get("/log-context?look=" + look)).answers(200);

    assertThat(List.of(told.answer().body().split(",")))
        .allMatch(mdc -> mdc.endsWith("=" + told.caller().traceId()));
    await()
        .untilAsserted(
            () -> {
              Answer after = shopper.passesBy(get("/log-context?of=" + look));
              assertThat(after.status()).isEqualTo(200);
              assertThat(List.of(after.body().split(","))).allMatch(mdc -> mdc.endsWith("=none"));
            });
  }

  private static List<String> events(JsonObject span) {
    return span.getJsonArray("events").getValuesAs(JsonObject.class).stream()
        .map(event -> event.getString("name"))
        .toList();
  }

  private static void assumeUpgradesAndErrorPages() {
    assumeTrue(
        ServerUnderTest.current().hasUpgradesAndErrorPages(),
        "this servlet layer has neither upgrades nor the shop's error page");
  }
}
