package io.glimpse.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.glimpse.buffer.ByteBuilder;
import io.glimpse.record.RandomSpans;
import io.glimpse.record.RecordBatch;
import io.glimpse.record.RecordCursor;
import io.glimpse.record.SpanKind;
import io.glimpse.record.SpanRecord;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;

/** Whatever a record holds, the body is valid and says the same as the record's values. */
@Tag("slow")
final class OtlpPropertiesTest {
  private static final long NANOS = 1_000_000_000L;

  private final OtlpFormat format = new OtlpFormat(() -> new Resource(Map.of()));

  @Property
  void body_anyTwoBatches_saysWhatTheirValuesSay(@ForAll long seed, @ForAll long other) {
    RecordBatch first = RandomSpans.batch(seed);
    RecordBatch second = RandomSpans.batch(other);
    ByteBuilder out = new ByteBuilder(16);

    format.begin(out, first.source());
    int written = format.append(out, first);
    boolean goesOn = format.goesOnWith(second.source());
    if (goesOn) {
      written += format.append(out, second);
    }
    format.end(out);

    ResourceSpans said = Oracle.request(out.toString()).getResourceSpans(0);
    assertThat(goesOn)
        .isEqualTo(Objects.equals(first.source().service(), second.source().service()));
    List<Span> spans = said.getScopeSpans(0).getSpansList();
    assertThat(spans).hasSize(written);
    assertSame(first, spans.subList(0, first.spanCount()));
    assertSame(
        goesOn ? second : RandomSpans.batch(0), spans.subList(first.spanCount(), spans.size()));
  }

  private static void assertSame(RecordBatch batch, List<Span> said) {
    if (said.isEmpty()) {
      return;
    }
    int at = 0;
    RecordCursor record = batch.cursor();
    for (SpanRecord span : batch.spans()) {
      do {
        assertThat(record.next()).isTrue();
      } while (record.kind().spans() == 0);
      assertSame(span, record.hasRemoteParent(), said.get(at++));
    }
  }

  private static void assertSame(SpanRecord span, boolean remote, Span said) {
    assertThat(hex(said.getTraceId())).isEqualTo(span.traceId().hex());
    assertThat(hex(said.getSpanId())).isEqualTo(span.spanId().hex());
    assertThat(hex(said.getParentSpanId()))
        .isEqualTo(span.parentSpanId() == null ? "" : span.parentSpanId().hex());
    assertThat(said.getTraceState()).isEqualTo(span.traceState());
    assertThat(said.getFlags()).isEqualTo(span.flags() | 0x100 | (remote ? 0x200 : 0));
    assertThat(said.getName()).isEqualTo(RandomSpans.written(span.name()));
    assertThat(said.getKind()).isEqualTo(kind(span.kind()));
    assertThat(said.getStartTimeUnixNano()).isEqualTo(nanos(span.start()));
    assertThat(said.getEndTimeUnixNano())
        .isEqualTo(Math.max(nanos(span.start()), nanos(span.end())));
    assertThat(said.getStatus().getCode())
        .isEqualTo(
            span.failed()
                ? Status.StatusCode.STATUS_CODE_ERROR
                : Status.StatusCode.STATUS_CODE_UNSET);
    String message = span.statusMessage();
    assertThat(said.getStatus().getMessage())
        .isEqualTo(span.failed() && message != null ? message : "");
    assertThat(values(said.getAttributesList())).isEqualTo(kept(span.attributes()));
    assertThat(said.getEventsCount()).isEqualTo(span.events().size());
    for (int i = 0; i < said.getEventsCount(); i++) {
      SpanRecord.Event event = span.events().get(i);
      assertThat(said.getEvents(i).getName()).isEqualTo(event.name());
      assertThat(said.getEvents(i).getTimeUnixNano()).isEqualTo(nanos(event.timestamp()));
      assertThat(values(said.getEvents(i).getAttributesList())).isEqualTo(kept(event.attributes()));
    }
    assertThat(said.getLinksList().stream().map(link -> hex(link.getSpanId())).toList())
        .isEqualTo(span.links().stream().map(link -> link.spanId().hex()).toList());
  }

  private static Map<String, Object> values(List<KeyValue> attributes) {
    Map<String, Object> values = new HashMap<>();
    attributes.forEach(each -> values.put(each.getKey(), value(each.getValue())));
    return values;
  }

  private static Object value(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case INT_VALUE -> value.getIntValue();
      case DOUBLE_VALUE -> value.getDoubleValue();
      case BOOL_VALUE -> value.getBoolValue();
      default -> throw new AssertionError(value);
    };
  }

  /** What OpenTelemetry has no place for is left out. */
  private static Map<String, Object> kept(Map<String, Object> attributes) {
    Map<String, Object> kept = new HashMap<>(attributes);
    kept.remove("");
    kept.replaceAll((key, value) -> value instanceof String s ? RandomSpans.written(s) : value);
    // The reader makes one zero of two.
    kept.replaceAll((key, value) -> value.equals(-0.0) ? Double.valueOf(0) : value);
    return kept;
  }

  private static Span.SpanKind kind(SpanKind kind) {
    return switch (kind) {
      case INTERNAL -> Span.SpanKind.SPAN_KIND_INTERNAL;
      case SERVER -> Span.SpanKind.SPAN_KIND_SERVER;
      case CLIENT -> Span.SpanKind.SPAN_KIND_CLIENT;
    };
  }

  private static long nanos(Instant instant) {
    return Math.max(0, instant.getEpochSecond() * NANOS + instant.getNano());
  }

  private static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }
}
