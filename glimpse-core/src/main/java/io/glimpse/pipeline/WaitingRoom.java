package io.glimpse.pipeline;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Where threads wait until the ring has memory again, in a line. Only the first one looks whether
 * there is enough, when the drainer has taken something off the ring, and then lets the next one
 * look: woken all together, they would take the cores from the writers that they wait for, and who
 * has a large record would find whatever comes free taken by those who have small ones. As long as
 * somebody waits, memory is for those who do, so that a thread which comes later cannot take it
 * from under their eyes again and again.
 */
final class WaitingRoom {
  /** Nobody is forgotten; this is for memory that comes free by other ways than the drainer. */
  private static final long LONGEST_NAP = 20_000_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Condition> line = new ArrayDeque<>();
  private volatile int waiting;

  /**
   * Waits until {@code done}, which is asked again whenever memory has come free, or {@code nanos}
   * are over. An interrupt ends it and stays set.
   *
   * @return whether it is done
   */
  boolean await(BooleanSupplier done, long nanos) {
    long end = System.nanoTime() + nanos;
    lock.lock();
    Condition turn = lock.newCondition();
    line.addLast(turn);
    waiting = line.size();
    try {
      while (line.getFirst() != turn || !done.getAsBoolean()) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        boolean unused = turn.await(Math.min(left, LONGEST_NAP), TimeUnit.NANOSECONDS);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      boolean unused = line.remove(turn);
      waiting = line.size();
      wakeTheFirst();
      lock.unlock();
    }
  }

  private void wakeTheFirst() {
    Condition first = line.peekFirst();
    if (first != null) {
      first.signal();
    }
  }

  /** Whether this thread may take memory: nobody waits, or it is this one's turn. */
  boolean letsIn() {
    return waiting == 0 || lock.isHeldByCurrentThread();
  }

  /** There is more memory. Costs a read where nobody waits. */
  void letOneGo() {
    if (waiting > 0) {
      lock.lock();
      try {
        wakeTheFirst();
      } finally {
        lock.unlock();
      }
    }
  }
}
