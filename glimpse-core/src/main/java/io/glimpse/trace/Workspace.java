package io.glimpse.trace;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.record.CallRecord;
import io.glimpse.record.Inlet;
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

  /** What is on its way to the road. */
  final CallRecord record = new CallRecord();

  /** This thread's way onto the road. */
  final Inlet inlet;

  private final NameTable names;
  private final Thread thread = Thread.currentThread();
  private String knownName = thread.getName();
  private int knownIndex;

  /** One for this thread, which has these places, and whose name is in this table. */
  Workspace(@Nullable Object[] places, NameTable names, Inlet inlet) {
    this.places = places;
    this.names = names;
    this.inlet = inlet;
    this.knownIndex = names.threadIndex(knownName);
  }

  /** Says which thread it is: by the index of its name, or by the name where it has none. */
  void thread(RecordEncoder record) {
    String name = look();
    if (knownIndex == NameTable.UNKNOWN) {
      record.text(Section.THREAD, name);
    } else {
      record.thread(knownIndex);
    }
  }

  /** The index of its name; unknown where the table has no room for it. */
  int threadIndex() {
    String unused = look();
    return knownIndex;
  }

  /** The index as it was found last, by this thread. */
  int lastThreadIndex() {
    return knownIndex;
  }

  /** Whether its thread may still write on it. */
  boolean isThreadAlive() {
    return thread.isAlive();
  }

  /** The same for another thread, which must not touch what this one knows. */
  int threadIndexFromOutside() {
    return names.threadIndex(thread.getName());
  }

  private String look() {
    String name = Thread.currentThread().getName();
    if (!name.equals(knownName)) {
      knownName = name;
      knownIndex = names.threadIndex(name);
    }
    return name;
  }

  /**
   * Makes sure that what a call has laid between these two places is there.
   *
   * @throws IllegalStateException when the call has ended already, or another one around it has
   */
  void check(long spanId, int at, int to) {
    if (to < at || to > bytes.size() || (to > at && bytes.getInt64(at) != spanId)) {
      throw new IllegalStateException(
          "the call to end has ended before, or another one around it has");
    }
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
