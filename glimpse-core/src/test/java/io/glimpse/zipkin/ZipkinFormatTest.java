package io.glimpse.zipkin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.delivery.BodyFormat.Accepted;
import io.glimpse.record.FunctionName;
import io.glimpse.record.GivenBatch;
import io.glimpse.record.RecordBatch;
import io.glimpse.record.RecordEncoder;
import io.glimpse.record.RecordKind;
import io.glimpse.record.Section;
import io.glimpse.record.SpanKind;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zipkin2.Endpoint;
import zipkin2.Span;

/** Bodies, to the letter, and each of them before Zipkin's own decoder. */
final class ZipkinFormatTest {
  private static final String HEAD =
      "{\"traceId\":\"4bf92f3577b34da6a3ce929d0e0e4736\",\"id\":\"00000000000000b7\"";
  private static final String TIMES =
      "\"timestamp\":1767323045000006,\"duration\":1500,\"localEndpoint\":{\"serviceName\":\"shop\"}";

  private final GivenBatch batch = new GivenBatch();
  private final ByteBuilder out = new ByteBuilder(16);
  private final ZipkinFormat format = new ZipkinFormat();

  private String body(RecordBatch sealed) {
    out.truncate(0);
    format.begin(out, sealed.source());
    int unused = format.append(out, sealed);
    format.end(out);
    List<Span> read = Decoder.spans(out.toString());
    assertThat(read).hasSize(sealed.spanCount());
    return out.toString();
  }

  private String body() {
    return body(batch.seal("shop"));
  }

  private Span only() {
    return Decoder.spans(body()).get(0);
  }

  private GivenBatch span(boolean failed, Consumer<RecordEncoder> sections) {
    return batch.span(
        SpanKind.INTERNAL, failed, to -> sections.accept(to.text(Section.NAME, "work")));
  }

  @Test
  void body_ofNoSpan_isAnEmptyList() {
    assertThat(body()).isEqualTo("[]");
  }

  @Test
  void call_thatReturned_isThisObject() {
    batch.call(
        RecordKind.END,
        FunctionName.of("com.acme.Cart", "add", "com.acme.BigCart"),
        to -> to.text(Section.ARGUMENTS, "{\"id\":\"x\"}").text(Section.RESULT, "[1,2]"));

    assertThat(body())
        .isEqualTo(
            "["
                + HEAD
                + ",\"parentId\":\"00000000000000a1\",\"name\":\"Cart.add\","
                + TIMES
                + ",\"tags\":{\"code.function.name\":\"com.acme.Cart.add\","
                + "\"glimpse.bean\":\"com.acme.BigCart\",\"glimpse.args\":\"{\\\"id\\\":\\\"x\\\"}\","
                + "\"glimpse.result\":\"[1,2]\"}}]");
  }

  @Test
  void call_thatThrew_isAnErrorWithItsExceptionInTagsAndOnTheTimeline() {
    batch.call(
        RecordKind.EXCEPTION,
        FunctionName.of("com.acme.Cart", "add", null),
        to ->
            to.text(Section.EXCEPTION_TYPE, "java.io.IOException")
                .text(Section.EXCEPTION_MESSAGE, "disk full")
                .text(Section.EXCEPTION_STACK, "at a\n\tat b"));

    assertThat(body())
        .endsWith(
            TIMES
                + ",\"annotations\":[{\"timestamp\":1767323045001506,\"value\":\"exception\"}],"
                + "\"tags\":{\"code.function.name\":\"com.acme.Cart.add\",\"error\":\"disk full\","
                + "\"exception.type\":\"java.io.IOException\",\"exception.message\":\"disk full\","
                + "\"exception.stacktrace\":\"at a\\n\\tat b\"}}]");
  }

  @Test
  void span_withoutAnything_leavesOutWhatIsEmpty() {
    batch.span(SpanKind.SERVER, false, to -> to.text(Section.NAME, "GET"));

    assertThat(body())
        .isEqualTo("[" + HEAD + ",\"name\":\"GET\",\"kind\":\"SERVER\"," + TIMES + "}]");
  }

  @Test
  void span_ofNoTimeAtAll_tookAMicrosecond() {
    batch.raw(
        RecordKind.SPAN,
        to -> {
          int unused = to.begin(RecordKind.SPAN, 3, SpanKind.INTERNAL, false, 1, 2, 3, 0);
          to.times(GivenBatch.BEGIN, GivenBatch.BEGIN + 999)
              .function(-1, 0)
              .text(Section.NAME, "a");
        });

    assertThat(only().duration()).isEqualTo(1);
  }

  @Test
  void service_thatIsNotKnown_isOpenTelemetrysUnknown() {
    span(false, to -> {});

    assertThat(Decoder.spans(body(batch.seal((String) null))).get(0).localServiceName())
        .isEqualTo("unknown_service:java");
  }

  @Test
  void service_thatBecomesKnown_isSaidFromThereOn() {
    span(false, to -> {});
    String[] name = {null};
    RecordBatch early = batch.seal(() -> name[0]);

    format.begin(out, early.source());
    int unused = format.append(out, early);
    name[0] = "shop";
    assertThat(format.goesOnWith(early.source())).isTrue();
    int more = format.append(out, early);
    format.end(out);

    assertThat(more).isOne();
    assertThat(Decoder.spans(out.toString()))
        .extracting(Span::localServiceName)
        .containsExactly("unknown_service:java", "shop");
  }

