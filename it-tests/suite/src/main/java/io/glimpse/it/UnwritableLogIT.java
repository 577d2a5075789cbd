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
 * A record file that cannot be made is one clear error, and the shop's customers notice nothing.
 */
@ArquillianTest
class UnwritableLogIT {

  private static final String LOG_PATH = "glimpse.log-path";

  @SuppressWarnings("NullAway.Init") // Arquillian sets it.
  @ArquillianResource
  Deployer deployer;

  @SuppressWarnings("NullAway.Init") // Arquillian sets it.
  @ArquillianResource
  ShopDoor door;

  @TempDir Path folder;

  private final ServerUnderTest server = ServerUnderTest.current();
  private Path unwritable;

  @Deployment(name = "shop", managed = false, testable = false)
  static WebArchive shop() {
    return ShopWar.asBuilt();
  }

  @BeforeEach
  void recordBelowAFile() throws IOException {
    Path file = Files.createFile(folder.resolve("no-folder"));
    unwritable = file.resolve("glimpse.jsonl");
    server.settings().put(LOG_PATH, unwritable.toString());
  }

  @AfterEach
  void recordWhereTheSuiteReads() {
    server.settings().put(LOG_PATH, ShopRecords.path().toString());
  }

  @Test
  void visits_recordFileCannotBeMade_areAnsweredOneErrorSaysWhyAndLossesAreCounted() {
    int before = server.log().length();
    deployer.deploy("shop");
    try {
      for (int visit = 0; visit < 5; visit++) {
        Answer answer = door.newCustomer().visit(get("/api/products/mug"), Caller.someone());
        assertThat(answer.status()).isEqualTo(200);
      }
    } finally {
      deployer.undeploy("shop");
    }

    assertThat(server.log().substring(before).lines())
        .filteredOn(line -> line.contains("Glimpse cannot write to"))
        .singleElement()
        .asString()
        .contains(unwritable.toString(), "glimpse.log-path");
    int recordsOfAVisit = ServerUnderTest.current().speaksHttp() ? 7 : 6;
    assertThat(server.log().substring(before)).contains("(" + 5 * recordsOfAVisit + " in all)");
  }
}
