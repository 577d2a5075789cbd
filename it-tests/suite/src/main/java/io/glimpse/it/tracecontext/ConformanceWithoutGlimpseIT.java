package io.glimpse.it.tracecontext;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.it.ServerUnderTest;
import io.glimpse.it.ShopDoor;
import io.glimpse.it.ShopWar;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The tables can fail: the same WAR fails every row where Glimpse is switched off. */
@EnabledIf(
    value = "io.glimpse.it.tracecontext.Harness#hasHttp",
    disabledReason = "headers need HTTP")
@ArquillianTest
class ConformanceWithoutGlimpseIT {

  private static final String ENABLED = "glimpse.enabled";

  @SuppressWarnings("NullAway.Init") // Arquillian sets it.
  @ArquillianResource
  Deployer deployer;

  @SuppressWarnings("NullAway.Init") // Arquillian sets it.
  @ArquillianResource
  ShopDoor shop;

  private final ServerUnderTest server = ServerUnderTest.current();

  @Deployment(name = "untraced", managed = false, testable = false)
  static WebArchive shop() {
    return ShopWar.asBuilt();
  }

  @BeforeEach
  void switchOff() {
    server.settings().put(Harness.SWITCH, "true");
    server.settings().put(ENABLED, "false");
  }

  @AfterEach
  void settingsAreAsBefore() {
    server.settings().put(ENABLED, null);
    server.settings().put(Harness.SWITCH, null);
  }

  @Test
  void table_ofAShopWithoutGlimpse_failsInEveryRow() throws IOException {
    List<String> passed = new ArrayList<>();
    deployer.deploy("untraced");
    try (Harness harness = Harness.open()) {
      for (Endpoint endpoint : Endpoint.values()) {
        for (HeaderCase row : HeaderCase.all().toList()) {
          List<Outgoing> requests = harness.send(shop, endpoint, row);
          assertThat(requests).as("%s: %s", endpoint, row).hasSize(row.calls());
          if (passes(row, endpoint, requests)) {
            passed.add(endpoint + ": " + row);
          }
        }
      }
    } finally {
      deployer.undeploy("untraced");
    }
    assertThat(passed).as("rows that pass without Glimpse").isEmpty();
  }

  private static boolean passes(HeaderCase row, Endpoint endpoint, List<Outgoing> requests) {
    try {
      row.verify(endpoint, requests);
      return true;
    } catch (AssertionError asItShould) {
      return false;
    }
  }
}
