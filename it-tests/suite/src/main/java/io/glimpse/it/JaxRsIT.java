package io.glimpse.it;

import static io.glimpse.it.Visit.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.glimpse.it.records.Call;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every way in which JAX-RS can answer behind a servlet layer: one SERVER span each, and the
 * resource's function once, whether its class is a bean or not (33 to 44 in the shop's README).
 */
@ArquillianTest
class JaxRsIT {

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
    assumeTrue(ServerUnderTest.current().speaksHttp(), "JAX-RS needs HTTP");
    shopper = new Shopper(door);
  }

  // 33
  @Test
  void suspended_resumedByAnotherThread() {
    Told told = hasOneRoot(get("/api/tracking/later"), 200, "GET /api/tracking/later");

    told.answers(200, "on its way");
    calledOnce(told, "TrackingResource.later", "TrackingResource.later(…) = \"on its way\"\n");
  }

  // 34
  @Test
  void suspended_timedOut() {
    Told told = hasOneRoot(get("/api/tracking/never"), 503, "GET /api/tracking/never");

    calledOnce(told, "TrackingResource.never", "TrackingResource.never(…)\n");
  }

  // 35
  @Test
  void stage_completed() {
    Told told = hasOneRoot(get("/api/tracking/stage"), 200, "GET /api/tracking/stage");

    told.answers(200, "on its way");
    calledOnce(told, "TrackingResource.stage", "TrackingResource.stage(…) = \"on its way\"\n");
  }

  // 36
  @Test
  void stage_failed() {
    Told told =
        hasOneRoot(get("/api/tracking/broken-stage"), 500, "GET /api/tracking/broken-stage");

    calledOnce(
        told,
        "TrackingResource.brokenStage",
        "TrackingResource.brokenStage(…)   ! java.lang.IllegalStateException: the van broke\n");
  }

  // 44: here the request is surely suspended when the stage fails, and above it may be
  @Test
  void stage_failedWhenSuspended() {
    Told told =
        hasOneRoot(get("/api/tracking/breaks-later"), 500, "GET /api/tracking/breaks-later");

    calledOnce(
        told,
        "TrackingResource.breaksLater",
        "TrackingResource.breaksLater(…)   ! java.lang.IllegalStateException: the van broke\n");
  }

  // 37
  @Test
  void events_sentAndClosed() {
    Told told = hasOneRoot(get("/api/tracking/events"), 200, "GET /api/tracking/events");

    assertThat(told.answer().body()).contains("packed", "delivered");
    calledOnce(told, "TrackingResource.events", "TrackingResource.events(…)\n");
  }

  // 38
  @Test
  void stream_written() {
    Told told = hasOneRoot(get("/api/tracking/label"), 200, "GET /api/tracking/label");

    told.answers(200, "to Ada");
    calledOnce(told, "TrackingResource.label", "TrackingResource.label(…) = \"«»@«»\"\n");
  }

  // 39
  @Test
  void exception_mapped() {
    Told told = hasOneRoot(get("/api/tracking/lost/mug"), 404, "GET /api/tracking/lost/{sku}");

    calledOnce(told, "TrackingResource.lost", "TrackingResource.lost(…) = \"no product mug\"\n");
  }

  // 40
  @Test
  void exception_unmapped() {
    Told told = hasOneRoot(get("/api/tracking/broken"), 500, "GET /api/tracking/broken");

    calledOnce(
        told,
        "TrackingResource.broken",
        "TrackingResource.broken(…)   ! java.lang.IllegalStateException: the van broke\n");
  }

  // 41
  @Test
  void resource_refusedByAFilterAfterMatching() {
    hasOneRoot(get("/api/tracking/staff"), 403, "GET /api/tracking/staff")
        .answers(403, "staff only")
        .calls("");
  }

  // 42
  @Test
  void resource_refusedByAFilterBeforeMatching() {
    Told told = shopper.visits(get("/api/tracking/label").with("X-Rude", "yes"));

    told.answers(401, "manners").calls("");
    assertThat(servers(told)).isEqualTo(1);
    assertThat(told.root().getString("name")).startsWith("GET").doesNotContain("label");
    assertThat(told.root().getJsonObject("attributes").getInt("http.response.status_code"))
        .isEqualTo(401);
  }

  // 43
  @Test
  void subResource_hasItsFunctionAndNoGuessedRoute() {
    Told told = shopper.visits(get("/api/tracking/parcels/7/weight"));

    String locator =
        ServerUnderTest.current().takesUnscopedResourcesForBeans()
            ? "TrackingResource.parcel() = \"«»@«»\"\n"
            : "";
    String function =
        ServerUnderTest.current().takesEveryClassForABean()
            ? ""
            : "Parcel.weight(…) = \"7 is light\"\n";
    told.answers(200, "7 is light").calls(locator + function);
    assertThat(servers(told)).isEqualTo(1);
    assertThat(told.root().getString("name"))
        .matches("GET( /shop/api(/\\*|/tracking/parcels/\\{parcel}/weight)?)?");
  }

  private Told hasOneRoot(Visit visit, int status, String name) {
    Told told = shopper.visits(visit).answers(status).underRoot(name);
    assertThat(servers(told)).as("SERVER spans of %s", visit).isEqualTo(1);
    return told;
  }

  private static long servers(Told told) {
    return told.trace().records().stream()
        .filter(line -> line.getString("record_type").equals("span"))
        .filter(line -> line.getString("kind").equals("server"))
        .count();
  }

  /**
   * Once, whoever records it: the tree is that of the filters; an interceptor sees arguments, and
   * what the method itself returned.
   */
  private static void calledOnce(Told told, String function, String byTheFilters) {
    assertThat(Told.everyCall(told.trace().calls()).map(Call::shortName)).containsExactly(function);
    if (!ServerUnderTest.current().takesUnscopedResourcesForBeans()) {
      told.calls(byTheFilters);
    }
  }
}
