package io.glimpse.delivery;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.record.RecordBatch;
import io.glimpse.record.RecordCursor;

/**
 * How the spans of several batches become one request, and what the server means by its answer.
 *
 * <p>One thread at a time uses it. A body is begun, spans are appended one by one, and it is ended:
 * {@code begin span span end}.
 *
 * @since 0.1
 */
public interface BodyFormat {
  /** The media type of a body. */
  String contentType();

  /** Writes what stands before the first span. */
  void begin(ByteBuilder out, RecordBatch.Source source);

  /**
   * Whether the spans of this source may go into the body that was begun last: not where what was
   * said about the source at its beginning is no longer true.
   */
  boolean goesOnWith(RecordBatch.Source source);

  /**
   * Appends the span at which {@code record} stands to the body that was begun last, parted from
   * one before it.
   */
  void span(ByteBuilder out, RecordCursor record, RecordBatch.Source source);

  /**
   * Appends the batch's spans, all or none; log entries are left out.
   *
   * @return how many spans they were
   */
  default int append(ByteBuilder out, RecordBatch batch) {
    int before = out.size();
    int count = 0;
    try {
      for (RecordCursor record = batch.cursor(); record.next(); ) {
        if (record.kind().spans() > 0) {
          span(out, record, batch.source());
          count++;
        }
      }
    } catch (RuntimeException | Error broken) {
      // The body stays what it was: whole spans of other batches.
      out.truncate(before);
      throw broken;
    }
    return count;
  }

  /** Writes what stands behind the last span. */
  void end(ByteBuilder out);

  /**
   * What the server says in the body of a 2xx answer.
   *
   * @param body the answer's first bytes, as many as anybody looks at
   * @param spans how many spans the request held
   */
  Accepted read(byte[] body, int spans);

  /**
   * What a server took of a request.
   *
   * @param refused how many spans it did not take; sending them again does not help
   * @param message why, or a warning where it took all; empty where it said nothing
   * @since 0.1
   */
  record Accepted(int refused, String message) {
    /** It took everything and said nothing. */
    public static final Accepted ALL = new Accepted(0, "");
  }
}
