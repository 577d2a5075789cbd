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
  private boolean empty;

  /** A format that has written nothing yet. */
  public ZipkinFormat() {}

  @Override
  public String contentType() {
    return "application/json";
  }

  @Override
  public void begin(ByteBuilder out, RecordBatch.Source source) {
    empty = true;
    out.raw('[');
  }

  @Override
  public boolean goesOnWith(RecordBatch.Source source) {
    return true;
  }

  @Override
  public int append(ByteBuilder out, RecordBatch batch) {
    int before = out.size();
    boolean wasEmpty = empty;
    int count = 0;
    try {
      for (RecordCursor record = batch.cursor(); record.next(); ) {
        if (record.kind().spans() > 0) {
          if (!empty) {
            out.raw(',');
          }
          empty = false;
          spans.write(out, record, batch.source());
          count++;
        }
      }
    } catch (RuntimeException | Error broken) {
      // The body stays what it was: whole spans of other batches.
      out.truncate(before);
      empty = wasEmpty;
      throw broken;
    }
    return count;
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
