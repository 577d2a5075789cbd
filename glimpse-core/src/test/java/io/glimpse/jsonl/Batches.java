package io.glimpse.jsonl;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.record.NameTable;
import io.glimpse.record.RecordBatch;
import io.glimpse.record.RecordCursor;
import io.glimpse.record.RecordEncoder;
import io.glimpse.record.RecordKind;
import io.glimpse.record.Section;
import io.glimpse.record.SpanKind;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes records by hand and seals them into batches. */
final class Batches {
  static final Instant BEGIN = Instant.parse("2026-01-02T03:04:05.000006Z");

  private boolean traceIds = true;
  final NameTable functions = new NameTable();
  private final ByteBuilder bytes = new ByteBuilder(64);
  private final RecordEncoder encoder = new RecordEncoder(bytes);

  /** A record that began at BEGIN and took 1.5 ms and a nanosecond. */
  Batches record(
      RecordKind kind,
      int function,
      boolean failed,
      long parent,
      Consumer<RecordEncoder> sections) {
    long start = BEGIN.getEpochSecond() * 1_000_000_000L + BEGIN.getNano();
    long end = kind == RecordKind.START ? start : start + 1_500_001;
    encoder.begin(
        kind,
        3,
        SpanKind.INTERNAL,
        failed,
        0x4bf92f3577b34da6L,
        0xa3ce929d0e0e4736L,
        0xb7L,
        parent);
    encoder.times(start, end).function(function, 0);
    sections.accept(encoder);
    encoder.end();
    return this;
  }

  Batches span(String name) {
    return record(RecordKind.SPAN, -1, false, 0, out -> out.text(Section.NAME, name));
  }

  Batches withoutTraceIds() {
    traceIds = false;
    return this;
  }

  RecordBatch seal(@Nullable String service, long firstEntry) {
    byte[] copy = Arrays.copyOf(bytes.array(), bytes.size());
    bytes.truncate(0);
    RecordBatch.Source source = new RecordBatch.Source("k3x", () -> service, functions, traceIds);
    int records = 0;
    for (RecordCursor each = new RecordBatch(copy, copy.length, 0, 1, source).cursor();
        each.next(); ) {
      records += each.kind().records();
    }
    return new RecordBatch(copy, copy.length, records, firstEntry, source);
  }

  List<String> lines(@Nullable String service, long firstEntry) {
    ByteBuilder out = new ByteBuilder(16);
    new JsonlEncoder(out).encode(seal(service, firstEntry));
    return out.toString().lines().toList();
  }
}
