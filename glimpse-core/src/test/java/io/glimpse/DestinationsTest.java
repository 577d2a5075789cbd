package io.glimpse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.glimpse.config.Config;
import io.glimpse.pipeline.Pipeline;
import io.glimpse.policy.TracingPolicy;
import io.glimpse.record.Loss;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the configuration says about destinations, from the settings to what arrives where. */
final class DestinationsTest {
  @TempDir Path folder;

  @Test
  void certificate_thatIsNotThere_failsTheStartAndNamesSettingAndFile() {
    Path absent = folder.resolve("ca.pem");

    assertThatExceptionOfType(GlimpseException.class)
        .isThrownBy(() -> open(Map.of("dest", "otlp", "otlp-certificate", absent.toString())))
        .withMessageContaining("glimpse.otlp-certificate")
        .withMessageContaining(absent.toString());
  }

  @Test
  void clientKey_withoutItsCertificate_failsTheStart() throws IOException {
    Path key = Files.writeString(folder.resolve("key.pem"), "");

    assertThatExceptionOfType(GlimpseException.class)
        .isThrownBy(() -> open(Map.of("dest", "otlp", "otlp-client-key", key.toString())))
        .withMessageContaining("Name both files, or none.");
  }

  @Test
  void certificate_whereNothingIsSentByOtlp_isNotLookedAt() {
    try (Glimpse glimpse = open(Map.of("otlp-certificate", "nowhere.pem"))) {
      assertThat(glimpse.isEnabled()).isTrue();
    }
  }

  /** Four destinations: a server that is away, a disk that is none, a silent server, and a file. */
  @Test
  void destinations_ofWhichAllButOneFail_leaveThatOneAlone() throws Exception {
    Path noFolder = Files.createFile(folder.resolve("no-folder"));
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Glimpse glimpse =
            open(
                Map.of(
                    "dest",
                    "jsonl,sqlite,jaeger,zipkin",
                    "db-path",
                    noFolder.resolve("traces.db").toString(),
                    "jaeger-endpoint",
                    "http://127.0.0.1:" + unused() + "/v1/traces",
                    "zipkin-endpoint",
                    "http://127.0.0.1:" + silent.getLocalPort() + "/api/v2/spans",
                    "close-timeout",
                    "1 s"))) {
      for (int n = 1; n <= 100; n++) {
        int number = n;
        Integer same = glimpse.tracer().trace("call-0-" + n, () -> number);
        assertThat(same).isEqualTo(n);
      }
      // A server that is away has its records on the disk, so a flush of all would wait for it.
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> {
                Pipeline.Counts counts = glimpse.counts();
                assertThat(counts.writtenTo("jsonl")).isEqualTo(300);
                assertThat(counts.lostAt("sqlite")).isEqualTo(300);
                assertThat(counts.writtenTo("jaeger")).isEqualTo(100);
                assertThat(counts.writtenTo("zipkin")).isEqualTo(100);
                assertThat(counts.spooled()).containsEntry("jaeger", 100L);
              });
      glimpse.close();
      Pipeline.Counts counts = glimpse.counts();
      assertThat(counts.lost().get("sqlite")).containsOnlyKeys(Loss.WRITE_FAILED);
      assertThat(counts.lostInAll()).isEqualTo(300);
      assertThat(counts.spooled()).containsEntry("jaeger", 100L).containsEntry("zipkin", 100L);
    }

    WrittenTraces.of(folder.resolve("glimpse.jsonl")).assertHasAll("call-0-", 100);
  }

  private static int unused() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Glimpse open(Map<String, String> settings) {
    return Glimpse.builder()
        .config(
            Config.builder()
                .readEnvironment(false)
                .param("log-path", folder.resolve("glimpse.jsonl").toString())
                .params(settings))
        .policy(TracingPolicy.none())
        .open();
  }
}
