package io.glimpse;

import io.glimpse.record.LogEntry;
import io.glimpse.record.RecordBatch;
import io.glimpse.record.RecordWriter;
import io.glimpse.record.SpanRecord;
import java.util.ArrayList;
import java.util.List;

/** A destination that keeps what it gets, and how often it was closed. */
final class Collected implements RecordWriter {
  private final List<LogEntry> entries = new ArrayList<>();
  private final List<SpanRecord> spans = new ArrayList<>();
  private int closed;

  @Override
  public String name() {
    return "collected";
  }

  @Override
  public synchronized void write(RecordBatch batch) {
    entries.addAll(batch.logEntries());
    spans.addAll(batch.spans());
  }

  @Override
  public synchronized void close() {
    closed++;
  }

  synchronized List<LogEntry> entries() {
    return List.copyOf(entries);
  }

  synchronized List<SpanRecord> spans() {
    return List.copyOf(spans);
  }

  synchronized int closed() {
    return closed;
  }
}
