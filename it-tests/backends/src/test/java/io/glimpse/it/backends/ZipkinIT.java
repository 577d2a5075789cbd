package io.glimpse.it.backends;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Zipkin server as Zipkin's project publishes it shows the trace that JSON lines show. */
final class ZipkinIT {
  private static final int PORT = Backend.freePort();
  private static final String SERVER = "http://127.0.0.1:" + PORT;

  @SuppressWarnings("NullAway.Init") // before all tests
  private static Backend zipkin;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws IOException {
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-jar",
            System.getProperty("zipkin.jar"));
    java.environment().put("QUERY_PORT", Integer.toString(PORT));
    java.environment().put("STORAGE_TYPE", "mem");
    zipkin = Backend.start("zipkin", java);
    zipkin.awaitUp(URI.create(SERVER + "/health"));
  }

  @AfterAll
  static void stop() throws InterruptedException {
    zipkin.close();
  }

  @Test
  void trace_isReadBack_asJsonLinesShowIt() throws Exception {
    SentTrace sent =
        SentTrace.to("zipkin", Map.of("zipkin-endpoint", SERVER + "/api/v2/spans"), folder);

    Map<String, JsonObject> received = received(sent.traceId());
    assertThat(received).hasSize(sent.spans().size());
    for (JsonObject span : sent.spans()) {
      JsonObject shown = requireNonNull(received.get(span.getString("span_id")));
      assertThat(shown.getString("traceId")).isEqualTo(span.getString("trace_id"));
      assertThat(shown.getString("parentId")).isEqualTo(span.getString("parent_span_id"));
      // Zipkin keeps names in lower case.
      assertThat(shown.getString("name")).isEqualToIgnoringCase(span.getString("name"));
      assertThat(shown.getString("kind", "INTERNAL")).isEqualToIgnoringCase(span.getString("kind"));
      assertThat(shown.getJsonObject("localEndpoint").getString("serviceName")).isEqualTo("shop");
      assertThat(shown.getJsonNumber("timestamp").longValue())
          .isEqualTo(micros(span.getString("start_time")));
      double micros = span.getJsonNumber("duration_ms").doubleValue() * 1000;
      assertThat((double) shown.getJsonNumber("duration").longValue())
          .isBetween(Math.max(1, micros - 1), Math.max(1, micros + 1));
      assertThat(tags(shown)).containsAllEntriesOf(attributes(span));
      assertThat(tags(shown).containsKey("error"))
          .isEqualTo(span.getString("status").equals("error"));
    }
  }

  @Test
  void service_isKnownToZipkin() throws Exception {
    SentTrace.to("zipkin", Map.of("zipkin-endpoint", SERVER + "/api/v2/spans"), folder);

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(zipkin.get(URI.create(SERVER + "/api/v2/services")))
                    .contains("\"shop\""));
    assertThat(zipkin.get(URI.create(SERVER + "/api/v2/spans?serviceName=shop")))
        .contains("checkout.place", "till.pay", "post /shop/orders");
  }

  private static Map<String, JsonObject> received(String traceId) {
    String trace =
        await("the trace in Zipkin")
            .atMost(Duration.ofSeconds(30))
            .until(
                () -> zipkin.get(URI.create(SERVER + "/api/v2/trace/" + traceId)),
                body -> !body.isEmpty());
    try (JsonReader reader = Json.createReader(new StringReader(trace))) {
      JsonArray spans = reader.readArray();
      return spans.stream()
          .map(JsonValue::asJsonObject)
          .collect(Collectors.toMap(span -> span.getString("id"), Function.identity()));
    }
  }

  private static Map<String, String> tags(JsonObject shown) {
    return shown.getJsonObject("tags").entrySet().stream()
        .collect(
            Collectors.toMap(Map.Entry::getKey, tag -> ((JsonString) tag.getValue()).getString()));
  }

  private static Map<String, String> attributes(JsonObject span) {
    return span.getJsonObject("attributes").entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> text(each.getValue())));
  }

  private static String text(JsonValue value) {
    return value instanceof JsonString text ? text.getString() : value.toString();
  }

  private static long micros(String time) {
    Instant instant = Instant.parse(time);
    return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
  }
}
