package io.glimpse.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The fields that a line has, all of them and each of its type: section 6 of the specification,
 * written down a second time.
 */
final class RecordShape {

  private static final Predicate<JsonValue> TEXT = value -> value instanceof JsonString;
  private static final Predicate<JsonValue> NOTHING = JsonValue.NULL::equals;
  private static final Predicate<JsonValue> NUMBER = is(JsonValue.ValueType.NUMBER);
  private static final Predicate<JsonValue> OBJECT = is(JsonValue.ValueType.OBJECT);
  private static final Predicate<JsonValue> LIST = is(JsonValue.ValueType.ARRAY);
  private static final Predicate<JsonValue> TRACE = text("[0-9a-f]{32}");
  private static final Predicate<JsonValue> SPAN = text("[0-9a-f]{16}");
  private static final Predicate<JsonValue> TIME =
      text("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");

  static final RecordShape LOG_ENTRY =
      new RecordShape()
          .field("record_type", text("log_entry"))
          .field("entry_id", text("[^-]+-\\d+"))
          .field("call_id", SPAN)
          .field("trace_id", TRACE)
          .field("span_id", SPAN)
          .field("parent_span_id", SPAN.or(NOTHING))
          .field("function", TEXT)
          .field("level", text("INFO|ERROR"))
          .field("stage", text("START|END|EXCEPTION"))
          .field("timestamp", TIME)
          .field("args", OBJECT.or(NOTHING))
          .field("result", value -> true)
          .field("duration_ms", NUMBER.or(NOTHING))
          .field("exception", TEXT.or(NOTHING))
          .field("thread", TEXT);

  static final RecordShape SPAN_RECORD =
      new RecordShape()
          .field("record_type", text("span"))
          .field("trace_id", TRACE)
          .field("span_id", SPAN)
          .field("parent_span_id", SPAN.or(NOTHING))
          .field("trace_state", TEXT.or(NOTHING))
          .field("flags", NUMBER)
          .field("name", TEXT)
          .field("kind", text("internal|server|client"))
          .field("start_time", TIME)
          .field("end_time", TIME)
          .field("duration_ms", NUMBER)
          .field("status", text("ok|error"))
          .field("status_message", TEXT.or(NOTHING))
          .field("attributes", OBJECT)
          .field("events", LIST)
          .field("links", LIST)
          .field("service", TEXT.or(NOTHING));

  static final RecordShape EVENT =
      new RecordShape().field("name", TEXT).field("timestamp", TIME).field("attributes", OBJECT);

  private final Map<String, Predicate<JsonValue>> fields = new LinkedHashMap<>();

  private RecordShape() {}

  private RecordShape field(String name, Predicate<JsonValue> type) {
    fields.put(name, type);
    return this;
  }

  private static Predicate<JsonValue> is(JsonValue.ValueType type) {
    return value -> value.getValueType() == type;
  }

  private static Predicate<JsonValue> text(String regex) {
    Pattern pattern = Pattern.compile(regex);
    return value ->
        value instanceof JsonString string && pattern.matcher(string.getString()).matches();
  }

  void assertFits(JsonObject line) {
    assertThat(line.keySet()).as("fields of %s", line).containsExactlyElementsOf(fields.keySet());
    fields.forEach(
        (name, type) -> assertThat(type.test(line.get(name))).as("%s of %s", name, line).isTrue());
  }
}