  @Test
  void attributes_ofAllTypes_areTexts() {
    span(
        false,
        to ->
            GivenBatch.attributes(
                to, "text", "a\"b", "whole", -7L, "number", 1.5, "none", Double.NaN, "yes", true));

    assertThat(only().tags())
        .containsExactly(
            entry("none", "NaN"),
            entry("number", "1.5"),
            entry("text", "a\"b"),
            entry("whole", "-7"),
            entry("yes", "true"));
  }

  @Test
  void attribute_thatIsThereTwice_isWrittenOnceWithItsLastValue() {
    batch.call(
        RecordKind.EXCEPTION,
        FunctionName.of("com.acme.Cart", "add", null),
        to ->
            GivenBatch.attributes(
                to.text(Section.EXCEPTION_TYPE, "com.acme.Full"),
                "a",
                "first",
                "code.function.name",
                "mine",
                "exception.type",
                "my type",
                "a",
                "last"));

    assertThat(only().tags())
        .containsOnly(
            entry("a", "last"),
            entry("code.function.name", "mine"),
            entry("exception.type", "my type"),
            entry("error", "com.acme.Full"));
  }

  @Test
  void event_withDetails_isAnAnnotationAsOpenTelemetryMapsIt() {
    span(false, to -> GivenBatch.event(to, "half \"way\"", "lines", 2L, "by", "\\"));

    assertThat(only().annotations())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.timestamp()).isEqualTo(1_767_323_045_000_007L);
              assertThat(it.value())
                  .isEqualTo("\"half \\\"way\\\"\":{\"lines\":\"2\",\"by\":\"\\\\\"}");
            });
  }

  @Test
  void event_withoutDetails_isItsName() {
    span(false, to -> GivenBatch.event(to, "half \"way\""));

    assertThat(only().annotations())
        .singleElement()
        .hasFieldOrPropertyWithValue("value", "half \"way\"");
  }

  @ParameterizedTest
  @CsvSource({
    "said by hand, com.acme.Full, no room,    503, said by hand",
    ",             com.acme.Full, no room,    503, no room",
    ",             com.acme.Full, ,           503, com.acme.Full",
    ",             ,              ,           503, 503",
    ",             ,              ,           ,    true",
  })
  void error_ofASpanThatFailed_isTheBestWordsThereAre(
      @Nullable String said,
      @Nullable String type,
      @Nullable String message,
      @Nullable String errorType,
      String expected) {
    span(
        true,
        to -> {
          to.text(Section.EXCEPTION_TYPE, type == null ? "" : type)
              .text(Section.EXCEPTION_MESSAGE, message == null ? "" : message)
              .text(Section.STATUS_MESSAGE, said == null ? "" : said);
          if (errorType != null) {
            GivenBatch.attributes(to, "error.type", errorType);
          }
        });

    assertThat(only().tags()).containsEntry("error", expected);
  }

  @ParameterizedTest
  @CsvSource({
    "true,  mine,  true",
    "true,  false, true",
    "false, false, ",
    "false, mine,  mine",
  })
  void error_notedByHand_isToldWhereItDoesNotContradict(
      boolean failed, String noted, @Nullable String expected) {
    span(failed, to -> GivenBatch.attributes(to, "error", noted));

    assertThat(only().tags().get("error")).isEqualTo(expected);
  }

  @Test
  void error_thatIsNotedAsFalse_isNotTold() {
    span(false, to -> GivenBatch.attributes(to, "error", false, "a", 1L));

    assertThat(only().tags()).containsOnly(entry("a", "1"));
  }

  @ParameterizedTest
  @CsvSource({
    "CLIENT, server.address, 10.0.0.7,         8080,  , 10.0.0.7, ,            8080",
    "CLIENT, server.address, bank.example,     443,   bank.example, , ,        443",
    "CLIENT, server.address, [2001:db8::c001], 80,    , , 2001:db8::c001,      80",
    "CLIENT, server.address, 1.2.3,            70000, 1.2.3, , ,               ",
    "CLIENT, server.address, bank.example,     0,     bank.example, , ,        ",
    "CLIENT, client.address, 10.0.0.7,         80,    , , ,                    ",
    "SERVER, client.address, 203.0.113.9,      80,    , 203.0.113.9, ,         ",
    "SERVER, client.address, ::1,              80,    , , ::1,                 ",
    "SERVER, client.address, unknown,          80,    unknown, , ,             ",
    "SERVER, server.address, 10.0.0.7,         80,    , , ,                    ",
    "INTERNAL, server.address, 10.0.0.7,       80,    , , ,                    ",
  })
  void remoteEndpoint_isWhatTheAttributesTell(
      SpanKind kind,
      String attribute,
      String address,
      long port,
      @Nullable String name,
      @Nullable String ipv4,
      @Nullable String ipv6,
      @Nullable Integer expectedPort) {
    batch.span(
        kind,
        false,
        to ->
            GivenBatch.attributes(
                to.text(Section.NAME, "a"), attribute, address, "server.port", port));

    Endpoint remote = only().remoteEndpoint();
    Endpoint expected =
        name == null && ipv4 == null && ipv6 == null
            ? null
            : Endpoint.newBuilder()
                .serviceName(name)
                .ip(ipv4 == null ? ipv6 : ipv4)
                .port(expectedPort)
                .build();
    assertThat(remote).isEqualTo(expected);
  }

  @Test
  void read_whateverTheAnswer_tookAll() {
    assertThat(format.read(new byte[] {'x'}, 3)).isEqualTo(Accepted.ALL);
    assertThat(format.contentType()).isEqualTo("application/json");
  }
}
