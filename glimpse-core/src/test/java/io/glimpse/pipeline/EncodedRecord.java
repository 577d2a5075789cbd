package io.glimpse.pipeline;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.record.Inlet;
import io.glimpse.record.RecordBatch;
import io.glimpse.record.RecordEncoder;
import io.glimpse.record.RecordKind;
import io.glimpse.record.RecordSink;
import io.glimpse.record.Section;
import io.glimpse.record.SpanKind;

/**
 * A record whose every part follows from two numbers, so that a reader can tell a whole one from a
 * torn one: who put it, and the how-manieth of theirs it is.
 */
final class EncodedRecord {
  static final RecordBatch.Source SOURCE =
      new RecordBatch.Source("test", null, new io.glimpse.record.NameTable());

  private final ByteBuilder bytes = new ByteBuilder(256);
  private final RecordEncoder encoder = new RecordEncoder(bytes);

  /** Puts one by a way that is shared; its size varies with {@code n}. */
  boolean put(RecordSink sink, int lane, RecordKind kind, long who, long n) {
    int length = encode(kind, who, n);
    return sink.put(lane, kind, bytes.array(), 0, length);
  }

  /** Puts one by this thread's own way. */
  boolean put(Inlet inlet, RecordKind kind, long who, long n) {
    int length = encode(kind, who, n);
    return inlet.put(kind, bytes.array(), 0, length);
  }

  /** Puts one into a segment. */
  boolean append(Segment segment, RecordKind kind, long who, long n) {
    int length = encode(kind, who, n);
    return segment.append(kind, bytes.array(), 0, length);
  }

  private int encode(RecordKind kind, long who, long n) {
    bytes.truncate(0);
    int from = encoder.begin(kind, 1, SpanKind.INTERNAL, false, who, n, check(who, n), 0);
    encoder.times(n, n).function(-1, 0);
    encoder.text(Section.THREAD, "x".repeat((int) (n % 50)));
    encoder.text(Section.ARGUMENTS, Long.toString(check(who, n)));
    return encoder.end() - from;
  }

  static long check(long who, long n) {
    return (who * 31 + n) * 0x9E3779B97F4A7C15L | 1;
  }
}
