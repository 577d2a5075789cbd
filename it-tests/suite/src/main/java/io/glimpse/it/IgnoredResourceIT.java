package io.glimpse.it;

import static io.glimpse.it.Visit.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/**
 * A resource whose path the policy leaves out: the filters of JAX-RS open no root for it either.
 */
@ArquillianTest
class IgnoredResourceIT {

  private static final String POLICY =
      """
      {"version": "1.0", "package_trees": ["com.acme.shop"],
       "http": {"exclude_paths": ["/api/tracking/*"]}}
      """;

  @SuppressWarnings("NullAway.Init") // Arquillian sets it.
  @ArquillianResource
  ShopDoor door;

  @Deployment(testable = false)
  static WebArchive shop() {
    return ShopWar.withPolicy("shop.war", POLICY);
  }

  @Test
  void resource_ofAnIgnoredPath_leavesNothingHoweverItAnswers() {
    assumeTrue(ServerUnderTest.current().speaksHttp(), "paths need HTTP");
    assumeTrue(
        ServerUnderTest.current().servesResourcesByServlet(),
        "without a servlet layer nobody knows the context root, and patterns are for whole paths");
    Caller caller = Caller.someone();
    ShopRecords records = ShopRecords.fromNow();

    for (String path : new String[] {"later", "stage", "events", "label", "broken", "staff"}) {
      Answer unused = door.newCustomer().visit(get("/api/tracking/" + path), caller);
    }
    new Shopper(door).visits(get("/api/products"));

    assertThat(records.now(caller).records()).isEmpty();
  }
}
