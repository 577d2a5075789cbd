package io.glimpse.benchmarks.smallrye;

import io.smallrye.opentelemetry.api.OpenTelemetryConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** The settings, which on a server come from MicroProfile Config. */
@ApplicationScoped
public class NothingExported implements OpenTelemetryConfig {
  /** For the container. */
  public NothingExported() {}

  @Override
  public Map<String, String> properties() {
    return Map.of(
        "otel.sdk.disabled", "false",
        "otel.traces.exporter", ExportAtOnce.isWanted() ? "none" : IgnoringExporter.NAME,
        "otel.metrics.exporter", "none",
        "otel.logs.exporter", "none");
  }
}
