package io.glimpse.it;

import static io.glimpse.it.Visit.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** The shop with another beans.xml leaves the same tree, and the report says which it was. */
class ShopUnderBeansXml {

  private static final String BEANS_XML = "WEB-INF/beans.xml";

  @SuppressWarnings("NullAway.Init") // Arquillian sets it.
  @ArquillianResource
  ShopDoor door;

  private final String report;

  ShopUnderBeansXml(String report) {
    this.report = report;
  }

  static WebArchive shop(String attributes, String content) {
    String beansXml =
        "<beans xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"4.0\""
            + attributes
            + ">"
            + content
            + "</beans>";
    WebArchive war = shopWithout();
    return war.add(new StringAsset(beansXml), BEANS_XML);
  }

  static WebArchive shopWithout() {
    WebArchive war = ShopWar.asBuilt();
    war.delete(BEANS_XML);
    return war;
  }

  @Test
  void call_isRecordedOnce() {
    new Shopper(door)
        .visits(get("/api/products/mug"))
        .answers(200)
        .calls(
            """
            CatalogResource.find(sku="mug") = {"sku":"mug","title":"Mug","price":"12.90 EUR"}
              Catalog.find(sku="mug") = {"sku":"mug","name":"Mug","cents":1290}
            """);
  }

  @Test
  void report_saysHowBeansAreFound() {
    assumeTrue(ServerUnderTest.current().readsBeansXml(), "beans were found when this was built");
    if (ServerUnderTest.current().speaksHttp()) {
      assertThat(ServerUnderTest.current().log()).contains(report);
    }
  }
}
