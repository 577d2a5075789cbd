package io.glimpse.pipeline;

import io.glimpse.record.RecordBatch;
import io.glimpse.record.RecordCursor;
import io.glimpse.record.RecordKind;
import io.glimpse.record.RecordWriter;
import io.glimpse.record.Section;
import java.util.HashMap;
import java.util.Map;

/** Reads every record to its end and remembers what was wrong: torn, doubled, out of order. */
final class CheckingWriter implements RecordWriter {
  private final String name;
  private final Map<Long, Long> lastOf = new HashMap<>();

  /** The last START of each, behind which the END of a call that is one record may follow. */
  private final Map<Long, Long> halves = new HashMap<>();

  private long records;
  private long lastEntry;
  private String wrong = "";

  CheckingWriter(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public synchronized void write(RecordBatch batch) {
    for (RecordCursor record = batch.cursor(); record.next(); ) {
      records += record.kind().records();
      long who = record.traceHigh();
      long n = record.traceLow();
      long check = EncodedRecord.check(who, n);
      if (record.spanId() != check
          || !record.text(Section.ARGUMENTS).equals(Long.toString(check))
          || record.length(Section.THREAD) != n % 50) {
        wrong = "torn: " + who + "/" + n;
      }
      long last = lastOf.getOrDefault(who, -1L);
      boolean isSecondHalf = n == last && halves.remove(who, n);
      if (n <= last && !isSecondHalf) {
        wrong = "doubled or out of order: " + who + "/" + n;
      }
      lastOf.put(who, n);
      if (record.kind() == RecordKind.START) {
        halves.put(who, n);
      }
      if (record.kind().entries() > 0) {
        if (record.entryNumber() <= lastEntry) {
          wrong = "entry " + record.entryNumber() + " after " + lastEntry;
        }
        lastEntry = record.entryNumber();
      }
    }
  }

  synchronized long records() {
    return records;
  }

  synchronized String wrong() {
    return wrong;
  }
}
