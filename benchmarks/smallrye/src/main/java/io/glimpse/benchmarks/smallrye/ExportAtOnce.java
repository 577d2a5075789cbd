package io.glimpse.benchmarks.smallrye;

import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;

/**
 * Gives every span to the exporter when it ends, where the measured JVM is told so. The SDK's batch
 * processor, which is there otherwise, drops what its queue of 2,048 spans does not hold, and at
 * the rate of a benchmark that is nearly everything.
 */
public final class ExportAtOnce implements AutoConfigurationCustomizerProvider {
  /** Found by service. */
  public ExportAtOnce() {}

  static boolean isWanted() {
    return Boolean.getBoolean("glimpse.benchmarks.export-at-once");
  }

  @Override
  public void customize(AutoConfigurationCustomizer sdk) {
    if (isWanted()) {
      sdk.addTracerProviderCustomizer(
          (provider, settings) ->
              provider.addSpanProcessor(SimpleSpanProcessor.create(new IgnoringExporter())));
    }
  }
}
