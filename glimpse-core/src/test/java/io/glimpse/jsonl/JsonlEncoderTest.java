package io.glimpse.jsonl;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.record.FunctionName;
import io.glimpse.record.RecordEncoder;
import io.glimpse.record.RecordKind;
import io.glimpse.record.Section;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The lines, to the letter: docs/spec.md, section 6. */
final class JsonlEncoderTest {
  private static final List<String> ENTRY_FIELDS =
      List.of(
          "record_type",
          "entry_id",
          "call_id",
          "trace_id",
          "span_id",
          "parent_span_id",
          "function",
          "level",
          "stage",
          "timestamp",
          "args",
          "result",
          "duration_ms",
          "exception",
          "thread");
  private static final List<String> SPAN_FIELDS =
      List.of(
          "record_type",
          "trace_id",
          "span_id",
          "parent_span_id",
          "trace_state",
          "flags",
          "name",
          "kind",
          "start_time",
          "end_time",
          "duration_ms",
          "status",
          "status_message",
          "attributes",
          "events",
          "links",
          "service");

  private final Batches batches = new Batches();

  @Test
  void start_isThisLine() {
    int add = batches.functions.add(FunctionName.of("com.acme.Cart", "add", null));
    batches.record(
        RecordKind.START,
        add,
        false,
        0xa1L,
        out -> out.text(Section.THREAD, "main").text(Section.ARGUMENTS, "{\"id\":7}"));

    assertThat(batches.lines("shop", 41))
        .containsExactly(
            "{\"record_type\":\"log_entry\",\"entry_id\":\"k3x-41\",\"call_id\":\"00000000000000b7\","
                + "\"trace_id\":\"4bf92f3577b34da6a3ce929d0e0e4736\",\"span_id\":\"00000000000000b7\","
                + "\"parent_span_id\":\"00000000000000a1\",\"function\":\"com.acme.Cart.add\","
                + "\"level\":\"INFO\",\"stage\":\"START\",\"timestamp\":\"2026-01-02T03:04:05.000006Z\","
                + "\"args\":{\"id\":7},\"result\":null,\"duration_ms\":null,\"exception\":null,"
                + "\"thread\":\"main\"}");
  }

  @Test
  void start_withoutTraceIds_keepsItsCallIdAlone() {
    batches.record(RecordKind.START, -1, false, 0xa1L, out -> out.text(Section.NAME, "work"));

    assertThat(batches.withoutTraceIds().lines("shop", 41))
        .singleElement()
        .asString()
        .contains(
            "\"call_id\":\"00000000000000b7\",\"trace_id\":null,\"span_id\":null,"
                + "\"parent_span_id\":null,\"function\":\"work\"");
  }

  @Test
  void end_withoutTraceIds_isASpanThatHasThem() {
    batches.record(RecordKind.END, -1, false, 0, out -> out.text(Section.NAME, "work"));

    List<String> lines = batches.withoutTraceIds().lines("shop", 1);
    assertThat(lines.get(0)).contains("\"trace_id\":null,\"span_id\":null");
    assertThat(lines.get(1))
        .contains("\"trace_id\":\"4bf92f3577b34da6a3ce929d0e0e4736\"")
        .contains("\"span_id\":\"00000000000000b7\"");
  }

