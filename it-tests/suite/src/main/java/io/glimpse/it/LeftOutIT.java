package io.glimpse.it;

import static io.glimpse.it.Visit.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.it.records.Trace;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/**
 * What the policy leaves out runs as if Glimpse were not there: the shop looks at its own stack and
 * at the classes of its own beans (27 in the shop's README).
 */
@ArquillianTest
class LeftOutIT {

  @SuppressWarnings("NullAway.Init") // Arquillian sets it.
  @ArquillianResource
  ShopDoor door;

  @Deployment(testable = false)
  static WebArchive shop() {
    return ShopWar.asBuilt();
  }

  @Test
  void function_leftOut_hasNoFrameOfTheInterceptorOnItsStack() {
    List<String> stack =
        new Shopper(door)
                .passesBy(get("/api/inspect"))
                .json()
                .getJsonArray("stack")
                .getValuesAs(JsonString.class)
                .stream()
                .map(JsonString::getString)
                .toList();

    assertThat(stack).startsWith("com.acme.shop.inspect.Magnifier");
    assertThat(stack)
        .filteredOn(frame -> frame.startsWith("io.glimpse.") && !frame.startsWith("io.glimpse.it."))
        .allMatch(
            frame ->
                frame.startsWith("io.glimpse.servlet.") || frame.startsWith("io.glimpse.jaxrs."));
  }

  @Test
  void function_leftOut_leavesNoRecord() {
    Caller caller = Caller.someone();
    ShopRecords records = ShopRecords.fromNow();

    door.newCustomer().visit(get("/api/inspect"), caller);
    new Shopper(door).visits(get("/api/gifts/0"));

    if (ServerUnderTest.current().speaksHttp()) {
      Trace trace = records.whole(caller);
      assertThat(trace.records()).hasSize(1);
      assertThat(trace.server()).isPresent();
    } else {
      assertThat(records.now(caller).records()).isEmpty();
    }
  }

  @Test
  void bean_withoutAnAttachedFunction_isOfItsOwnClass() {
    JsonObject inspection = new Shopper(door).passesBy(get("/api/inspect")).json();

    assertThat(inspection.getString("unnamed")).isEqualTo("com.acme.shop.inspect.Magnifier");
    assertThat(inspection.getString("excluded")).isEqualTo("com.acme.shop.catalog.ProductMapper");
    assertThat(inspection.getString("unproxyable")).isEqualTo("com.acme.shop.pricing.Rounding");
    assertThat(inspection.getString("traced")).isNotEqualTo("com.acme.shop.pricing.Discounts");
  }
}
