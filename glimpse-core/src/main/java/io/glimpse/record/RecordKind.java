package io.glimpse.record;

/**
 * The four shapes in which something travels through the buffers. One encoded record becomes one or
 * two records at the destination: the end of a call carries its log entry and its span in one.
 *
 * @since 0.1
 */
public enum RecordKind {
  /** A call began: the log entry START. */
  START(0, 1, 0),
  /** A call returned: the log entry END, and the span. */
  END(1, 1, 1),
  /** A call threw: the log entry EXCEPTION, and the span with its exception event. */
  EXCEPTION(2, 1, 1),
  /** A span without log entries: a request, a client call, a manual span. */
  SPAN(3, 0, 1);

  private static final RecordKind[] BY_CODE = values();

  private final int code;
  private final int entries;
  private final int spans;

  RecordKind(int code, int entries, int spans) {
    this.code = code;
    this.entries = entries;
    this.spans = spans;
  }

  /** How many log entries it becomes: 0 or 1. */
  public int entries() {
    return entries;
  }

  /** How many spans it becomes: 0 or 1. */
  public int spans() {
    return spans;
  }

  /** How many records the destination gets from it. */
  public int records() {
    return entries + spans;
  }

  /** What stands for it in an encoded record. */
  int code() {
    return code;
  }

  /** The kind of the encoded record that begins at {@code at}. */
  public static RecordKind at(byte[] bytes, int at) {
    return of(bytes[at + RecordLayout.KIND]);
  }

  static RecordKind of(int code) {
    return BY_CODE[code];
  }
}
