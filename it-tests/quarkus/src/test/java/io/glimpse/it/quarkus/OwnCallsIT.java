package io.glimpse.it.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.it.records.Call;
import io.glimpse.it.records.CallText;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What only Quarkus has: interceptors that see a bean's calls of itself. What Weld records in the
 * same situations is asserted by glimpse-cdi's own tests.
 */
class OwnCallsIT {

  private static QuarkusRun quarkus;

  @BeforeAll
  static void start() throws Exception {
    quarkus = QuarkusRun.start(Map.of());
  }

  @AfterAll
  static void end() {
    quarkus.close();
  }

  private static String tree(String path) throws Exception {
    return CallText.indented(quarkus.visit("/api/price-tags/" + path).calls(), Call::shortName);
  }

  @Test
  void bean_callsItself_leavesTheTreeThatItLeavesElsewhere() throws Exception {
    assertThat(tree("mug/pen"))
        .isEqualTo(
            """
            Catalog.find
            PriceTagResource.two
              Catalog.find
              Catalog.find
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"this", "private", "reference"})
  void methodThatIsNotTraced_callsATracedOneOfItsBean_leavesNoSpanOfIt(String way)
      throws Exception {
    assertThat(tree("untraced/" + way + "/mug"))
        .isEqualTo(
            """
            Catalog.find
            Catalog.find
            """);
  }

  @Test
  void methodThatIsNotTraced_goesOutAndComesInAgain_leavesASpan() throws Exception {
    assertThat(tree("untraced/container/mug"))
        .isEqualTo(
            """
            Catalog.find
            PriceTagResource.one
              Catalog.find
            """);
  }

  @Test
  void lambda_callsTheBeanOnAnotherThread_isACallFromOutside() throws Exception {
    quarkus.visit("/api/price-tags/untraced/elsewhere/mug");

    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(quarkus.records())
                    .filteredOn(record -> record.getString("stage", "").equals("START"))
                    .filteredOn(record -> !record.getString("thread").startsWith("executor"))
                    .extracting(record -> record.getString("function"))
                    .containsExactly(
                        "com.acme.shop.web.PriceTagResource.one",
                        "com.acme.shop.catalog.Catalog.find"));
  }
}
