package io.glimpse.benchmarks.opentelemetry;

import io.glimpse.benchmarks.FarEnd;
import io.glimpse.benchmarks.Tally;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * The SDK's batch processor and its exporter by OTLP over HTTP, both with their defaults but for
 * the address. It counts the spans of the requests that the collector has answered well; what the
 * processor drops, as its defaults make it, nobody hears of.
 */
final class Exporting implements SpanExporter {
  private static final long LONGEST_SECONDS = 30;

  private final SpanExporter exporter;
  private final LongAdder acknowledged = new LongAdder();
  private final SdkTracerProvider provider;

  private Exporting(String address) {
    exporter = OtlpHttpSpanExporter.builder().setEndpoint(address).build();
    provider =
        SdkTracerProvider.builder()
            .addSpanProcessor(BatchSpanProcessor.builder(this).build())
            .build();
  }

  /** To the collector of this measurement. */
  static Exporting toCollector() {
    return new Exporting(System.getProperty(FarEnd.ADDRESS));
  }

  /** Whether this measurement has one. */
  static boolean isWanted() {
    return System.getProperty(FarEnd.ADDRESS) != null;
  }

  Tracer tracer() {
    return provider.get("io.glimpse.benchmarks");
  }

  /** What has arrived so far; waits for what is on its way. */
  Tally tally() {
    CompletableResultCode flushed = provider.forceFlush().join(LONGEST_SECONDS, TimeUnit.SECONDS);
    if (!flushed.isSuccess()) {
      throw new IllegalStateException("the spans had not arrived after " + LONGEST_SECONDS + " s");
    }
    return new Tally(acknowledged.sum(), 0, 0);
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    int count = spans.size();
    CompletableResultCode result = exporter.export(spans);
    result.whenComplete(
        () -> {
          if (result.isSuccess()) {
            acknowledged.add(count);
          }
        });
    return result;
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }
}
