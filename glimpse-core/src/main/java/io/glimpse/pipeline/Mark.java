package io.glimpse.pipeline;

import io.glimpse.record.RecordKind;

/**
 * How far a segment is filled, as one number, so that one write says it: bytes, and what they
 * become at a destination, log entries and records. The difference of two marks is the mark of what
 * lies between them.
 */
final class Mark {
  private static final int RECORDS = 28;
  private static final int ENTRIES = 46;
  private static final long BYTES_MASK = (1L << RECORDS) - 1;
  private static final long COUNT_MASK = (1L << (ENTRIES - RECORDS)) - 1;

  /** The most bytes that a mark can say. */
  static final int MOST_BYTES = (1 << RECORDS) - 1;

  private Mark() {}

  /** What one record of this kind and length adds. */
  static long of(RecordKind kind, int length) {
    return length | of(kind);
  }

  /** The same without its bytes. */
  static long of(RecordKind kind) {
    return ((long) kind.records() << RECORDS) | ((long) kind.entries() << ENTRIES);
  }

  static int bytes(long mark) {
    return (int) (mark & BYTES_MASK);
  }

  static int records(long mark) {
    return (int) (mark >>> RECORDS & COUNT_MASK);
  }

  static int entries(long mark) {
    return (int) (mark >>> ENTRIES);
  }
}
