package io.glimpse.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSyntaxException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.StringReader;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/**
 * Whether a body is what OTLP's specification says: read by protobuf's own reader of JSON, against
 * the schema, and by four checks of what that reader lets pass.
 */
public final class Oracle {
  private static final Set<String> IDS = Set.of("traceId", "spanId", "parentSpanId");
  private static final Map<String, Integer> ENUMS = Map.of("kind", 5, "code", 2);

  private Oracle() {}

  /** The request that a body is; fails where it is none. */
  public static ExportTraceServiceRequest request(String body) {
    JsonElement json = parse(body);
    check(json);
    ExportTraceServiceRequest request = merged(json);
    for (ResourceSpans resource : request.getResourceSpansList()) {
      unique(resource.getResource().getAttributesList().stream().map(a -> a.getKey()).toList());
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        scope.getSpansList().forEach(Oracle::check);
      }
    }
    return request;
  }

  /** The same for what somebody else has written, who need not pass our checks. */
  static ExportTraceServiceRequest foreign(String body) {
    JsonElement json = parse(body);
    idsToBase64(json);
    return read(json);
  }

  private static ExportTraceServiceRequest merged(JsonElement json) {
    idsToBase64(json);
    return read(json);
  }

  private static JsonElement parse(String body) {
    try (JsonReader reader = new JsonReader(new StringReader(body))) {
      reader.setStrictness(Strictness.STRICT);
      JsonElement json = JsonParser.parseReader(reader);
      assertThat(reader.peek()).hasToString("END_DOCUMENT");
      return json;
    } catch (IOException | JsonSyntaxException e) {
      throw new AssertionError("no JSON: " + body, e);
    }
  }

  private static ExportTraceServiceRequest read(JsonElement json) {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    try {
      JsonFormat.parser().merge(json.toString(), request);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(json.toString(), e);
    }
    return request.build();
  }

  private static void check(JsonElement json) {
    if (json.isJsonArray()) {
      json.getAsJsonArray().forEach(Oracle::check);
    } else if (json.isJsonObject()) {
      json.getAsJsonObject().asMap().forEach(Oracle::check);
    }
  }

  private static void check(String field, JsonElement value) {
    assertThat(field).as("a field's name").doesNotContain("_");
    if (ENUMS.containsKey(field)) {
      assertThat(value.getAsJsonPrimitive().isNumber()).as("%s: %s", field, value).isTrue();
      assertThat(value.getAsString()).matches("\\d+");
      assertThat(value.getAsInt()).isBetween(0, ENUMS.get(field));
    } else if (field.endsWith("UnixNano") || field.equals("intValue")) {
      assertThat(value.getAsJsonPrimitive().isString()).as("%s: %s", field, value).isTrue();
      assertThat(value.getAsString()).matches("-?(0|[1-9]\\d*)");
    } else if (IDS.contains(field)) {
      assertThat(value.getAsString()).matches("[0-9a-f]+");
    } else {
      check(value);
    }
  }

  private static void check(Span span) {
    assertThat(span.getTraceId().size()).isEqualTo(16);
    assertThat(span.getSpanId().size()).isEqualTo(8);
    assertThat(span.getParentSpanId().size()).isIn(0, 8);
    assertThat(span.getEndTimeUnixNano()).isGreaterThanOrEqualTo(span.getStartTimeUnixNano());
    unique(span.getAttributesList().stream().map(a -> a.getKey()).toList());
    span.getEventsList()
        .forEach(e -> unique(e.getAttributesList().stream().map(a -> a.getKey()).toList()));
    span.getLinksList()
        .forEach(
            link -> {
              assertThat(link.getTraceId().size()).isEqualTo(16);
              assertThat(link.getSpanId().size()).isEqualTo(8);
            });
  }

  private static void unique(Iterable<String> keys) {
    Set<String> seen = new HashSet<>();
    keys.forEach(key -> assertThat(seen.add(key)).as("%s comes twice", key).isTrue());
    assertThat(seen).doesNotContain("");
  }

  private static void idsToBase64(JsonElement json) {
    if (json.isJsonArray()) {
      json.getAsJsonArray().forEach(Oracle::idsToBase64);
    } else if (json.isJsonObject()) {
      JsonObject object = json.getAsJsonObject();
      for (String field : Set.copyOf(object.keySet())) {
        JsonElement value = object.get(field);
        if (IDS.contains(field)) {
          byte[] id = HexFormat.of().parseHex(value.getAsString());
          object.add(field, new JsonPrimitive(Base64.getEncoder().encodeToString(id)));
        } else {
          idsToBase64(value);
        }
      }
    }
  }
}
