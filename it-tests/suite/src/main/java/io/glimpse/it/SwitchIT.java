package io.glimpse.it;

import static io.glimpse.it.Visit.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An operator throws switches by JMX and changes the policy's file while the shop is open (50 in
 * the shop's README).
 */
@ArquillianTest
class SwitchIT {

  private static final String SETTING = "glimpse.policy";
  private static final String POLICY =
      """
      {"version": "1.0",
       "exact_modules": ["com.acme.shop.web"],
       "package_trees": ["com.acme.shop.catalog"],
       "exclude": ["com.acme.shop.catalog.*Mapper"],
       "trace_depth": DEPTH}
      """;

  private static final String WHOLE =
      """
      CatalogResource.find(sku="mug") = {"sku":"mug","title":"Mug","price":"12.90 EUR"}
        Catalog.find(sku="mug") = {"sku":"mug","name":"Mug","cents":1290}
      """;

  private static final String WITHOUT_THE_CATALOG =
      """
      CatalogResource.find(sku="mug") = {"sku":"mug","title":"Mug","price":"12.90 EUR"}
      """;

  private static final String CUT = WITHOUT_THE_CATALOG.stripTrailing() + "   glimpse.cut = 1\n";

  /** By which the shop's operator finds it in JMX. */
  private static final String NAME = "glimpse.service-name";

  @SuppressWarnings("NullAway.Init") // Arquillian sets it.
  @ArquillianResource
  Deployer deployer;

  @SuppressWarnings("NullAway.Init") // Arquillian sets it.
  @ArquillianResource
  ShopDoor door;

  @TempDir Path folder;

  private final ServerUnderTest server = ServerUnderTest.current();
  private Path policy = Path.of("");

  @Deployment(name = "shop", managed = false, testable = false)
  static WebArchive shop() {
    return ShopWar.asBuilt();
  }

  @BeforeEach
  void open() throws IOException {
    policy = folder.resolve("policy.json");
    depth(5);
    server.settings().put(SETTING, policy.toString());
    server.settings().put(NAME, "switched");
    deployer.deploy("shop");
  }

  @AfterEach
  void close() {
    try {
      deployer.undeploy("shop");
    } finally {
      server.settings().put(SETTING, null);
      server.settings().put(NAME, null);
    }
  }

  private void depth(int depth) throws IOException {
    Files.writeString(policy, POLICY.replace("DEPTH", Integer.toString(depth)));
  }

  private String tell(String order) {
    Answer answer = new Shopper(door).passesBy(get("/api/operator/" + order));
    assertThat(answer.status()).as("%s: %s", order, answer.body()).isEqualTo(200);
    return answer.body();
  }

  private Told visit() {
    return new Shopper(door).visits(get("/api/products/mug")).answers(200);
  }

  @Test
  void module_switchedOffAndOn_itsCallsVanishAndComeBackAndTheOthersStay() {
    visit().calls(WHOLE);

    assertThat(tell("switchOff=com.acme.shop.catalog")).isEqualTo("done: null");
    visit().calls(WITHOUT_THE_CATALOG);
    assertThat(tell("switchOff=com.acme.shop.katalog"))
        .startsWith("refused: ")
        .endsWith("The nearest module that is known is com.acme.shop.catalog.");

    assertThat(tell("switchOn=com.acme.shop.catalog")).isEqualTo("done: null");
    visit().calls(WHOLE);
  }

  @Test
  void policy_readAgainWithAnotherDepth_countsForTheNextRequest() throws IOException {
    visit().calls(WHOLE);

    depth(1);
    // Glimpse looks at the file itself, too; whoever comes first, the next request is cut.
    assertThat(tell("reloadPolicy=")).startsWith("done: The policy ");
    visit().calls(CUT);

    Files.writeString(policy, "{}");
    assertThat(tell("reloadPolicy=")).contains("stays in force", "/version");
    visit().calls(CUT);
  }

  @Test
  void stop_lettingCallsPass_andRun() {
    assertThat(tell("stop=")).isEqualTo("done: null");
    assertThat(tell("Running")).isEqualTo("false");
    Caller caller = Caller.someone();
    ShopRecords records = ShopRecords.fromNow();
    Answer unused = door.newCustomer().visit(get("/api/products/mug"), caller);
    assertThat(tell("run=")).isEqualTo("done: null");

    visit().calls(WHOLE);
    assertThat(records.now(caller).calls()).isEmpty();
  }
}
