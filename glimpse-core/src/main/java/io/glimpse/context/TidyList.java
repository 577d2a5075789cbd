package io.glimpse.context;

import java.nio.charset.StandardCharsets;

/**
 * One list fit to be sent, from lines that cannot go as they came: without blanks, empty members
 * and keys that were there before. Only for lines that have passed the grammar, so all is ASCII.
 */
final class TidyList {
  private final byte[] list;
  private int size;
  private long seen;

  /** A list with room for so many characters and commas. */
  TidyList(int room) {
    this.list = new byte[room];
  }

  void addLine(String line) {
    int from = 0;
    while (from <= line.length()) {
      int comma = line.indexOf(',', from);
      int to = comma < 0 ? line.length() : comma;
      addTrimmed(line, from, to);
      from = to + 1;
    }
  }

  private void addTrimmed(String line, int from, int to) {
    int first = from;
    int last = to;
    while (first < last && TraceStateGrammar.isBlank(line.charAt(first))) {
      first++;
    }
    while (last > first && TraceStateGrammar.isBlank(line.charAt(last - 1))) {
      last--;
    }
    if (first < last) {
      addMember(line, first, last);
    }
  }

  @SuppressWarnings("deprecation") // of what is no ASCII it would take the half
  private void addMember(String line, int from, int to) {
    int equals = line.indexOf('=', from);
    long key = TraceStateGrammar.keyBit(line, from, equals);
    if ((seen & key) != 0 && isThere(line, from, equals)) {
      return;
    }
    seen |= key;
    if (size > 0) {
      list[size++] = ',';
    }
    line.getBytes(from, to, list, size);
    size += to - from;
  }

  private boolean isThere(String line, int from, int equals) {
    String soFar = toString();
    int length = equals - from + 1;
    for (int member = 0; member < size; ) {
      if (soFar.regionMatches(member, line, from, length)) {
        return true;
      }
      int comma = soFar.indexOf(',', member);
      member = comma < 0 ? size : comma + 1;
    }
    return false;
  }

  /** The list. */
  @Override
  public String toString() {
    return new String(list, 0, size, StandardCharsets.ISO_8859_1);
  }
}
