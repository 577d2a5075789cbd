package io.glimpse.it.backends;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An OTLP receiver that others wrote shows the trace that JSON lines show. */
final class OtlpReceiverIT {
  private static final int PORT = Backend.freePort();
  private static final URI TRACES = URI.create("http://127.0.0.1:" + PORT + "/v1/traces");

  private static @Nullable Backend receiver;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    Backend started = Backend.start("receiver", NodeReceiver.command(PORT, Backend.freePort()));
    receiver = started;
    started.awaitUp(TRACES.resolve("/healthz"));
  }

  @AfterAll
  static void stop() throws InterruptedException {
    Backend started = receiver;
    if (started != null) {
      started.close();
    }
  }

  @BeforeEach
  void forgetTheLast() {
    String unused = receiver().send(HttpRequest.newBuilder(TRACES).DELETE().build());
  }

  @Test
  void trace_isReadBack_asJsonLinesShowIt() throws Exception {
    SentTrace sent = SentTrace.to("jaeger", Map.of("jaeger-endpoint", TRACES.toString()), folder);

    Map<String, JsonObject> received = received(sent.traceId());
    assertThat(received).hasSize(sent.spans().size());
    for (JsonObject span : sent.spans()) {
      JsonObject shown = requireNonNull(received.get(span.getString("span_id")));
      assertThat(shown.getString("traceId")).isEqualTo(span.getString("trace_id"));
      assertThat(shown.getString("parentSpanId")).isEqualTo(span.getString("parent_span_id"));
      assertThat(shown.getString("name")).isEqualTo(span.getString("name"));
      assertThat(shown.getString("kind")).isEqualToIgnoringCase(span.getString("kind"));
      assertThat(millis(shown, "startTime"))
          .isCloseTo(millis(span.getString("start_time")), within(0.002));
      assertThat(millis(shown, "endTime"))
          .isCloseTo(millis(span.getString("end_time")), within(0.002));
      assertThat(shown.getJsonObject("attributes").getString("service.name")).isEqualTo("shop");
      assertThat(plain(shown.getJsonObject("attributes")))
          .containsAllEntriesOf(plain(span.getJsonObject("attributes")));
      boolean failed = span.getString("status").equals("error");
      assertThat(shown.getJsonObject("status").getString("code"))
          .isEqualTo(failed ? "ERROR" : "UNSET");
      assertThat(names(shown)).isEqualTo(names(span));
      assertThat(shown.getJsonObject("scope").getString("name")).isEqualTo("io.glimpse");
    }
  }

  private static Backend receiver() {
    Backend started = receiver;
    if (started == null) {
      throw new IllegalStateException("it has not been started");
    }
    return started;
  }

  private static Map<String, JsonObject> received(String traceId) {
    Map<String, JsonObject> spans = new HashMap<>();
    await("the trace at the receiver")
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              try (JsonReader reader =
                  Json.createReader(new StringReader(receiver().get(TRACES)))) {
                for (JsonValue trace : reader.readObject().getJsonArray("traces")) {
                  if (trace.asJsonObject().getString("traceId").equals(traceId)) {
                    for (JsonValue span : trace.asJsonObject().getJsonArray("spans")) {
                      spans.put(span.asJsonObject().getString("spanId"), span.asJsonObject());
                    }
                  }
                }
              }
              return !spans.isEmpty();
            });
    return spans;
  }

  private static List<String> names(JsonObject span) {
    return span.getJsonArray("events").stream()
        .map(event -> event.asJsonObject().getString("name"))
        .toList();
  }

  /** Numbers as JavaScript has them, which is what the receiver is written in. */
  private static Map<String, Object> plain(JsonObject attributes) {
    Map<String, Object> plain = new HashMap<>();
    attributes.forEach(
        (key, value) ->
            plain.put(
                key, value instanceof JsonNumber number ? number.doubleValue() : value.toString()));
    return plain;
  }

  private static double millis(JsonObject shown, String key) {
    return shown.getJsonNumber(key).doubleValue();
  }

  private static double millis(String time) {
    Instant instant = Instant.parse(time);
    return instant.getEpochSecond() * 1e3 + instant.getNano() / 1e6;
  }
}
