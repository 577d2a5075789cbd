package io.glimpse.benchmarks;

import io.glimpse.record.RecordBatch;
import io.glimpse.record.RecordCursor;
import io.glimpse.record.RecordWriter;
import io.glimpse.record.Section;
import io.glimpse.record.SpanKind;
import io.glimpse.record.SpanRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A destination that reads everything and keeps a sum: every fixed field and every byte of every
 * section, so that no record arrives for nothing.
 */
final class CountingWriter implements RecordWriter {
  private static final Section[] SECTIONS = Section.values();

  private final CRC32C text = new CRC32C();
  private long received;
  private long cut;
  private long sum;
  private @Nullable List<SpanRecord> shown;

  @Override
  public String name() {
    return "counting";
  }

  @Override
  public synchronized void write(RecordBatch batch) {
    if (shown != null) {
      shown.addAll(batch.spans());
    }
    for (RecordCursor record = batch.cursor(); record.next(); ) {
      received += record.kind().records();
      cut += record.cut();
      sum = sum * 31 + fixedFields(record);
      for (int i = 0; i < record.sections(); i++) {
        int length = record.length(SECTIONS[i]);
        if (length > 0) {
          text.update(record.bytes(), record.offset(SECTIONS[i]), length);
        }
      }
    }
  }

  private static long fixedFields(RecordCursor record) {
    return record.traceHigh()
        ^ record.traceLow()
        ^ record.spanId()
        ^ record.parentId()
        ^ record.startNanos()
        ^ record.endNanos()
        ^ record.entryNumber()
        ^ record.function()
        ^ record.flags()
        ^ (record.spanKind() == SpanKind.INTERNAL ? 0 : 2)
        ^ (record.failed() ? 1 : 0);
  }

  synchronized Tally tally(long lost) {
    return new Tally(received, lost, cut);
  }

  /** The spans that arrive while some work is done and waited for. */
  List<SpanRecord> showing(Runnable work) {
    List<SpanRecord> arriving = new ArrayList<>();
    show(arriving);
    work.run();
    show(null);
    return arriving;
  }

  private synchronized void show(@Nullable List<SpanRecord> where) {
    shown = where;
  }

  /** Depends on every byte that was read. */
  synchronized long checksum() {
    return sum ^ text.getValue();
  }
}