  @Test
  void end_isTheseTwoLines() {
    int add = batches.functions.add(FunctionName.of("com.acme.Cart", "add", "com.acme.BigCart"));
    batches.record(
        RecordKind.END,
        add,
        false,
        0,
        out ->
            out.text(Section.THREAD, "main")
                .text(Section.ARGUMENTS, "{\"id\":\"x\"}")
                .text(Section.RESULT, "[1,2]")
                .text(Section.TRACE_STATE, "a=b"));

    assertThat(batches.lines("shop", 42))
        .containsExactly(
            "{\"record_type\":\"log_entry\",\"entry_id\":\"k3x-42\",\"call_id\":\"00000000000000b7\","
                + "\"trace_id\":\"4bf92f3577b34da6a3ce929d0e0e4736\",\"span_id\":\"00000000000000b7\","
                + "\"parent_span_id\":null,\"function\":\"com.acme.Cart.add\","
                + "\"level\":\"INFO\",\"stage\":\"END\",\"timestamp\":\"2026-01-02T03:04:05.001506Z\","
                + "\"args\":null,\"result\":[1,2],\"duration_ms\":1.500001,\"exception\":null,"
                + "\"thread\":\"main\"}",
            "{\"record_type\":\"span\",\"trace_id\":\"4bf92f3577b34da6a3ce929d0e0e4736\","
                + "\"span_id\":\"00000000000000b7\",\"parent_span_id\":null,\"trace_state\":\"a=b\","
                + "\"flags\":3,\"name\":\"Cart.add\",\"kind\":\"internal\","
                + "\"start_time\":\"2026-01-02T03:04:05.000006Z\","
                + "\"end_time\":\"2026-01-02T03:04:05.001506Z\",\"duration_ms\":1.500001,"
                + "\"status\":\"ok\",\"status_message\":null,"
                + "\"attributes\":{\"code.function.name\":\"com.acme.Cart.add\","
                + "\"glimpse.bean\":\"com.acme.BigCart\",\"glimpse.args\":\"{\\\"id\\\":\\\"x\\\"}\","
                + "\"glimpse.result\":\"[1,2]\"},\"events\":[],\"links\":[],\"service\":\"shop\"}");
  }

  @Test
  void exception_isTheseTwoLines() {
    int add = batches.functions.add(FunctionName.of("com.acme.Cart", "add", null));
    batches.record(
        RecordKind.EXCEPTION,
        add,
        true,
        0,
        out ->
            out.text(Section.THREAD, "main")
                .text(Section.ARGUMENTS, "{}")
                .text(Section.EXCEPTION_TYPE, "java.io.IOException")
                .text(Section.EXCEPTION_MESSAGE, "disk \"full\"")
                .text(Section.EXCEPTION_STACK, "at a\n\tat b"));

    assertThat(batches.lines(null, 1))
        .containsExactly(
            "{\"record_type\":\"log_entry\",\"entry_id\":\"k3x-1\",\"call_id\":\"00000000000000b7\","
                + "\"trace_id\":\"4bf92f3577b34da6a3ce929d0e0e4736\",\"span_id\":\"00000000000000b7\","
                + "\"parent_span_id\":null,\"function\":\"com.acme.Cart.add\","
                + "\"level\":\"ERROR\",\"stage\":\"EXCEPTION\","
                + "\"timestamp\":\"2026-01-02T03:04:05.001506Z\",\"args\":{},\"result\":null,"
                + "\"duration_ms\":1.500001,\"exception\":\"java.io.IOException: disk \\\"full\\\"\","
                + "\"thread\":\"main\"}",
            "{\"record_type\":\"span\",\"trace_id\":\"4bf92f3577b34da6a3ce929d0e0e4736\","
                + "\"span_id\":\"00000000000000b7\",\"parent_span_id\":null,\"trace_state\":null,"
                + "\"flags\":3,\"name\":\"Cart.add\",\"kind\":\"internal\","
                + "\"start_time\":\"2026-01-02T03:04:05.000006Z\","
                + "\"end_time\":\"2026-01-02T03:04:05.001506Z\",\"duration_ms\":1.500001,"
                + "\"status\":\"error\",\"status_message\":\"disk \\\"full\\\"\","
                + "\"attributes\":{\"code.function.name\":\"com.acme.Cart.add\","
                + "\"glimpse.args\":\"{}\"},\"events\":[{\"name\":\"exception\","
                + "\"timestamp\":\"2026-01-02T03:04:05.001506Z\",\"attributes\":{"
                + "\"exception.type\":\"java.io.IOException\","
                + "\"exception.message\":\"disk \\\"full\\\"\","
                + "\"exception.stacktrace\":\"at a\\n\\tat b\"}}],\"links\":[],\"service\":null}");
  }

