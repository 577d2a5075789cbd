package io.glimpse;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.config.Config;
import io.glimpse.context.SpanContext;
import io.glimpse.context.SpanId;
import io.glimpse.context.TraceFlags;
import io.glimpse.context.TraceId;
import io.glimpse.context.TraceState;
import io.glimpse.delivery.BodyFormat;
import io.glimpse.http.ClientSpan;
import io.glimpse.http.RequestFacts;
import io.glimpse.http.RequestSpan;
import io.glimpse.jsonl.JsonlWriter;
import io.glimpse.otlp.Oracle;
import io.glimpse.otlp.OtlpFormat;
import io.glimpse.otlp.Resource;
import io.glimpse.policy.TracingPolicy;
import io.glimpse.record.FunctionName;
import io.glimpse.record.RecordBatch;
import io.glimpse.record.RecordWriter;
import io.glimpse.trace.OpenCall;
import io.glimpse.trace.Scope;
import io.glimpse.trace.TracedFunction;
import io.glimpse.zipkin.Decoder;
import io.glimpse.zipkin.ZipkinFormat;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * docs/span-format.md says what the code writes. Its example is a trace that this test records
 * anew; after a change {@code mvn -q test -pl glimpse-core -Dtest=SpanFormatDocumentTest
 * -Dglimpse.docs=write} writes it into the document.
 */
final class SpanFormatDocumentTest {
  private static final Path DOCUMENT = Path.of("../docs/span-format.md");
  private static final String MADE = "made by SpanFormatDocumentTest -->\n```\n";
  private static final String END = "```\n<!-- end of the example -->\n";

  /** The same trace in each format, under these headings. */
  private enum Example {
    LINES("<!-- the example, " + MADE),
    OTLP("<!-- the example in OTLP, " + MADE),
    ZIPKIN("<!-- the example in Zipkin's JSON, " + MADE);

    private final String begin;

    Example(String begin) {
      this.begin = begin;
    }
  }

  private static final Resource RESOURCE = new Resource(resource());

  /** What differs from run to run. The same id is the same wherever it comes again. */
  private static final Pattern VARYING =
      Pattern.compile(
          "(?<id>\"[0-9a-f]{32}\"|\"[0-9a-f]{16}\")"
              + "|(?<count>\"(?:[a-zA-Z]+UnixNano|timestamp|duration|version)\":\"?[0-9][^,\"}]*\"?)"
              + "|(?<time>\\d{4}-\\d\\d-\\d\\dT[0-9:.]{15}Z)"
              + "|\"duration_ms\":(?<duration>\\d+\\.\\d{6})|\"entry_id\":\"(?<instance>[0-9a-z]+)-");

  @TempDir Path folder;

  private final ByteBuilder otlp = new ByteBuilder(4096);
  private final ByteBuilder zipkin = new ByteBuilder(4096);

  private static Map<String, Object> resource() {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("service.instance.id", "627cc493-f310-47de-96bd-71410b7dec09");
    attributes.put("host.name", "shop-7d9f");
    attributes.put("process.pid", 4_711L);
    attributes.put("telemetry.sdk.name", "glimpse");
    attributes.put("telemetry.sdk.language", "java");
    return attributes;
  }

  /** Encodes what it is given, into one body. */
  private static final class Body implements RecordWriter {
    private final BodyFormat format;
    private final ByteBuilder out;

    Body(BodyFormat format, ByteBuilder out) {
      this.format = format;
      this.out = out;
      out.truncate(0);
    }

    @Override
    public void write(RecordBatch batch) {
      if (out.size() == 0) {
        format.begin(out, batch.source());
      }
      int unused = format.append(out, batch);
    }

    @Override
    public void close() {
      format.end(out);
    }
  }

  @Test
  void example_isWhatTheCodeWrites() throws Exception {
    Map<Example, List<String>> written = new EnumMap<>(Example.class);
    written.put(Example.LINES, record());
    written.put(Example.OTLP, spansApart(otlp.toString()));
    written.put(Example.ZIPKIN, spansApart(zipkin.toString()));
    String text = Files.readString(DOCUMENT);
    if ("write".equals(System.getProperty("glimpse.docs"))) {
      for (Map.Entry<Example, List<String>> each : written.entrySet()) {
        int begin = begin(text, each.getKey());
        text =
            text.substring(0, begin)
                + String.join("\n", each.getValue())
                + "\n"
                + text.substring(text.indexOf(END, begin));
      }
      Path unused = Files.writeString(DOCUMENT, text);
    }

    Map<String, String> shownIds = new HashMap<>();
    Map<String, String> writtenIds = new HashMap<>();
    for (Map.Entry<Example, List<String>> each : written.entrySet()) {
      int begin = begin(text, each.getKey());
      List<String> shown = text.substring(begin, text.indexOf(END, begin)).lines().toList();
      assertThat(masked(shown, shownIds))
          .as("%s", each.getKey())
          .isEqualTo(masked(each.getValue(), writtenIds));
    }
  }

