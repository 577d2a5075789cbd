package io.glimpse.record;

/**
 * Reads the links of a span in place: spans of other traces that it belongs with.
 *
 * @since 0.1
 */
public final class LinkCursor {
  /** Beside the flags: the linked span is one of another process. */
  static final int REMOTE = 0x100;

  private static final int SIZE = 28;

  private final byte[] bytes;
  private int end;
  private int at;

  LinkCursor(byte[] bytes) {
    this.bytes = bytes;
  }

  LinkCursor over(int from, int end) {
    this.at = from - SIZE;
    this.end = end;
    return this;
  }

  /** Goes to the next link; false when there is none. */
  public boolean next() {
    at += SIZE;
    return at < end;
  }

  /** The first eight bytes of the linked trace id. */
  public long traceHigh() {
    return RecordCursor.int64(bytes, at);
  }

  /** The last eight bytes of the linked trace id. */
  public long traceLow() {
    return RecordCursor.int64(bytes, at + 8);
  }

  /** The linked span id. */
  public long spanId() {
    return RecordCursor.int64(bytes, at + 16);
  }

  /** The linked span's trace flags. */
  public int flags() {
    return RecordCursor.int32(bytes, at + 24) & 0xff;
  }

  /** Whether the linked span is one of another process. */
  public boolean remote() {
    return (RecordCursor.int32(bytes, at + 24) & REMOTE) != 0;
  }
}
