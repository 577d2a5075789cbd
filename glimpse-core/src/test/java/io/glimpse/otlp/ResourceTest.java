package io.glimpse.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.version.GlimpseVersion;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class ResourceTest {
  @Test
  void ofThisProcess_knowsTheProcessAndTheSdk() {
    Map<String, Object> known = Resource.ofThisProcess(Map.of()).attributes();

    assertThat(known)
        .containsEntry("process.pid", ProcessHandle.current().pid())
        .containsEntry("process.runtime.name", System.getProperty("java.runtime.name"))
        .containsEntry("process.runtime.version", System.getProperty("java.runtime.version"))
        .containsEntry("telemetry.sdk.name", "glimpse")
        .containsEntry("telemetry.sdk.language", "java")
        .containsEntry("telemetry.sdk.version", GlimpseVersion.current())
        .doesNotContainKey("service.name");
    UUID instance = UUID.fromString((String) known.get("service.instance.id"));
    assertThat(instance.version()).isEqualTo(4);
    assertThat(instance.variant()).isEqualTo(2);
  }

  @Test
  void ofThisProcess_whatIsConfigured_isBelieved() {
    Resource resource =
        Resource.ofThisProcess(Map.of("host.name", "door", "service.version", "2.1"));

    assertThat(resource.attributes())
        .containsEntry("host.name", "door")
        .containsEntry("service.version", "2.1");
  }

  @Test
  void version_isTheBuilds() {
    assertThat(GlimpseVersion.current()).matches("\\d+\\.\\d+.*");
  }
}
