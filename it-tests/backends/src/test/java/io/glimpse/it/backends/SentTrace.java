package io.glimpse.it.backends;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.Glimpse;
import io.glimpse.config.Config;
import io.glimpse.it.records.RecordFile;
import io.glimpse.policy.TracingPolicy;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One {@link Order} that went to a backend and, at the same time, to a file of JSON lines, which
 * says what the backend ought to have.
 *
 * @param traceId by which the backend finds it
 * @param spans the spans as JSON lines show them
 */
record SentTrace(String traceId, List<JsonObject> spans) {

  /** Sends one to a destination with these settings, and waits until it has been taken. */
  static SentTrace to(String destination, Map<String, String> settings, Path folder)
      throws InterruptedException {
    Path file = folder.resolve("same.jsonl");
    Config.Builder config =
        Config.builder()
            .readEnvironment(false)
            .param("dest", "jsonl," + destination)
            .param("log-path", file.toString())
            .param("service-name", "shop")
            .params(settings);
    TracingPolicy policy = TracingPolicy.builder().packageTrees("com.acme").build();
    String traceId;
    try (Glimpse glimpse = Glimpse.builder().config(config).policy(policy).open()) {
      traceId = new Order(glimpse).send();
      assertThat(glimpse.flush(Duration.ofSeconds(30))).isTrue();
      assertThat(glimpse.counts().writtenTo(destination)).isEqualTo(5);
      assertThat(glimpse.counts().lostInAll()).isZero();
    }
    List<JsonObject> spans =
        new RecordFile(file)
            .recordsFrom(0).stream()
                .filter(line -> line.getString("record_type").equals("span"))
                .filter(line -> line.getString("trace_id").equals(traceId))
                .toList();
    assertThat(spans).hasSize(5);
    return new SentTrace(traceId, spans);
  }
}