  private static int begin(String text, Example example) {
    assertThat(text).contains(example.begin);
    return text.indexOf(example.begin) + example.begin.length();
  }

  @Test
  void bodies_areWhatTheirReadersTake() throws Exception {
    List<JsonObject> spans =
        record().stream()
            .map(SpanFormatDocumentTest::read)
            .filter(line -> line.getString("record_type").equals("span"))
            .toList();

    assertThat(Oracle.request(otlp.toString()).getResourceSpans(0).getScopeSpans(0).getSpansList())
        .extracting(span -> span.getName())
        .containsExactlyElementsOf(spans.stream().map(span -> span.getString("name")).toList());
    assertThat(Decoder.spans(zipkin.toString()))
        .extracting(span -> span.id())
        .containsExactlyElementsOf(spans.stream().map(span -> span.getString("span_id")).toList());
  }

  /** A body is one line; a document is easier to read with one for each span. */
  private static List<String> spansApart(String body) {
    return body.replace("[{\"traceId\":", "[\n{\"traceId\":")
        .replace("},{\"traceId\":", "},\n{\"traceId\":")
        .replace("\"links\":[\n", "\"links\":[")
        .lines()
        .toList();
  }

  @Test
  void tables_showTheFieldsThatTheCodeWrites_inOrderWithTheirTypes() throws Exception {
    Map<String, List<JsonObject>> objects = new LinkedHashMap<>();
    for (String line : record()) {
      JsonObject record = read(line);
      String type = record.getString("record_type");
      objects.computeIfAbsent(type, none -> new ArrayList<>()).add(record);
      if (type.equals("span")) {
        for (String part : List.of("event", "link")) {
          JsonArray all = record.getJsonArray(part + "s");
          for (JsonValue each : all) {
            objects.computeIfAbsent(part, none -> new ArrayList<>()).add(each.asJsonObject());
          }
        }
      }
    }

    assertThat(objects).containsOnlyKeys("log_entry", "span", "event", "link");
    objects.forEach((part, all) -> all.forEach(each -> assertShown(table(part), each, part)));
  }

  @Test
  void attributes_thatGlimpseGives_areInTheTable() throws Exception {
    Map<String, String> table = table("attributes");
    for (String line : record()) {
      JsonObject record = read(line);
      if (record.containsKey("attributes")) {
        assertThat(table)
            .containsKeys(record.getJsonObject("attributes").keySet().toArray(String[]::new));
        record
            .getJsonObject("attributes")
            .forEach(
                (key, value) ->
                    assertThat(requireNonNull(table.get(key))).isEqualTo(typeOf(value)));
        for (JsonValue event : record.getJsonArray("events")) {
          assertThat(table)
              .containsKeys(
                  event.asJsonObject().getJsonObject("attributes").keySet().toArray(String[]::new));
        }
      }
    }
  }

  private static void assertShown(Map<String, String> table, JsonObject record, String part) {
    assertThat(record.keySet())
        .as("the fields of %s, in order", part)
        .containsExactlyElementsOf(table.keySet());
    record.forEach(
        (field, value) -> {
          String types = requireNonNull(table.get(field));
          assertThat(
                  types.equals("any") || List.of(types.split(" or ", -1)).contains(typeOf(value)))
              .as("%s of %s is %s, and %s in the document", field, part, typeOf(value), types)
              .isTrue();
        });
  }

  private static String typeOf(JsonValue value) {
    return switch (value.getValueType()) {
      case STRING -> "text";
      case NUMBER -> "number";
      case OBJECT -> "object";
      case ARRAY -> "array";
      case NULL -> "null";
      case TRUE, FALSE -> "boolean";
    };
  }

