package io.glimpse.record;

/**
 * The shapes in which something travels through the buffers. One encoded record becomes up to three
 * records at the destination: the end of a call carries its log entry and its span in one, and that
 * of a call with nothing in between carries its beginning too. Nobody who reads with a {@link
 * RecordCursor} meets the last two: a {@link #CALL} is read as a {@link #START} and an {@link
 * #END}, and a {@link #SAID} not at all.
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
  SPAN(3, 0, 1),
  /** A call that has returned, and its START, which had waited for that. */
  CALL(4, 2, 1),
  /** A START that has gone out before by another way. */
  SAID(5, 0, 0);

  private static final RecordKind[] BY_CODE = values();

  private final int code;
  private final int entries;
  private final int spans;

  RecordKind(int code, int entries, int spans) {
    this.code = code;
    this.entries = entries;
    this.spans = spans;
  }

  /** How many log entries it becomes: 0 to 2. */
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

  /** Whether it says that a call began. */
  public boolean hasStart() {
    return this == START || this == CALL;
  }

  /**
   * Takes the START out of an encoded record, for one that has gone out already: of a call under
   * way nothing is left, and of one that has ended its end.
   */
  public static void takeStartOut(byte[] bytes, int at) {
    RecordKind left = at(bytes, at) == CALL ? END : SAID;
    bytes[at + RecordLayout.KIND] = (byte) left.code;
  }

  /** The id of the span that the encoded record at {@code at} belongs to. */
  public static long spanIdAt(byte[] bytes, int at) {
    return RecordCursor.int64(bytes, at + RecordLayout.SPAN_ID);
  }

  /** How many bytes the encoded record at {@code at} takes. */
  public static int lengthAt(byte[] bytes, int at) {
    return RecordCursor.int32(bytes, at + RecordLayout.LENGTH);
  }
}
