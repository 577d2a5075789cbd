package io.glimpse.it;

import static io.glimpse.it.Visit.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A policy that is wrong in every way that a policy can be wrong in: all of it is said at once, and
 * the deployment fails; or, where the operator asked for that, the shop runs untraced.
 */
@ArquillianTest
class BrokenPolicyIT {

  private static final String ON_INVALID_POLICY = "glimpse.on-invalid-policy";

  /** One problem of each kind that still leaves JSON; the pointers below say where they are. */
  private static final String BROKEN =
      """
      {
        "version": "2.0",
        "name": 7,
        "exact_module": ["com.acme.shop.web"],
        "package_trees": ["com.acme.shop.cart", " ", "com.acme.shop.cart"],
        "trace_depth": 0,
        "sample_ratio": 1.5,
        "sample_ratio": 0.5,
        "capture": {"max_field_length": 3}
      }
      """;

  private static final List<String> POINTERS =
      List.of(
          "/version",
          "/name",
          "/exact_module",
          "/package_trees/1",
          "/package_trees/2",
          "/trace_depth",
          "/sample_ratio",
          "/capture/max_field_length");

  @SuppressWarnings("NullAway.Init") // Arquillian sets it.
  @ArquillianResource
  Deployer deployer;

  @SuppressWarnings("NullAway.Init") // Arquillian sets it.
  @ArquillianResource
  ShopDoor door;

  private final ServerUnderTest server = ServerUnderTest.current();

  @Deployment(name = "broken", managed = false, testable = false)
  static WebArchive shopWithBrokenPolicy() {
    return ShopWar.withPolicy("shop.war", BROKEN);
  }

  @Deployment(name = "no-json", managed = false, testable = false)
  static WebArchive shopWithPolicyThatIsNoJson() {
    return ShopWar.withPolicy("no-json.war", "{\"version\": \"1.0\", ");
  }

  @AfterEach
  void settingsAreAsBefore() {
    server.settings().put(ON_INVALID_POLICY, null);
  }

  @Test
  void deploy_policyWithOneProblemOfEachKind_failsAndNamesThemAll() {
    assertThat(reportOfFailedDeployment("broken"))
        .contains("glimpse-policy.json")
        .contains(POINTERS)
        .contains("exact_modules");
  }

  @Test
  void deploy_policyThatIsNoJson_failsAndNamesTheFile() {
    assertThat(reportOfFailedDeployment("no-json")).contains("glimpse-policy.json");
  }

  @Test
  void deploy_brokenPolicyButDisableIsAsked_servesUntracedWithTheSameReport() {
    server.settings().put(ON_INVALID_POLICY, "disable");
    int before = server.log().length();
    deployer.deploy("broken");
    try {
      ShopRecords records = ShopRecords.fromNow();
      Answer answer = door.newCustomer().visit(get("/api/products/mug"), Caller.someone());

      assertThat(answer.status()).isEqualTo(200);
      await()
          .atMost(Duration.ofSeconds(5))
          .untilAsserted(() -> assertThat(server.log().substring(before)).contains(POINTERS));
      assertThat(records.file().linesFrom(records.from())).isEmpty();
    } finally {
      deployer.undeploy("broken");
    }
  }

  /** What the operator can read: the exception that the deployment ended with, and the log. */
  private String reportOfFailedDeployment(String deployment) {
    int before = server.log().length();
    Throwable failure = catchThrowable(() -> deployer.deploy(deployment));
    assertThat(failure).as("deployment of %s", deployment).isNotNull();
    StringBuilder report = new StringBuilder(server.log().substring(before));
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      report.append(cause.getMessage()).append('\n');
    }
    return report.toString();
  }
}
