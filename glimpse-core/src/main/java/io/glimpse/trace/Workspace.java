package io.glimpse.trace;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.record.RecordEncoder;
import java.nio.charset.StandardCharsets;
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
  final @Nullable Object[] places;

  ByteBuilder bytes = new ByteBuilder(FIRST_SIZE);
  RecordEncoder encoder = new RecordEncoder(bytes);
  private String knownName = "";
  private byte[] knownNameBytes = new byte[0];

  Workspace(@Nullable Object[] places) {
    this.places = places;
  }

  /** The current thread's name as UTF-8. */
  byte[] threadName() {
    String name = Thread.currentThread().getName();
    if (!name.equals(knownName)) {
      knownName = name;
      knownNameBytes = name.getBytes(StandardCharsets.UTF_8);
    }
    return knownNameBytes;
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
