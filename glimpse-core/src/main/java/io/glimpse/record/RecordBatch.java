package io.glimpse.record;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A sealed run of records on its way to the destinations. Nobody writes to it any more; each reader
 * takes a cursor of its own and is done with it when {@link RecordWriter#write} returns.
 *
 * @since 0.1
 */
public final class RecordBatch {
  private final byte[] bytes;
  private final int length;
  private final int records;
  private final long firstEntry;
  private final Source source;

  /**
   * What all batches of one Glimpse have in common.
   *
   * @param instance a random name of this Glimpse, the first part of every entry id
   * @param serviceName says which service the spans belong to, null where none is known yet
   * @param functions the names of the functions
   * @param traceIds whether log entries hold the ids of trace, span and parent
   * @since 0.1
   */
  public record Source(
      String instance,
      Supplier<@Nullable String> serviceName,
      NameTable functions,
      boolean traceIds) {
    /** One whose service is known, or will never be, and that holds all ids. */
    public Source(String instance, @Nullable String service, NameTable functions) {
      this(instance, () -> service, functions, true);
    }

    /**
     * The service that the spans belong to, or null where none is known. In a container it is known
     * a moment after the first records may have been made.
     */
    public @Nullable String service() {
      return serviceName.get();
    }
  }

  /**
   * The first {@code length} bytes of {@code bytes}, which become {@code records} records at a
   * destination and whose first log entry has the number {@code firstEntry}.
   */
  public RecordBatch(byte[] bytes, int length, int records, long firstEntry, Source source) {
    this.bytes = bytes;
    this.length = length;
    this.records = records;
    this.firstEntry = firstEntry;
    this.source = source;
  }

  /** All records in {@code bytes}. */
  public static RecordBatch of(byte[] bytes, long firstEntry, Source source) {
    int records = 0;
    for (int at = 0; at < bytes.length; at += RecordKind.lengthAt(bytes, at)) {
      records += RecordKind.at(bytes, at).records();
    }
    return new RecordBatch(bytes, bytes.length, records, firstEntry, source);
  }

  /** A new cursor before the first record. */
  public RecordCursor cursor() {
    return new RecordCursor(bytes, length, firstEntry);
  }

  /** How many log entries and spans a destination gets from this batch. */
  public int records() {
    return records;
  }

  /** How many spans there are among its records. They are counted each time. */
  public int spanCount() {
    int spans = 0;
    for (RecordCursor record = cursor(); record.next(); ) {
      spans += record.kind().spans();
    }
    return spans;
  }

  /** How many bytes of encoded records it holds. */
  public int length() {
    return length;
  }

  /** Where the batch comes from. */
  public Source source() {
    return source;
  }

  /** The log entries as values, for a writer that does not count nanoseconds. */
  public List<LogEntry> logEntries() {
    List<LogEntry> entries = new ArrayList<>();
    for (RecordCursor record = cursor(); record.next(); ) {
      if (record.kind().entries() > 0) {
        entries.add(LogEntry.at(record, source));
      }
    }
    return entries;
  }

  /** The spans as values, for a writer that does not count nanoseconds. */
  public List<SpanRecord> spans() {
    List<SpanRecord> spans = new ArrayList<>();
    for (RecordCursor record = cursor(); record.next(); ) {
      if (record.kind().spans() > 0) {
        spans.add(SpanRecord.at(record, source));
      }
    }
    return spans;
  }

  /** How much it holds, for the debugger. */
  @Override
  public String toString() {
    return records + " records in " + length + " bytes";
  }
}
