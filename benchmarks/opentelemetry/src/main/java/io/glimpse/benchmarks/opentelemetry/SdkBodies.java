package io.glimpse.benchmarks.opentelemetry;

import io.glimpse.benchmarks.BodyEncoder;
import io.glimpse.record.RecordBatch;
import io.glimpse.record.SpanKind;
import io.glimpse.record.SpanRecord;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.internal.otlp.traces.LowAllocationTraceRequestMarshaler;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * OpenTelemetry's JSON as its exporters make it by default, with the marshaler that reuses its
 * objects. The spans are the SDK's own, ended before the time begins.
 */
public final class SdkBodies implements BodyEncoder {
  private final LowAllocationTraceRequestMarshaler marshaler =
      new LowAllocationTraceRequestMarshaler();
  private final Bytes out = new Bytes();
  private List<SpanData> spans = List.of();

  /** Made by name. */
  public SdkBodies() {}

  /** Its bytes are looked at without a copy. */
  private static final class Bytes extends ByteArrayOutputStream {
    Bytes() {
      super(64 * 1024);
    }

    byte[] array() {
      return buf;
    }
  }

  /** Gives the ids of the record that is made next. */
  private static final class GivenId implements IdGenerator {
    private String spanId = "";

    @Override
    public String generateSpanId() {
      return spanId;
    }

    @Override
    public String generateTraceId() {
      throw new IllegalStateException("every span here has a parent");
    }
  }

  @Override
  public void take(RecordBatch batch) {
    GivenId ids = new GivenId();
    List<SpanData> made = new ArrayList<>();
    try (SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .addSpanProcessor(new Ignore())
            .setIdGenerator(ids)
            .setResource(
                Resource.create(
                    Attributes.of(AttributeKey.stringKey("service.name"), batch.source().service())))
            .build()) {
      Tracer tracer = provider.get("io.glimpse", "0.1");
      for (SpanRecord record : batch.spans()) {
        ids.spanId = record.spanId().hex();
        made.add(span(tracer, record));
      }
    }
    spans = List.copyOf(made);
  }

  private static SpanData span(Tracer tracer, SpanRecord record) {
    SpanBuilder builder =
        tracer
            .spanBuilder(record.name())
            .setParent(Context.root().with(Span.wrap(parent(record))))
            .setSpanKind(io.opentelemetry.api.trace.SpanKind.valueOf(record.kind().name()))
            .setStartTimestamp(record.start())
            .setAllAttributes(attributes(record.attributes()));
    Span span = builder.startSpan();
    for (SpanRecord.Event event : record.events()) {
      span.addEvent(event.name(), attributes(event.attributes()), event.timestamp());
    }
    if (record.failed()) {
      String message = record.statusMessage();
      span.setStatus(StatusCode.ERROR, message == null ? "" : message);
    }
    span.end(nanos(record.end()), TimeUnit.NANOSECONDS);
    return ((ReadableSpan) span).toSpanData();
  }

  private static SpanContext parent(SpanRecord record) {
    String traceId = record.traceId().hex();
    String parentId = record.parentSpanId() == null ? "" : record.parentSpanId().hex();
    TraceFlags flags = TraceFlags.getSampled();
    return record.kind() == SpanKind.SERVER
        ? SpanContext.createFromRemoteParent(traceId, parentId, flags, TraceState.getDefault())
        : SpanContext.create(traceId, parentId, flags, TraceState.getDefault());
  }

  private static Attributes attributes(Map<String, Object> values) {
    AttributesBuilder attributes = Attributes.builder();
    values.forEach(
        (key, value) -> {
          if (value instanceof Long number) {
            attributes.put(key, number);
          } else if (value instanceof String text) {
            attributes.put(key, text);
          } else {
            throw new IllegalStateException(key + " is " + value);
          }
        });
    return attributes.build();
  }

  private static long nanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }

  @Override
  public int encode() {
    out.reset();
    try {
      marshaler.initialize(spans);
      marshaler.writeJsonTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      marshaler.reset();
    }
    return out.size();
  }

  @Override
  public byte[] bytes() {
    return out.array();
  }
}
