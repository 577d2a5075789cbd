package io.glimpse.zipkin;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.delivery.BodyFormat;
import io.glimpse.record.RecordBatch;
import io.glimpse.record.RecordCursor;

/**
 * Spans as a list in Zipkin's JSON of version 2, for {@code POST /api/v2/spans}.
 *
 * <pre>{@code
 * BodyFormat format = new ZipkinFormat();
 * }</pre>
 *
 * <p>Every span says which service it belongs to, so a body may hold those of several.
 *
 * @since 0.1
 */
public final class ZipkinFormat implements BodyFormat {
  private final SpanObjects spans = new SpanObjects();

  /** A format that has written nothing yet. */
  public ZipkinFormat() {}

  @Override
  public String contentType() {
    return "application/json";
  }

  @Override
  public void begin(ByteBuilder out, RecordBatch.Source source) {
    out.raw('[');
  }

  @Override
  public boolean goesOnWith(RecordBatch.Source source) {
    return true;
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
    out.raw(']');
  }

  /** Zipkin says 202 and nothing else, and takes a body whole or not at all. */
  @Override
  public Accepted read(byte[] body, int spans) {
    return Accepted.ALL;
  }
}
