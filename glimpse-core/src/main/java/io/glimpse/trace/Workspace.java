package io.glimpse.trace;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.record.NameTable;
import io.glimpse.record.RecordEncoder;
import io.glimpse.record.Section;
import org.jspecify.annotations.Nullable;

/**
 * A thread's desk: the bytes of the record that is being written, and below them the rendered
 * arguments of the calls that are open on this thread, innermost last.
 *
 * <p>Held by a weak reference from the thread and by the calls that are open on it, so a garbage
 * collection clears the desks of threads that are not in a traced call, and neither a dead thread
 * nor an undeployed application keeps one.
 */
final class Workspace {
  private static final int FIRST_SIZE = 512;
  private static final int KEPT_SIZE = 64 * 1024;

  /** The places of the thread that it belongs to. */
  @Nullable Object[] places;

  ByteBuilder bytes = new ByteBuilder(FIRST_SIZE);
  RecordEncoder encoder = new RecordEncoder(bytes);
  private @Nullable String knownName;
  private int knownIndex;

  Workspace(@Nullable Object[] places) {
    this.places = places;
  }

  /** Says which thread it is: by the index of its name, or by the name where it has none. */
  void thread(RecordEncoder record, NameTable names) {
    String name = look(names);
    if (knownIndex == NameTable.UNKNOWN) {
      record.text(Section.THREAD, name);
    } else {
      record.thread(knownIndex);
    }
  }

  /**
   * The same where another thread's record is gone on with. A name that the table has no room for
   * is left out then: its section would have to stand before those that are there already.
   */
  void anotherThread(RecordEncoder record, NameTable names) {
    String unused = look(names);
    record.thread(knownIndex);
  }

  private String look(NameTable names) {
    String name = Thread.currentThread().getName();
    if (!name.equals(knownName)) {
      knownName = name;
      knownIndex = names.threadIndex(name);
    }
    return name;
  }

  /** Clears the desk from {@code size} on; an unusually large one is replaced once it is empty. */
  void clear(int size) {
    bytes.truncate(size);
    if (size == 0 && bytes.capacity() > KEPT_SIZE) {
      bytes = new ByteBuilder(FIRST_SIZE);
      encoder = new RecordEncoder(bytes);
    }
  }
}
