package io.glimpse.pipeline;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The blocks that the ring is made of, within a bound. A block that a writer is done with is used
 * again; a garbage collector would have to move each one otherwise. Blocks are of a few sizes, each
 * twice as large as the next one, so that a thread that has much to say gets large ones and a
 * thousand that say little have room side by side. A record that does not fit into the largest gets
 * a block of its own, which is not used again.
 *
 * <p>The bound is for what the ring holds; what has been handed to the lanes is bounded by them.
 */
final class Memory {
  private final long bound;
  private final int smallest;
  private final int largest;
  private final AtomicLong held = new AtomicLong();
  private final AtomicLong highest = new AtomicLong();

  /** Those of the smallest size first. */
  private final List<ConcurrentLinkedQueue<byte[]>> free;

  /** Both sizes are powers of two. */
  Memory(long bound, int smallest, int largest) {
    this.bound = bound;
    this.smallest = smallest;
    this.largest = largest;
    this.free =
        Stream.generate(ConcurrentLinkedQueue<byte[]>::new).limit(place(largest) + 1L).toList();
  }

  int smallest() {
    return smallest;
  }

  int largest() {
    return largest;
  }

  int larger(int size) {
    return Math.min(largest, 2 * size);
  }

  int smaller(int size) {
    return Math.max(smallest, size / 2);
  }

  private int place(int size) {
    return Integer.numberOfTrailingZeros(size) - Integer.numberOfTrailingZeros(smallest);
  }

  /**
   * A block of the wanted size, or of a smaller one where there is no room for it, but of {@code
   * atLeast} bytes; null when the bound leaves no room for that. There may be anything in it.
   */
  byte @Nullable [] take(int wanted, int atLeast) {
    if (atLeast > largest) {
      return atLeast <= Mark.MOST_BYTES && hold(atLeast) ? new byte[atLeast] : null;
    }
    for (int size = wanted; size >= smallest; size /= 2) {
      int enough = Math.max(size, roundedUp(atLeast));
      if (hold(enough)) {
        byte[] used = free.get(place(enough)).poll();
        return used == null ? new byte[enough] : used;
      }
    }
    return null;
  }

  private static int roundedUp(int bytes) {
    return bytes == 1 ? 1 : Integer.highestOneBit(bytes - 1) << 1;
  }

  private boolean hold(int size) {
    long before;
    do {
      before = held.get();
      if (before + size > bound) {
        return false;
      }
    } while (!held.compareAndSet(before, before + size));
    if (before + size > highest.get()) {
      highest.accumulateAndGet(before + size, Math::max);
    }
    return true;
  }

  /** The ring is done with a block: readers hold it now. */
  void handOver(byte[] block) {
    held.addAndGet(-block.length);
  }

  /** Nobody reads the block any more. */
  void giveBack(byte[] block) {
    if (block.length <= largest
        && block.length >= smallest
        && Integer.bitCount(block.length) == 1) {
      free.get(place(block.length)).add(block);
    }
  }

  /** Gives the unused blocks to the garbage collector; for quiet times. */
  void trim() {
    free.forEach(ConcurrentLinkedQueue::clear);
  }

  /** Whether there may soon be no room any more. */
  boolean isGettingShort() {
    return held.get() > bound / 2;
  }

  /** How many bytes the ring holds. */
  long held() {
    return held.get();
  }

  /** The most bytes that the ring has held at one time. */
  long highest() {
    return highest.get();
  }
}
