package io.glimpse.sqlite;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.record.SpanRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What has no columns of its own, as JSON text, so that SQLite's functions can look into it. */
final class JsonColumn {
  private final ByteBuilder out = new ByteBuilder(1024);

  /** Texts, whole numbers, numbers and truths by their names. */
  String object(Map<String, Object> attributes) {
    out.truncate(0);
    out.raw('{');
    boolean first = true;
    for (Map.Entry<String, Object> each : attributes.entrySet()) {
      if (!first) {
        out.raw(',');
      }
      first = false;
      out.text(each.getKey()).raw(':');
      value(each.getValue());
    }
    out.raw('}');
    return text();
  }

  private void value(Object value) {
    if (value instanceof Boolean || value instanceof Long) {
      out.ascii(value.toString());
    } else if (value instanceof Double number && Double.isFinite(number)) {
      out.ascii(number.toString());
    } else {
      out.text(value.toString());
    }
  }

  String links(List<SpanRecord.Link> links) {
    out.truncate(0);
    out.raw('[');
    for (SpanRecord.Link link : links) {
      if (out.size() > 1) {
        out.raw(',');
      }
      out.ascii("{\"trace_id\":\"").ascii(link.traceId().hex());
      out.ascii("\",\"span_id\":\"").ascii(link.spanId().hex());
      out.ascii("\",\"flags\":").number(link.flags()).raw('}');
    }
    out.raw(']');
    return text();
  }

  private String text() {
    return new String(out.array(), 0, out.size(), StandardCharsets.UTF_8);
  }
}
