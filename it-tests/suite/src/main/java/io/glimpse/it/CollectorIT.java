package io.glimpse.it;

import static io.glimpse.it.Visit.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.it.records.Trace;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From any server the spans get to collectors as JSON lines show them, also after an outage. */
@ArquillianTest
class CollectorIT {

  private static final String PARENT = "parent_span_id";

  @SuppressWarnings("NullAway.Init") // Arquillian sets it.
  @ArquillianResource
  Deployer deployer;

  @SuppressWarnings("NullAway.Init") // Arquillian sets it.
  @ArquillianResource
  ShopDoor door;

  @TempDir Path folder;

  private final ServerUnderTest server = ServerUnderTest.current();
  private Collector collector;

  @Deployment(name = "shop", managed = false, testable = false)
  static WebArchive shop() {
    return ShopWar.asBuilt();
  }

  @BeforeEach
  void sendThere() throws IOException {
    collector = Collector.listening();
    Map<String, String> settings =
        Map.of(
            "glimpse.dest",
            "jsonl,jaeger,zipkin",
            "glimpse.jaeger-endpoint",
            collector.address() + "/v1/traces",
            "glimpse.zipkin-endpoint",
            collector.address() + "/api/v2/spans",
            "glimpse.spool-path",
            folder.resolve("spool").toString());
    settings.forEach(server.settings()::put);
  }

  @AfterEach
  void asItWas() {
    for (String key : List.of("dest", "jaeger-endpoint", "zipkin-endpoint", "spool-path")) {
      server.settings().put("glimpse." + key, null);
    }
    collector.close();
  }

  @Test
  void visit_spansAreAtBothCollectors_whenTheShopHasClosed() {
    Trace trace = visitOfAShopThatOpensAndCloses();

    areThereOnce(trace);
    assertThat(folder.resolve("spool")).as("nothing had to wait").doesNotExist();
  }

  @Test
  void visit_collectorsAreAway_spansArriveOnceWhenTheShopHasOpenedAgain() {
    collector.isAway(true);
    Trace first = visitOfAShopThatOpensAndCloses();
    assertThat(collector.otlp()).isEmpty();
    assertThat(folder.resolve("spool")).isDirectory();

    collector.isAway(false);
    Trace second = visitOfAShopThatOpensAndCloses();

    areThereOnce(first);
    areThereOnce(second);
  }

  private Trace visitOfAShopThatOpensAndCloses() {
    Caller caller = Caller.someone();
    ShopRecords records = ShopRecords.fromNow();
    deployer.deploy("shop");
    try {
      assertThat(door.newCustomer().visit(get("/api/products/mug"), caller).status())
          .isEqualTo(200);
      return records.whole(caller);
    } finally {
      deployer.undeploy("shop");
    }
  }

  private void areThereOnce(Trace trace) {
    List<JsonObject> spans =
        trace.records().stream()
            .filter(line -> line.getString("record_type").equals("span"))
            .toList();
    assertThat(spans).isNotEmpty();
    for (JsonObject span : spans) {
      isThereOnce(
          span,
          collector.otlp(),
          "spanId",
          (sent, shown) -> {
            assertThat(shown.getString("traceId")).isEqualTo(sent.getString("trace_id"));
            assertThat(shown.getString("parentSpanId")).isEqualTo(sent.getString(PARENT));
            assertThat(shown.getString("name")).isEqualTo(sent.getString("name"));
          });
      isThereOnce(
          span,
          collector.zipkin(),
          "id",
          (sent, shown) -> {
            assertThat(shown.getString("traceId")).isEqualTo(sent.getString("trace_id"));
            assertThat(shown.getString("parentId")).isEqualTo(sent.getString(PARENT));
            assertThat(shown.getString("name")).isEqualToIgnoringCase(sent.getString("name"));
          });
    }
  }

  private static void isThereOnce(
      JsonObject span,
      List<JsonObject> received,
      String idKey,
      BiConsumer<JsonObject, JsonObject> alike) {
    assertThat(received)
        .filteredOn(each -> each.getString(idKey).equals(span.getString("span_id")))
        .singleElement()
        .satisfies(shown -> alike.accept(span, shown));
  }
}