  @Test
  void span_withEverything_isThisLine() {
    batches.record(
        RecordKind.SPAN,
        -1,
        true,
        0xa1L,
        out -> {
          out.text(Section.NAME, "checkout").text(Section.STATUS_MESSAGE, "no stock");
          ByteBuilder attributes = out.open(Section.ATTRIBUTES);
          RecordEncoder.attribute(attributes, "text", "bread");
          RecordEncoder.attribute(attributes, "whole", -7L);
          RecordEncoder.attribute(attributes, "broken", 0.25);
          RecordEncoder.attribute(attributes, "endless", Double.POSITIVE_INFINITY);
          RecordEncoder.attribute(attributes, "truth", true);
          out.close();
          ByteBuilder events = out.open(Section.EVENTS);
          RecordEncoder.endEvent(events, RecordEncoder.beginEvent(events, "begun", 0));
          int at = RecordEncoder.beginEvent(events, "half way", 1_000);
          RecordEncoder.attribute(events, "lines", 2L);
          RecordEncoder.endEvent(events, at);
          out.close();
          ByteBuilder links = out.open(Section.LINKS);
          RecordEncoder.link(links, 1, 2, 3, 1, true);
          RecordEncoder.link(links, 4, 5, 6, 0, false);
          out.close();
        });

    assertThat(batches.lines("shop", 1))
        .containsExactly(
            "{\"record_type\":\"span\",\"trace_id\":\"4bf92f3577b34da6a3ce929d0e0e4736\","
                + "\"span_id\":\"00000000000000b7\",\"parent_span_id\":\"00000000000000a1\","
                + "\"trace_state\":null,\"flags\":3,\"name\":\"checkout\",\"kind\":\"internal\","
                + "\"start_time\":\"2026-01-02T03:04:05.000006Z\","
                + "\"end_time\":\"2026-01-02T03:04:05.001506Z\",\"duration_ms\":1.500001,"
                + "\"status\":\"error\",\"status_message\":\"no stock\","
                + "\"attributes\":{\"text\":\"bread\",\"whole\":-7,\"broken\":0.25,"
                + "\"endless\":\"Infinity\",\"truth\":true},"
                + "\"events\":[{\"name\":\"begun\",\"timestamp\":\"1970-01-01T00:00:00.000000Z\","
                + "\"attributes\":{}},{\"name\":\"half way\","
                + "\"timestamp\":\"1970-01-01T00:00:00.000001Z\",\"attributes\":{\"lines\":2}}],"
                + "\"links\":[{\"trace_id\":\"00000000000000010000000000000002\","
                + "\"span_id\":\"0000000000000003\",\"flags\":1},"
                + "{\"trace_id\":\"00000000000000040000000000000005\","
                + "\"span_id\":\"0000000000000006\",\"flags\":0}],\"service\":\"shop\"}");
  }

  @ParameterizedTest
  @EnumSource(RecordKind.class)
  void fields_ofEveryKind_areAllThereInOrder(RecordKind kind) {
    batches.record(kind, -1, false, 0, out -> {});

    List<JsonObject> objects =
        batches.lines(null, 1).stream().map(JsonlEncoderTest::parse).toList();
    assertThat(objects).hasSize(kind.records());
    for (JsonObject object : objects) {
      boolean entry = object.getString("record_type").equals("log_entry");
      assertThat(object.keySet()).containsExactlyElementsOf(entry ? ENTRY_FIELDS : SPAN_FIELDS);
    }
  }

  @Test
  void fields_withoutAValue_areNullOrEmpty() {
    batches.record(RecordKind.END, -1, false, 0, out -> {});

    List<String> lines = batches.lines(null, 1);
    JsonObject entry = parse(lines.get(0));
    JsonObject span = parse(lines.get(1));
    for (String field : List.of("parent_span_id", "args", "result", "exception")) {
      assertThat(entry.get(field)).as(field).isEqualTo(JsonValue.NULL);
    }
    for (String field : List.of("parent_span_id", "trace_state", "status_message", "service")) {
      assertThat(span.get(field)).as(field).isEqualTo(JsonValue.NULL);
    }
    assertThat(span.get("attributes")).isEqualTo(JsonValue.EMPTY_JSON_OBJECT);
    assertThat(span.get("events")).isEqualTo(JsonValue.EMPTY_JSON_ARRAY);
    assertThat(span.get("links")).isEqualTo(JsonValue.EMPTY_JSON_ARRAY);
  }

  @Test
  void exceptionWithoutAMessage_isTheTypeAlone() {
    batches.record(
        RecordKind.EXCEPTION,
        -1,
        true,
        0,
        out -> out.text(Section.EXCEPTION_TYPE, "java.io.IOException"));

    List<String> lines = batches.lines(null, 1);
    assertThat(parse(lines.get(0)).getString("exception")).isEqualTo("java.io.IOException");
    assertThat(lines.get(1))
        .contains("\"attributes\":{\"exception.type\":\"java.io.IOException\"}");
  }

