package io.glimpse.delivery;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.record.NameTable;
import io.glimpse.record.RecordBatch;
import io.glimpse.record.RecordEncoder;
import io.glimpse.record.RecordKind;
import io.glimpse.record.Section;
import io.glimpse.record.SpanKind;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Batches of spans that have nothing but a name, and a log entry before each of them. */
final class Spans {
  private Spans() {}

  static RecordBatch named(String... names) {
    return of("shop", Arrays.asList(names));
  }

  /** {@code span-3}, {@code span-4}, {@code span-5} for 3 and 6. */
  static RecordBatch numbered(int from, int to) {
    return of("shop", names(from, to));
  }

  static List<String> names(int from, int to) {
    return IntStream.range(from, to).mapToObj(n -> "span-" + n).toList();
  }

  static RecordBatch of(String service, List<String> names) {
    ByteBuilder bytes = new ByteBuilder(256);
    RecordEncoder encoder = new RecordEncoder(bytes);
    for (String name : names) {
      write(encoder, RecordKind.START, name);
      write(encoder, RecordKind.SPAN, name);
    }
    RecordBatch.Source source = new RecordBatch.Source("test", service, new NameTable());
    return new RecordBatch(bytes.array(), bytes.size(), names.size() * 2, 1, source);
  }

  private static void write(RecordEncoder encoder, RecordKind kind, String name) {
    encoder.begin(kind, 1, SpanKind.INTERNAL, false, 1, 2, 3, 0);
    encoder.times(1, 2).function(-1, 0).text(Section.NAME, name);
    encoder.end();
  }
}
