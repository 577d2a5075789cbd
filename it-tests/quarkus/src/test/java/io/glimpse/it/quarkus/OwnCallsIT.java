package io.glimpse.it.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.it.records.Call;
import io.glimpse.it.records.RecordFile;
import io.glimpse.it.records.Trace;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What only Quarkus has: interceptors that see a bean's calls of itself. */
class OwnCallsIT {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  @Test
  void bean_callsItself_leavesTheTreeThatItLeavesElsewhere() throws Exception {
    Path file = Path.of(System.getProperty("shop.records"));
    RecordFile records = new RecordFile(file);
    long from = records.size();
    QuarkusProcess quarkus =
        QuarkusProcess.start(
            Map.of("glimpse.log-path", file.toString(), "glimpse.flush-interval", "50ms"));
    try {
      assertThat(visit(quarkus.root())).isEqualTo("mug:1290 pen:250");
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(Trace.of(TRACE, records.recordsFrom(from)))
                      .matches(trace -> trace.server().isPresent() && trace.isWhole(), "is whole"));
    } finally {
      quarkus.end();
    }

    Trace trace = Trace.of(TRACE, records.recordsFrom(from));
    assertThat(trace.calls()).extracting(Call::shortName).containsExactly("PriceTagResource.two");
    assertThat(trace.calls().get(0).children())
        .extracting(Call::shortName)
        .containsExactly("Catalog.find", "Catalog.find");
  }

  private static String visit(URI root) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(root + "/api/price-tags/mug/pen"))
            .timeout(Duration.ofSeconds(30))
            .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