  /** The rows below the heading: name and type. */
  private static Map<String, String> table(String heading) {
    Map<String, String> rows = new LinkedHashMap<>();
    boolean below = false;
    for (String line : document().lines().toList()) {
      if (line.startsWith("#")) {
        below = line.matches("#+ " + heading);
      } else if (below && line.startsWith("| `")) {
        String[] cells = line.split("\\|", -1);
        rows.put(cells[1].strip().replace("`", ""), cells[2].strip());
      }
    }
    return rows;
  }

  private static String document() {
    try {
      return Files.readString(DOCUMENT);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonObject read(String line) {
    try (JsonReader reader = Json.createReader(new StringReader(line))) {
      return reader.readObject();
    }
  }

  /** The same id has the same name in all formats. */
  private static List<String> masked(List<String> lines, Map<String, String> ids) {
    return lines.stream().map(line -> masked(line, ids)).toList();
  }

  private static String masked(String line, Map<String, String> ids) {
    StringBuilder masked = new StringBuilder();
    Matcher found = VARYING.matcher(line);
    while (found.find()) {
      String mask = "time";
      if (found.group("id") != null) {
        mask = ids.computeIfAbsent(found.group(), none -> "id " + ids.size());
      } else if (found.group("count") != null) {
        mask = found.group().replaceAll("[0-9].*", "count");
      } else if (found.group("duration") != null) {
        mask = "\"duration_ms\":duration";
      } else if (found.group("instance") != null) {
        mask = "\"entry_id\":\"instance-";
      }
      found.appendReplacement(masked, Matcher.quoteReplacement(mask));
    }
    found.appendTail(masked);
    return masked.toString();
  }

  /** A request whose caller is not believed, a nested call that fails, and why it does. */
  private List<String> record() throws Exception {
    Path file = folder.resolve("example.jsonl");
    Files.deleteIfExists(file);
    List<String> thrown = new ArrayList<>();
    try (Glimpse glimpse =
        Glimpse.builder()
            .config(
                Config.builder()
                    .readEnvironment(false)
                    .param("log-path", file.toString())
                    .param("service-name", "shop"))
            .policy(TracingPolicy.builder().packageTrees("com.acme").trustIncoming(false).build())
            .writer(JsonlWriter.to(file))
            .writer(new Body(new OtlpFormat(() -> RESOURCE), otlp))
            .writer(new Body(new ZipkinFormat(), zipkin))
            .open()) {
      Thread thread = new Thread(() -> request(glimpse), "http-1");
      thread.setUncaughtExceptionHandler((who, what) -> thrown.add(what.toString()));
      thread.start();
      thread.join();
    }
    assertThat(thrown).isEmpty();
    return Files.readAllLines(file);
  }

  private static void request(Glimpse glimpse) {
    SpanContext caller =
        new SpanContext(
            new TraceId(0x4bf92f3577b34da6L, 0xa3ce929d0e0e4736L),
            new SpanId(0x00f067aa0ba902b7L),
            new TraceFlags(1),
            TraceState.NONE,
            true);
    RequestFacts facts =
        new RequestFacts(
            "POST",
            "http",
            "/shop/orders",
            "coupon=SPRING&token=t0ps3cret",
            "shop.example",
            8080,
            "203.0.113.9",
            "10.0.0.1",
            50_123,
            "1.1",
            "curl/8");
    RequestSpan request = RequestSpan.open(glimpse.tracer(), facts, Optional.of(caller));
    request.route("/shop/orders");
    try (Scope scope = request.activate()) {
      OpenCall total = open(glimpse, "com.acme.shop.Prices", "total", List.of("lines"), "mug", 2);
      Object unused = total.returned(1780);
      OpenCall pay =
          open(glimpse, "com.acme.shop.Till", "pay", List.of("number", "pin"), "A-1001", "4711");
      ClientSpan bank =
          ClientSpan.open(glimpse.tracer(), "POST", URI.create("http://bank.example/pay"));
      ConnectException refused = new ConnectException("Connection refused");
      refused.setStackTrace(
          new StackTraceElement[] {
            new StackTraceElement("com.acme.shop.Till", "pay", "Till.java", 41)
          });
      bank.failed(refused);
      pay.failed(refused);
    }
    request.end(502);
  }

  private static OpenCall open(
      Glimpse glimpse, String type, String method, List<String> names, Object... values) {
    TracedFunction function =
        glimpse
            .tracer()
            .function(FunctionName.of(type, method, null), names, Set.of(), Object.class);
    Object[] arguments = names.size() == 1 ? new Object[] {Map.of("sku", values[0])} : values;
    return requireNonNull(glimpse.tracer().open(function, arguments));
  }
}
