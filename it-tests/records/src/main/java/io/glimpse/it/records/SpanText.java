package io.glimpse.it.records;

import jakarta.json.JsonObject;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All spans of a trace as indented lines, children below their parent in the order of their start:
 * requests with their kind, functions and blocks by their name alone.
 *
 * <pre>{@code
 * server GET /shop/api/partners/{sku}
 *   PartnerResource.stock
 *     client GET
 * }</pre>
 */
public final class SpanText {

  private SpanText() {}

  /** One line a span, two spaces a level; every line ends with a line feed. */
  public static String indented(Trace trace) {
    List<JsonObject> spans =
        trace.records().stream()
            .filter(line -> line.getString("record_type").equals("span"))
            .sorted(Comparator.comparing(span -> span.getString("start_time")))
            .toList();
    Set<String> ids =
        spans.stream().map(span -> span.getString("span_id")).collect(Collectors.toSet());
    StringBuilder text = new StringBuilder();
    Set<String> parentsElsewhere = new HashSet<>();
    for (JsonObject span : spans) {
      String parent = span.getString("parent_span_id", "");
      if (!ids.contains(parent) && parentsElsewhere.add(parent)) {
        append(text, "", parent, spans);
      }
    }
    return text.toString();
  }

  private static void append(
      StringBuilder text, String indent, String parent, List<JsonObject> spans) {
    for (JsonObject span : spans) {
      if (span.getString("parent_span_id", "").equals(parent)) {
        String kind = span.getString("kind");
        text.append(indent)
            .append(kind.equals("internal") ? "" : kind + " ")
            .append(span.getString("name"))
            .append('\n');
        append(text, indent + "  ", span.getString("span_id"), spans);
      }
    }
  }
}
