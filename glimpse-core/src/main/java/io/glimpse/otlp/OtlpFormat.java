package io.glimpse.otlp;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.delivery.BodyFormat;
import io.glimpse.record.RecordBatch;
import io.glimpse.record.RecordCursor;
import io.glimpse.version.GlimpseVersion;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Spans as an {@code ExportTraceServiceRequest} in OTLP's JSON: hexadecimal ids, enumerations as
 * integers, 64-bit integers as text, and what is empty left out.
 *
 * <pre>{@code
 * BodyFormat format = new OtlpFormat(() -> Resource.ofThisProcess(Map.of("deployment", "blue")));
 * }</pre>
 *
 * <p>A body has one resource, so one service. A body that was begun before the service was known
 * ends where it is.
 *
 * @since 0.1
 */
public final class OtlpFormat implements BodyFormat {
  private static final String UNKNOWN_SERVICE = "unknown_service:java";

  private final Supplier<Resource> resources;
  private final SpanObjects spans = new SpanObjects();
  private @Nullable Resource resource;
  private @Nullable String service;

  /**
   * A format whose bodies name this resource.
   *
   * @param resource asked once, on the thread that begins the first body
   */
  public OtlpFormat(Supplier<Resource> resource) {
    this.resources = resource;
  }

  @Override
  public String contentType() {
    return "application/json";
  }

  @Override
  public void begin(ByteBuilder out, RecordBatch.Source source) {
    service = source.service();
    out.ascii("{\"resourceSpans\":[{\"resource\":{\"attributes\":[");
    Resource known = resource();
    Object name = service;
    if (name == null) {
      name = known.attributes().getOrDefault(Resource.SERVICE_NAME, UNKNOWN_SERVICE);
    }
    attribute(out, Resource.SERVICE_NAME, name);
    for (Map.Entry<String, Object> each : known.attributes().entrySet()) {
      if (!each.getKey().equals(Resource.SERVICE_NAME)) {
        attribute(out.raw(','), each.getKey(), each.getValue());
      }
    }
    out.ascii("]},\"scopeSpans\":[{\"scope\":{\"name\":\"io.glimpse\",\"version\":");
    out.text(GlimpseVersion.current()).ascii("},\"spans\":[");
  }

  private static void attribute(ByteBuilder out, String key, Object value) {
    out.ascii("{\"key\":").text(key).ascii(",\"value\":{");
    if (value instanceof Long number) {
      out.ascii("\"intValue\":\"").number(number).ascii("\"}}");
    } else {
      out.ascii("\"stringValue\":").text(value.toString()).ascii("}}");
    }
  }

  private Resource resource() {
    Resource known = resource;
    if (known == null) {
      known = resources.get();
      resource = known;
    }
    return known;
  }

  @Override
  public boolean goesOnWith(RecordBatch.Source source) {
    return Objects.equals(source.service(), service);
  }

  @Override
  public void span(ByteBuilder out, RecordCursor record, RecordBatch.Source source) {
    // Of a span the last byte is a brace.
    if (out.array()[out.size() - 1] != '[') {
      out.raw(',');
    }
    spans.write(out, record, source);
  }

  @Override
  public void end(ByteBuilder out) {
    out.ascii("]}]}]}");
  }

  @Override
  public Accepted read(byte[] body, int spans) {
    return PartialSuccess.in(body, spans);
  }
}
