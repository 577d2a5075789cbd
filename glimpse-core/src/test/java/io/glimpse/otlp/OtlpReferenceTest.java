package io.glimpse.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.record.FunctionName;
import io.glimpse.record.GivenBatch;
import io.glimpse.record.RecordBatch;
import io.glimpse.record.RecordEncoder;
import io.glimpse.record.RecordKind;
import io.glimpse.record.Section;
import io.glimpse.record.SpanKind;
import io.glimpse.version.GlimpseVersion;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.internal.otlp.traces.TraceRequestMarshaler;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * The same spans as OpenTelemetry's SDK makes and writes them, by the marshaler of its exporters
 * ({@code OtlpJsonLoggingSpanExporter} and {@code OtlpHttpSpanExporter}), and as Glimpse does. Read
 * by protobuf, the two requests differ in what is listed here and in nothing else:
 *
 * <ul>
 *   <li>the SDK sorts attributes by their keys, Glimpse keeps the order in which they came;
 *   <li>the SDK's own spans never have the flag that the trace id is random;
 *   <li>the SDK writes {@code "status":{}} and empty lists, which protobuf reads as if they were
 *       not there.
 * </ul>
 */
final class OtlpReferenceTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00000000000000a1";
  private static final int RANDOM = 2;

  private final GivenBatch batch = new GivenBatch();
  private final List<SpanData> reference = new ArrayList<>();

  private static final class GivenIds implements IdGenerator {
    @Override
    public String generateSpanId() {
      return "00000000000000b7";
    }

    @Override
    public String generateTraceId() {
      return TRACE;
    }
  }

  private final SdkTracerProvider provider =
      SdkTracerProvider.builder()
          .setIdGenerator(new GivenIds())
          .setResource(
              Resource.create(
                  Attributes.builder().put("service.name", "shop").put("process.pid", 7L).build()))
          .build();

  @Test
  void spans_ofAllKinds_areThoseOfTheSdk() throws IOException {
    batch.call(
        RecordKind.END,
        FunctionName.of("com.acme.Cart", "add", null),
        to -> to.text(Section.ARGUMENTS, "{\"id\":\"ü\"}").text(Section.RESULT, "[1]"));
    sdk(
        "Cart.add",
        io.opentelemetry.api.trace.SpanKind.INTERNAL,
        parent(false, TraceState.getDefault()),
        span ->
            span.setAttribute("code.function.name", "com.acme.Cart.add")
                .setAttribute("glimpse.args", "{\"id\":\"ü\"}")
                .setAttribute("glimpse.result", "[1]"));

    batch.record(
        RecordKind.SPAN, SpanKind.SERVER, true, 0xa1, -1, OtlpReferenceTest::requestBelowARemote);
    sdk(
        "GET /a",
        io.opentelemetry.api.trace.SpanKind.SERVER,
        parent(true, TraceState.builder().put("b", "2").put("a", "1").build()),
        span ->
            span.setAttribute("http.response.status_code", 503L)
                .setAttribute("ratio", 0.25)
                .setAttribute("least", Double.NEGATIVE_INFINITY)
                .setAttribute("retried", true)
                .setAttribute("text", "\u0000\"\\\u2028\ud83c\udf5e")
                .addEvent(
                    "half way",
                    Attributes.of(AttributeKey.longKey("lines"), 2L),
                    GivenBatch.BEGIN + 1_000,
                    TimeUnit.NANOSECONDS)
                .setStatus(StatusCode.ERROR));

    batch.span(SpanKind.CLIENT, true, OtlpReferenceTest::rootThatThrew);
    sdk(
        "GET",
        io.opentelemetry.api.trace.SpanKind.CLIENT,
        null,
        span ->
            span.addEvent(
                    "exception",
                    Attributes.of(
                        AttributeKey.stringKey("exception.type"), "java.io.IOException",
                        AttributeKey.stringKey("exception.message"), "away",
                        AttributeKey.stringKey("exception.stacktrace"), "at a"),
                    GivenBatch.END,
                    TimeUnit.NANOSECONDS)
                .setStatus(StatusCode.ERROR, "away"));

    assertThat(normal(Oracle.request(body()))).isEqualTo(normal(Oracle.foreign(referenceBody())));
  }

  private static void requestBelowARemote(RecordEncoder to) {
    to.remoteParent().text(Section.NAME, "GET /a").text(Section.TRACE_STATE, "a=1,b=2");
    GivenBatch.attributes(
        to,
        "http.response.status_code",
        503L,
        "ratio",
        0.25,
        "least",
        Double.NEGATIVE_INFINITY,
        "retried",
        true,
        "text",
        "\u0000\"\\\u2028\ud83c\udf5e");
    GivenBatch.event(to, "half way", "lines", 2L);
  }

  private static void rootThatThrew(RecordEncoder to) {
    to.text(Section.NAME, "GET")
        .text(Section.EXCEPTION_TYPE, "java.io.IOException")
        .text(Section.EXCEPTION_MESSAGE, "away")
        .text(Section.EXCEPTION_STACK, "at a");
    RecordEncoder.link(to.open(Section.LINKS), 1, 2, 3, 1, true);
    to.close();
  }

  private static SpanContext parent(boolean remote, TraceState state) {
    TraceFlags flags = TraceFlags.getSampled();
    return remote
        ? SpanContext.createFromRemoteParent(TRACE, PARENT, flags, state)
        : SpanContext.create(TRACE, PARENT, flags, state);
  }

  private void sdk(
      String name,
      io.opentelemetry.api.trace.SpanKind kind,
      @org.jspecify.annotations.Nullable SpanContext parent,
      Consumer<Span> notes) {
    SpanBuilder builder =
        provider
            .get("io.glimpse", GlimpseVersion.current())
            .spanBuilder(name)
            .setSpanKind(kind)
            .setStartTimestamp(GivenBatch.BEGIN, TimeUnit.NANOSECONDS);
    if (parent == null) {
      SpanContext linked =
          SpanContext.createFromRemoteParent(
              "00000000000000010000000000000002",
              "0000000000000003",
              TraceFlags.getSampled(),
              TraceState.getDefault());
      builder.setNoParent().addLink(linked);
    } else {
      builder.setParent(Context.root().with(Span.wrap(parent)));
    }
    Span span = builder.startSpan();
    notes.accept(span);
    span.end(GivenBatch.END, TimeUnit.NANOSECONDS);
    reference.add(((ReadableSpan) span).toSpanData());
  }

  private String body() {
    OtlpFormat format =
        new OtlpFormat(() -> new io.glimpse.otlp.Resource(Map.of("process.pid", 7L)));
    RecordBatch sealed = batch.seal("shop");
    ByteBuilder out = new ByteBuilder(16);
    format.begin(out, sealed.source());
    int unused = format.append(out, sealed);
    format.end(out);
    return out.toString();
  }

  private String referenceBody() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TraceRequestMarshaler.create(reference).writeJsonTo(out);
    return out.toString(UTF_8);
  }

  /** Without the differences that are listed above. */
  private static ExportTraceServiceRequest normal(ExportTraceServiceRequest request) {
    ExportTraceServiceRequest.Builder normal = request.toBuilder();
    normal
        .getResourceSpansBuilderList()
        .forEach(
            resource -> {
              List<KeyValue> all = sorted(resource.getResource().getAttributesList());
              resource.getResourceBuilder().clearAttributes().addAllAttributes(all);
              resource
                  .getScopeSpansBuilderList()
                  .forEach(
                      scope -> scope.getSpansBuilderList().forEach(OtlpReferenceTest::normalise));
            });
    return normal.build();
  }

  private static void normalise(io.opentelemetry.proto.trace.v1.Span.Builder span) {
    List<KeyValue> attributes = sorted(span.getAttributesList());
    span.clearAttributes().addAllAttributes(attributes);
    span.setFlags(span.getFlags() & ~RANDOM);
    span.getEventsBuilderList()
        .forEach(
            event -> {
              List<KeyValue> details = sorted(event.getAttributesList());
              event.clearAttributes().addAllAttributes(details);
            });
    if (!span.hasStatus()) {
      span.getStatusBuilder();
    }
  }

  private static List<KeyValue> sorted(List<KeyValue> attributes) {
    return attributes.stream().sorted(Comparator.comparing(KeyValue::getKey)).toList();
  }
}
