package io.glimpse.record;

/**
 * The parts of a record that have no fixed length, in the order in which they lie behind the fixed
 * ones. Those at the end that are empty are left out.
 *
 * @since 0.1
 */
public enum Section {
  /** The thread's name, UTF-8. */
  THREAD(0),
  /** The arguments: a JSON object, or nothing where they were not captured. */
  ARGUMENTS(1),
  /** The name of a span that is not a function, UTF-8. */
  NAME(2),
  /** The result: a JSON value, or nothing where it was not captured. */
  RESULT(3),
  /** The vendors' list, UTF-8. */
  TRACE_STATE(4),
  /** The full class name of what was thrown, UTF-8. */
  EXCEPTION_TYPE(5),
  /** The message of what was thrown, UTF-8. */
  EXCEPTION_MESSAGE(6),
  /** The stack trace, UTF-8. */
  EXCEPTION_STACK(7),
  /** What went wrong, in words, UTF-8. */
  STATUS_MESSAGE(8),
  /** Attributes in the form of {@link AttributeCursor}. */
  ATTRIBUTES(9),
  /** Events: each a name, a time and attributes, see {@link EventCursor}. */
  EVENTS(10),
  /** Links: each 28 bytes of ids and flags, see {@link LinkCursor}. */
  LINKS(11);

  static final int COUNT = values().length;

  /** How many the START of a function call has at most. */
  static final int OF_START = ARGUMENTS.count();

  private final int index;

  Section(int index) {
    this.index = index;
  }

  /** How many sections a record has whose last one this is. */
  public int count() {
    return index + 1;
  }

  /** Its place among the sections. */
  int index() {
    return index;
  }
}
