package io.glimpse.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.record.FunctionName;
import io.glimpse.record.GivenBatch;
import io.glimpse.record.RecordBatch;
import io.glimpse.record.RecordEncoder;
import io.glimpse.record.RecordKind;
import io.glimpse.record.Section;
import io.glimpse.record.SpanKind;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Bodies, to the letter, and each of them before the oracle. */
final class OtlpFormatTest {
  private static final String HEAD =
      "{\"traceId\":\"4bf92f3577b34da6a3ce929d0e0e4736\",\"spanId\":\"00000000000000b7\"";
  private static final String TIMES =
      "\"startTimeUnixNano\":\"1767323045000006000\",\"endTimeUnixNano\":\"1767323045001506001\"";

  private final GivenBatch batch = new GivenBatch();
  private final ByteBuilder out = new ByteBuilder(16);
  private final OtlpFormat format = new OtlpFormat(() -> new Resource(Map.of()));

  /** The whole body of one batch. */
  private String body(RecordBatch sealed) {
    out.truncate(0);
    format.begin(out, sealed.source());
    int unused = format.append(out, sealed);
    format.end(out);
    Oracle.request(out.toString());
    return out.toString();
  }

  /** What stands between the brackets of the spans. */
  private String spans() {
    String body = body(batch.seal("shop"));
    return body.substring(body.indexOf("\"spans\":[") + 9, body.length() - "]}]}]}".length());
  }

  private static String text(String key, String value) {
    return "{\"key\":\"%s\",\"value\":{\"stringValue\":\"%s\"}}".formatted(key, value);
  }

  @Test
  void body_ofNoSpan_isOneResourceAndOneScope() {
    assertThat(body(batch.seal("shop")))
        .isEqualTo(
            "{\"resourceSpans\":[{\"resource\":{\"attributes\":["
                + text("service.name", "shop")
                + "]},\"scopeSpans\":[{\"scope\":{\"name\":\"io.glimpse\",\"version\":\"%s\"},"
                    .formatted(io.glimpse.version.GlimpseVersion.current())
                + "\"spans\":[]}]}]}");
  }

  @Test
  void call_thatReturned_isThisObject() {
    batch.call(
        RecordKind.END,
        FunctionName.of("com.acme.Cart", "add", "com.acme.Big\"Cart"),
        to -> to.text(Section.ARGUMENTS, "{\"id\":\"x\"}").text(Section.RESULT, "[1,2]"));

    assertThat(spans())
        .isEqualTo(
            HEAD
                + ",\"parentSpanId\":\"00000000000000a1\",\"flags\":259,\"name\":\"Cart.add\","
                + "\"kind\":1,"
                + TIMES
                + ",\"attributes\":["
                + String.join(
                    ",",
                    text("code.function.name", "com.acme.Cart.add"),
                    text("glimpse.bean", "com.acme.Big\\\"Cart"),
                    text("glimpse.args", "{\\\"id\\\":\\\"x\\\"}"),
                    text("glimpse.result", "[1,2]"))
                + "]}");
  }

  @Test
  void call_thatThrew_hasItsExceptionAsAnEventAndInItsStatus() {
    batch.call(
        RecordKind.EXCEPTION,
        FunctionName.of("com.acme.Cart", "add", null),
        to ->
            to.noArguments()
                .text(Section.EXCEPTION_TYPE, "java.io.IOException")
                .text(Section.EXCEPTION_MESSAGE, "disk full")
                .text(Section.EXCEPTION_STACK, "at a\n\tat b"));

    assertThat(spans())
        .endsWith(
            ",\"attributes\":["
                + text("code.function.name", "com.acme.Cart.add")
                + ","
                + text("glimpse.args", "{}")
                + "],\"events\":[{\"timeUnixNano\":\"1767323045001506001\",\"name\":\"exception\","
                + "\"attributes\":["
                + String.join(
                    ",",
                    text("exception.type", "java.io.IOException"),
                    text("exception.message", "disk full"),
                    text("exception.stacktrace", "at a\\n\\tat b"))
                + "]}],\"status\":{\"code\":2,\"message\":\"disk full\"}}");
  }

  @Test
  void start_isNoSpan() {
    batch.call(RecordKind.START, FunctionName.of("com.acme.Cart", "add", null), to -> {});

    assertThat(spans()).isEmpty();
    assertThat(format.append(out, batch.seal("shop"))).isZero();
  }