  @Test
  void hostileNamesAndValues_areEscapedAndStayOnTheirLine() {
    String hostile = "a\"b\\c\nd\re\tf\u0000g\u001fh\u007fi\u2028j\u00e4k\ud83d\ude00l</script>";
    int function = batches.functions.add(new FunctionName(hostile, hostile, hostile));
    batches.record(
        RecordKind.EXCEPTION,
        function,
        true,
        0,
        out -> {
          out.text(Section.THREAD, hostile)
              .text(Section.TRACE_STATE, hostile)
              .text(Section.EXCEPTION_TYPE, hostile)
              .text(Section.EXCEPTION_MESSAGE, hostile)
              .text(Section.EXCEPTION_STACK, hostile)
              .text(Section.STATUS_MESSAGE, hostile);
          RecordEncoder.attribute(out.open(Section.ATTRIBUTES), hostile, hostile);
          out.close();
          ByteBuilder events = out.open(Section.EVENTS);
          int at = RecordEncoder.beginEvent(events, hostile, 0);
          RecordEncoder.attribute(events, hostile, hostile);
          RecordEncoder.endEvent(events, at);
          out.close();
        });

    ByteBuilder out = new ByteBuilder(16);
    new JsonlEncoder(out).encode(batches.seal(hostile, 1));
    String[] lines = out.toString().split("\n", -1);
    assertThat(lines).hasSize(3);
    JsonObject entry = parse(lines[0]);
    JsonObject span = parse(lines[1]);
    assertThat(lines[2]).isEmpty();
    assertThat(entry.getString("function")).isEqualTo(hostile);
    assertThat(entry.getString("thread")).isEqualTo(hostile);
    assertThat(entry.getString("exception")).isEqualTo(hostile + ": " + hostile);
    assertThat(span.getString("name")).isEqualTo(hostile);
    assertThat(span.getString("trace_state")).isEqualTo(hostile);
    assertThat(span.getString("status_message")).isEqualTo(hostile);
    assertThat(span.getString("service")).isEqualTo(hostile);
    assertThat(span.getJsonObject("attributes").getString(hostile)).isEqualTo(hostile);
    assertThat(span.getJsonObject("attributes").getString("glimpse.bean")).isEqualTo(hostile);
    JsonObject event = span.getJsonArray("events").getJsonObject(1);
    assertThat(event.getString("name")).isEqualTo(hostile);
    assertThat(event.getJsonObject("attributes").getString(hostile)).isEqualTo(hostile);
  }

  @Test
  void entryIds_goOnThroughTheBatch() {
    batches
        .record(RecordKind.START, -1, false, 0, out -> {})
        .span("between")
        .record(RecordKind.END, -1, false, 0, out -> {});

    assertThat(batches.lines(null, 7).stream().map(JsonlEncoderTest::parse))
        .extracting(line -> line.getString("entry_id", "none"))
        .containsExactly("k3x-7", "none", "k3x-8", "none");
  }

  @Test
  void batchesOfTwoGlimpses_throughOneEncoder_keepTheirFunctionsApart() {
    Batches others = new Batches();
    int mine = batches.functions.add(FunctionName.of("com.acme.Cart", "add", null));
    int theirs = others.functions.add(FunctionName.of("org.other.Desk", "open", null));
    assertThat(mine).isEqualTo(theirs);
    ByteBuilder out = new ByteBuilder(16);
    JsonlEncoder encoder = new JsonlEncoder(out);

    encoder.encode(batches.record(RecordKind.START, mine, false, 0, o -> {}).seal(null, 1));
    encoder.encode(others.record(RecordKind.START, theirs, false, 0, o -> {}).seal(null, 1));

    assertThat(out.toString().lines().map(JsonlEncoderTest::parse))
        .extracting(line -> line.getString("function"))
        .containsExactly("com.acme.Cart.add", "org.other.Desk.open");
  }

  private static JsonObject parse(String line) {
    try (var reader = Json.createReader(new StringReader(line))) {
      return reader.readObject();
    }
  }
}
