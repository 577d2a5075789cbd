package io.glimpse.record;

/**
 * Where the fixed parts of an encoded record lie, in bytes from its start, little-endian:
 *
 * <pre>
 *  0  int   length of the whole record, a multiple of eight
 *  4  byte  kind (RecordKind)
 *  5  byte  trace flags
 *  6  byte  span kind (low four bits) and status (high four bits: 0 ok, 1 error)
 *  7  byte  number of sections that follow
 *  8  long  trace id, high half
 * 16  long  trace id, low half
 * 24  long  span id
 * 32  long  parent span id, 0 for none
 * 40  long  start, nanoseconds since 1970
 * 48  long  end, the same; equal to start in a START
 * 56  int   function, an index into the NameTable, -1 for none
 * 60  int   deeper calls that were not recorded
 * 64  int   thread's name, an index into the NameTable, -1 where a section has it or nobody asks
 * 68  int   marks: bit 0, the function has arguments to show and there are none; bit 1, the parent
 *           is a span of another process
 * 72        the sections: each an int length and that many bytes; then zeros up to a multiple of 8
 * </pre>
 */
final class RecordLayout {
  static final int LENGTH = 0;
  static final int KIND = 4;
  static final int FLAGS = 5;
  static final int SPAN_KIND_AND_STATUS = 6;
  static final int SECTIONS = 7;
  static final int TRACE_HIGH = 8;
  static final int TRACE_LOW = 16;
  static final int SPAN_ID = 24;
  static final int PARENT_ID = 32;
  static final int START = 40;
  static final int END = 48;
  static final int FUNCTION = 56;
  static final int CUT = 60;
  static final int THREAD = 64;
  static final int MARKS = 68;
  static final int FIXED = 72;

  /** In the byte of span kind and status: the status is error. */
  static final int FAILED = 0x10;

  /** Arguments are shown, and there are none. */
  static final int NO_ARGUMENTS = 1;

  /** The parent is a span of another process. */
  static final int REMOTE_PARENT = 2;

  private RecordLayout() {}
}