  @Test
  void span_withoutAnything_leavesOutWhatIsEmpty() {
    batch.span(SpanKind.CLIENT, false, to -> to.text(Section.NAME, "GET"));

    assertThat(spans())
        .isEqualTo(HEAD + ",\"flags\":259,\"name\":\"GET\",\"kind\":3," + TIMES + "}");
  }

  @Test
  void span_failedWithoutWords_hasTheCodeAlone() {
    batch.span(SpanKind.SERVER, true, to -> to.text(Section.NAME, "GET /a"));

    assertThat(spans()).contains("\"kind\":2,").endsWith(",\"status\":{\"code\":2}}");
  }

  @Test
  void span_belowASpanOfAnotherProcess_saysSoInItsFlags() {
    batch.record(
        RecordKind.SPAN,
        SpanKind.SERVER,
        false,
        0xa1,
        -1,
        to -> to.remoteParent().text(Section.NAME, "GET").text(Section.TRACE_STATE, "a=b"));

    assertThat(spans())
        .startsWith(
            HEAD + ",\"traceState\":\"a=b\",\"parentSpanId\":\"00000000000000a1\",\"flags\":771,");
  }

  @Test
  void attributes_ofAllTypes_areTypedValues() {
    batch.span(
        SpanKind.INTERNAL,
        false,
        to -> {
          GivenBatch.attributes(
              to.text(Section.NAME, "a"),
              "text",
              "br\u0000ead \ud83c\udf5e",
              "whole",
              Long.MIN_VALUE,
              "number",
              1.5,
              "small",
              1e-300,
              "none",
              Double.NaN,
              "least",
              Double.NEGATIVE_INFINITY,
              "yes",
              true,
              "no",
              false);
        });

    assertThat(spans())
        .contains(
            "\"attributes\":["
                + text("text", "br\\u0000ead \ud83c\udf5e")
                + ",{\"key\":\"whole\",\"value\":{\"intValue\":\"-9223372036854775808\"}}"
                + ",{\"key\":\"number\",\"value\":{\"doubleValue\":1.5}}"
                + ",{\"key\":\"small\",\"value\":{\"doubleValue\":1.0E-300}}"
                + ",{\"key\":\"none\",\"value\":{\"doubleValue\":\"NaN\"}}"
                + ",{\"key\":\"least\",\"value\":{\"doubleValue\":\"-Infinity\"}}"
                + ",{\"key\":\"yes\",\"value\":{\"boolValue\":true}}"
                + ",{\"key\":\"no\",\"value\":{\"boolValue\":false}}]}");
  }

  @Test
  void attribute_thatIsThereTwice_isWrittenOnceWithItsLastValue() {
    batch.call(
        RecordKind.END,
        FunctionName.of("com.acme.Cart", "add", null),
        to ->
            GivenBatch.attributes(
                to, "a", "first", "code.function.name", "mine", "b", "other", "a", "last"));

    assertThat(spans())
        .contains(
            "\"attributes\":["
                + String.join(
                    ",", text("code.function.name", "mine"), text("b", "other"), text("a", "last"))
                + "]}");
  }

  @Test
  void eventsAndLinks_areLists() {
    batch.span(
        SpanKind.INTERNAL,
        false,
        to -> {
          GivenBatch.event(to.text(Section.NAME, "a"), "half \"way\"", "lines", 2L);
          ByteBuilder links = to.open(Section.LINKS);
          RecordEncoder.link(links, 1, 2, 3, 1, true);
          RecordEncoder.link(links, 4, 5, 6, 0, false);
          to.close();
        });

    assertThat(spans())
        .endsWith(
            ",\"events\":[{\"timeUnixNano\":\"1767323045000007000\",\"name\":\"half \\\"way\\\"\","
                + "\"attributes\":[{\"key\":\"lines\",\"value\":{\"intValue\":\"2\"}}]}],"
                + "\"links\":[{\"traceId\":\"00000000000000010000000000000002\","
                + "\"spanId\":\"0000000000000003\",\"flags\":769},"
                + "{\"traceId\":\"00000000000000040000000000000005\","
                + "\"spanId\":\"0000000000000006\",\"flags\":256}]}");
  }

