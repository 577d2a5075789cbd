package io.glimpse.delivery;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.record.RecordBatch;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What waits in memory to be sent, between the lane's thread that appends and the sender that
 * takes.
 *
 * <p>Batches go into the open body. It is ended when the sender has nothing older to do, so that
 * while one request is under way the next body grows (a group commit), or when it has become large
 * enough, and then waits its turn. The arrays of bodies that were released are written to again.
 *
 * <p>The bound is kept by {@link #append}, which waits while it is passed: the sender is told, and
 * makes room at once, whatever request it waits for, by putting bodies on the disk or, at worst, by
 * giving some up. So nobody waits for a server here.
 */
final class Outbox {
  private static final int FIRST_CAPACITY = 64 * 1024;

  /** How many arrays wait to be used again: one is sent, one grows, and one is on its way back. */
  private static final int SPARE = 3;

  private final BodyFormat format;
  private final long bound;
  private final int bodyBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Body> queue = new ArrayDeque<>();
  private final ArrayDeque<ByteBuilder> spare = new ArrayDeque<>();
  private @Nullable ByteBuilder open;
  private int openSpans;
  private long queuedBytes;
  private long changes;
  private boolean settled = true;
  private boolean closing;
  private boolean hurried;
  private boolean abandoned;

  Outbox(BodyFormat format, Bounds bounds) {
    this.format = format;
    this.bound = bounds.memoryBytes();
    this.bodyBytes = bounds.bodyBytes();
  }

  /**
   * Takes the spans of a batch.
   *
   * @return how many they were
   * @throws InterruptedException when the thread is interrupted while it waits for the disk
   * @throws IllegalStateException when the sender has ended
   */
  int append(RecordBatch batch) throws InterruptedException {
    lock.lock();
    try {
      while (isFull() && !abandoned) {
        changed.await();
      }
      if (abandoned) {
        throw new IllegalStateException("nobody sends any more");
      }
      if (open != null && !format.goesOnWith(batch.source())) {
        seal();
      }
      ByteBuilder body = open == null ? begin(batch.source()) : open;
      int spans = appendTo(body, batch);
      if (spans > 0) {
        settled = false;
        change();
      }
      return spans;
    } finally {
      lock.unlock();
    }
  }

  private ByteBuilder begin(RecordBatch.Source source) {
    ByteBuilder body = spare.isEmpty() ? new ByteBuilder(FIRST_CAPACITY) : spare.pop();
    body.truncate(0);
    format.begin(body, source);
    open = body;
    openSpans = 0;
    return body;
  }

  private int appendTo(ByteBuilder body, RecordBatch batch) {
    boolean whole = false;
    int spans = 0;
    try {
      spans = format.append(body, batch);
      whole = true;
    } finally {
      openSpans += spans;
      if (openSpans == 0) {
        open = null;
        spare(body);
      } else if (!whole || body.size() >= bodyBytes) {
        seal();
      }
    }
    return spans;
  }

  /** Ends the open body, if there is one, and queues it. */
  private void seal() {
    ByteBuilder body = open;
    open = null;
    if (body != null) {
      format.end(body);
      queue.add(new Body(body, openSpans));
      queuedBytes += body.size();
    }
  }

  /** The oldest body, which stays; null where there is none. */
  @Nullable Body oldest() {
    lock.lock();
    try {
      if (queue.isEmpty()) {
        seal();
      }
      return queue.peek();
    } finally {
      lock.unlock();
    }
  }

  /** Whether there is a body that is large enough, or all together is too much. */
  boolean hasWhole() {
    lock.lock();
    try {
      return !queue.isEmpty() || isFull();
    } finally {
      lock.unlock();
    }
  }

  /** Takes the oldest body out. */
  @Nullable Body take() {
    lock.lock();
    try {
      if (queue.isEmpty()) {
        seal();
      }
      Body body = queue.poll();
      if (body != null) {
        queuedBytes -= body.size();
        change();
      }
      return body;
    } finally {
      lock.unlock();
    }
  }

  /** Puts a body back that was taken: it is older than all that wait. */
  void putBack(Body body) {
    lock.lock();
    try {
      queue.addFirst(body);
      queuedBytes += body.size();
      change();
    } finally {
      lock.unlock();
    }
  }

  /** Nobody reads in this body any more. */
  void release(Body body) {
    lock.lock();
    try {
      spare(body.bytes());
    } finally {
      lock.unlock();
    }
  }

  private void spare(ByteBuilder bytes) {
    if (spare.size() < SPARE && bytes.capacity() <= Math.max(FIRST_CAPACITY, 3L * bodyBytes)) {
      spare.push(bytes);
    }
  }

  /** Lets go of the memory that waits to be used again. */
  void trim() {
    lock.lock();
    try {
      spare.clear();
    } finally {
      lock.unlock();
    }
  }

  /** Whether more waits than may. */
  boolean isFull() {
    lock.lock();
    try {
      return queuedBytes + (open == null ? 0 : open.size()) >= bound;
    } finally {
      lock.unlock();
    }
  }

  /** A number that is another one whenever something has happened here. */
  long changes() {
    lock.lock();
    try {
      return changes;
    } finally {
      lock.unlock();
    }
  }

  /** Something has happened elsewhere that whoever waits here may want to know. */
  void poke() {
    lock.lock();
    try {
      change();
    } finally {
      lock.unlock();
    }
  }

  private void change() {
    changes++;
    changed.signalAll();
  }

  /** Waits until something happens after {@code seen}, or the time is over. */
  void awaitChange(long seen, long nanos) {
    lock.lock();
    try {
      long left = nanos;
      while (changes == seen && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException nobodysBusiness) {
      // Whoever wants the sender to end says so by a mark.
    } finally {
      lock.unlock();
    }
  }

  /**
   * The sender has nothing to do and nothing on the disk.
   *
   * @return false where there is something here, after all
   */
  boolean settle() {
    lock.lock();
    try {
      if (!queue.isEmpty() || open != null) {
        return false;
      }
      settled = true;
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** There is something to be sent that never came by here. */
  void unsettle() {
    lock.lock();
    try {
      settled = false;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until all that was taken is where it belongs; false where the time was over before. */
  boolean awaitSettled(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (!settled) {
        if (left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Nothing will be appended any more. */
  void close() {
    lock.lock();
    try {
      closing = true;
      change();
    } finally {
      lock.unlock();
    }
  }

  /** Nobody waits for a server any longer. */
  void hurry() {
    lock.lock();
    try {
      closing = true;
      hurried = true;
      change();
    } finally {
      lock.unlock();
    }
  }

  /** The sender has ended: nobody will make room. */
  void abandon() {
    lock.lock();
    try {
      abandoned = true;
      change();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosing() {
    lock.lock();
    try {
      return closing;
    } finally {
      lock.unlock();
    }
  }

  boolean isHurried() {
    lock.lock();
    try {
      return hurried;
    } finally {
      lock.unlock();
    }
  }

  /** How much waits, for the debugger. */
  @Override
  public String toString() {
    return queue.size() + " bodies of " + queuedBytes + " bytes and " + openSpans + " open spans";
  }
}
