package io.glimpse;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.glimpse.config.Config;
import io.glimpse.policy.TracingPolicy;
import io.glimpse.record.SpanRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whose Glimpse records what a wrapped client sends. */
final class GlimpseHttpClientTest {
  private final Collected collected = new Collected();
  private final List<String> traceparents = new CopyOnWriteArrayList<>();
  private final HttpServer neighbour;
  private final HttpRequest request;

  GlimpseHttpClientTest() throws IOException {
    neighbour = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    neighbour.createContext(
        "/",
        exchange -> {
          traceparents.add(String.valueOf(exchange.getRequestHeaders().get("traceparent")));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    neighbour.start();
    request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + neighbour.getAddress().getPort() + "/stock"))
            .build();
  }

  @AfterEach
  void close() {
    neighbour.stop(0);
  }

  private Glimpse open(Config.Builder settings) {
    return Glimpse.builder()
        .config(settings.readEnvironment(false))
        .policy(TracingPolicy.none())
        .writer(collected)
        .open();
  }

  @Test
  void client_wrappedForAGlimpse_isRecordedThere() throws Exception {
    try (Glimpse glimpse = open(Config.builder())) {
      HttpClient client = GlimpseHttpClient.wrap(HttpClient.newHttpClient(), glimpse);

      assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(204);

      assertThat(glimpse.flush(Duration.ofSeconds(30))).isTrue();
    }
    assertThat(collected.spans()).extracting(SpanRecord::name).containsExactly("GET");
    assertThat(traceparents)
        .singleElement()
        .asString()
        .contains(collected.spans().get(0).spanId().hex());
  }

  @Test
  void client_ofAGlimpseThatIsSwitchedOff_sendsTheRequestAsItIs() throws Exception {
    try (Glimpse glimpse = open(Config.builder().param("enabled", "false"))) {
      GlimpseHttpClient.wrap(HttpClient.newHttpClient(), glimpse)
          .send(request, BodyHandlers.discarding());
    }
    assertThat(collected.spans()).isEmpty();
    assertThat(traceparents).containsExactly("null");
  }
}