  @Test
  void event_withoutAttributes_hasNoList() {
    batch.span(SpanKind.INTERNAL, false, to -> GivenBatch.event(to.text(Section.NAME, "a"), "on"));

    assertThat(spans())
        .endsWith(",\"events\":[{\"timeUnixNano\":\"1767323045000007000\",\"name\":\"on\"}]}");
  }

  @Test
  void append_severalBatches_isOneList() {
    batch.span(SpanKind.INTERNAL, false, to -> to.text(Section.NAME, "a"));
    RecordBatch one = batch.seal("shop");
    RecordBatch none = new GivenBatch().seal("shop");

    format.begin(out, one.source());
    int written = format.append(out, none) + format.append(out, one) + format.append(out, one);
    format.end(out);

    ExportTraceServiceRequest request = Oracle.request(out.toString());
    assertThat(written).isEqualTo(2);
    assertThat(request.getResourceSpans(0).getScopeSpans(0).getSpansList())
        .hasSize(2)
        .allMatch(span -> span.getName().equals("a"));
  }

  @Test
  void append_aBatchThatCannotBeRead_leavesTheBodyWhole() {
    batch.span(SpanKind.INTERNAL, false, to -> to.text(Section.NAME, "a"));
    RecordBatch one = batch.seal("shop");
    RecordBatch.Source withoutNames =
        new RecordBatch.Source("k", "shop", new io.glimpse.record.NameTable());
    RecordBatch call =
        new GivenBatch()
            .call(RecordKind.END, FunctionName.of("com.acme.Cart", "add", null), to -> {})
            .seal("shop");
    RecordBatch broken = broken(call, withoutNames);

    format.begin(out, one.source());
    int unused = format.append(out, one);
    assertThatThrownBy(() -> format.append(out, broken)).isInstanceOf(RuntimeException.class);
    int more = format.append(out, one);
    format.end(out);

    assertThat(more).isOne();
    assertThat(Oracle.request(out.toString()).getResourceSpans(0).getScopeSpans(0).getSpansCount())
        .isEqualTo(2);
  }

  /** The same records with a table of names that does not know theirs. */
  private static RecordBatch broken(RecordBatch batch, RecordBatch.Source other) {
    byte[] bytes = Arrays.copyOf(batch.cursor().bytes(), batch.length());
    return new RecordBatch(bytes, bytes.length, batch.records(), 1, other);
  }

  @Test
  void goesOnWith_theServiceBecomesKnown_no() {
    Deque<@Nullable String> names = new ArrayDeque<>(List.of("unknown yet"));
    RecordBatch early = batch.seal(() -> names.isEmpty() ? "shop" : null);

    String body = body(early);
    assertThat(format.goesOnWith(early.source())).isTrue();
    names.clear();

    assertThat(body).contains(text("service.name", "unknown_service:java"));
    assertThat(format.goesOnWith(early.source())).isFalse();
    assertThat(body(early)).contains(text("service.name", "shop"));
    assertThat(format.goesOnWith(early.source())).isTrue();
  }

  @Test
  void resource_isAskedOnceAndSaidInEveryBody_withTheServiceOfTheRecords() {
    AtomicInteger asked = new AtomicInteger();
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("process.pid", 4_711L);
    attributes.put("service.name", "from the environment");
    attributes.put("host.name", "tür \"1\"");
    OtlpFormat told =
        new OtlpFormat(
            () -> {
              asked.incrementAndGet();
              return new Resource(attributes);
            });
    RecordBatch empty = batch.seal("shop");

    told.begin(out, empty.source());
    told.end(out);
    List<KeyValue> first = attributes(out.toString());
    out.truncate(0);
    told.begin(out, new GivenBatch().seal((String) null).source());
    told.end(out);

    assertThat(asked).hasValue(1);
    assertThat(first)
        .extracting(KeyValue::getKey)
        .containsExactly("service.name", "process.pid", "host.name");
    assertThat(first.get(0).getValue().getStringValue()).isEqualTo("shop");
    assertThat(first.get(1).getValue().getIntValue()).isEqualTo(4_711);
    assertThat(first.get(2).getValue().getStringValue()).isEqualTo("tür \"1\"");
    assertThat(attributes(out.toString()).get(0).getValue().getStringValue())
        .isEqualTo("from the environment");
  }

  private static List<KeyValue> attributes(String body) {
    return Oracle.request(body).getResourceSpans(0).getResource().getAttributesList();
  }
}
