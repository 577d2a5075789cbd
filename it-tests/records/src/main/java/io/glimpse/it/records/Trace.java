package io.glimpse.it.records;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of one trace so far: entries and spans that carry its id.
 *
 * <p>Records come in batches, so a trace is asked whether it {@link #isWhole() is whole} before it
 * is read.
 */
public final class Trace {

  private final List<JsonObject> records;
  private final Map<String, JsonObject> starts = new LinkedHashMap<>();
  private final Map<String, JsonObject> ends = new LinkedHashMap<>();
  private final Map<String, JsonObject> spans = new LinkedHashMap<>();

  private Trace(List<JsonObject> records) {
    this.records = records;
    for (JsonObject entry : records) {
      String id = entry.getString("span_id");
      if (entry.getString("record_type").equals("span")) {
        spans.put(id, entry);
      } else if (entry.getString("stage").equals("START")) {
        starts.put(id, entry);
      } else {
        ends.put(id, entry);
      }
    }
  }

  /** Picks what belongs to the trace. */
  public static Trace of(String traceId, List<JsonObject> records) {
    return new Trace(
        records.stream().filter(line -> line.getString("trace_id").equals(traceId)).toList());
  }

  /** Its lines, in the order of the file. */
  public List<JsonObject> records() {
    return records;
  }

  /** The span of the request, where a server opened one. */
  public Optional<JsonObject> server() {
    return spans.values().stream()
        .filter(span -> span.getString("kind").equals("server"))
        .findAny();
  }

  /** Every call has ended and has its span, and every span but the outermost has its parent. */
  public boolean isWhole() {
    return !spans.isEmpty()
        && ends.keySet().containsAll(starts.keySet())
        && spans.keySet().containsAll(starts.keySet())
        && spans.values().stream().filter(this::isOutermost).count() == 1;
  }

  /** The functions that nothing but the request's span is above. */
  public List<Call> calls() {
    List<Call> calls = new ArrayList<>();
    for (JsonObject start : starts.values()) {
      String parent = parentOf(start);
      if (!starts.containsKey(parent)) {
        calls.add(call(start));
      }
    }
    return calls;
  }

  private Call call(JsonObject start) {
    String id = start.getString("span_id");
    List<Call> children = new ArrayList<>();
    for (JsonObject child : starts.values()) {
      if (parentOf(child).equals(id)) {
        children.add(call(child));
      }
    }
    return new Call(start, of(ends, id, "END or EXCEPTION"), of(spans, id, "span"), children);
  }

  private boolean isOutermost(JsonObject span) {
    return !spans.containsKey(parentOf(span));
  }

  private static String parentOf(JsonObject line) {
    return line.isNull("parent_span_id") ? "" : line.getString("parent_span_id");
  }

  private static JsonObject of(Map<String, JsonObject> records, String id, String what) {
    JsonObject found = records.get(id);
    if (found == null) {
      throw new IllegalStateException("call " + id + " has no " + what);
    }
    return found;
  }

  @Override
  public String toString() {
    return records.isEmpty()
        ? "no record"
        : String.join("\n", records.stream().map(Object::toString).toList());
  }
}
