package io.glimpse.pipeline;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Where threads wait until the ring has memory again. Each block that the drainer takes off the
 * ring lets the one go on that has waited longest: woken all together, they would take the cores
 * from the writers that they wait for. As long as somebody waits, memory is for those who do, so
 * that a thread which comes later cannot take it from under their eyes again and again.
 */
final class WaitingRoom {
  /** Nobody is forgotten; this is for memory that comes free by other ways than the drainer. */
  private static final long LONGEST_NAP = 20_000_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private volatile int waiting;

  /**
   * Waits until {@code done}, which is asked again after each block, or {@code nanos} are over. An
   * interrupt ends it and stays set.
   *
   * @return whether it is done
   */
  @SuppressWarnings("NonAtomicVolatileUpdate") // within the lock
  boolean await(BooleanSupplier done, long nanos) {
    long end = System.nanoTime() + nanos;
    lock.lock();
    waiting++;
    try {
      // Who finds others here comes after them.
      boolean mayTry = waiting == 1;
      while (!mayTry || !done.getAsBoolean()) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        boolean unused = room.await(Math.min(left, LONGEST_NAP), TimeUnit.NANOSECONDS);
        mayTry = true;
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      waiting--;
      lock.unlock();
    }
  }

  /** Whether this thread may take memory: nobody waits, or it is this one's turn. */
  boolean letsIn() {
    return waiting == 0 || lock.isHeldByCurrentThread();
  }

  /** There is memory for one more. Costs a read where nobody waits. */
  void letOneGo() {
    if (waiting > 0) {
      lock.lock();
      try {
        room.signal();
      } finally {
        lock.unlock();
      }
    }
  }
}
