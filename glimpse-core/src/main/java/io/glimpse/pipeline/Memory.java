package io.glimpse.pipeline;

import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that the ring may hold at one time, given out in blocks. A block is made when it is
 * first needed and used again when its last reader has given it back. The one that was given back
 * first goes out first: the last one is still in the reader's cache, and taking it from there costs
 * every put a miss.
 *
 * <p>Between {@link #take} and {@link #handOver} a block counts against the ring's bound; after
 * that it counts against the backlog of the destinations that read it.
 */
final class Memory {
  private final long bound;
  private final int blockSize;
  private final AtomicLong held = new AtomicLong();
  private final AtomicLong highest = new AtomicLong();
  private final ConcurrentLinkedQueue<byte[]> free = new ConcurrentLinkedQueue<>();

  Memory(long bound, int blockSize) {
    this.bound = bound;
    this.blockSize = blockSize;
  }

  /**
   * A block of at least {@code atLeast} bytes, all zero, or null when the bound leaves no room for
   * it. That a used block is cleared here and not where it was given back brings it into the cache
   * of the processor that is about to fill it.
   */
  byte @Nullable [] take(int atLeast) {
    int size = Math.max(blockSize, atLeast);
    long before;
    do {
      before = held.get();
      if (before + size > bound) {
        return null;
      }
    } while (!held.compareAndSet(before, before + size));
    if (before + size > highest.get()) {
      highest.accumulateAndGet(before + size, Math::max);
    }
    byte[] used = size == blockSize ? free.poll() : null;
    if (used == null) {
      return new byte[size];
    }
    Arrays.fill(used, (byte) 0);
    return used;
  }

  /** The ring is done with a block: readers hold it now. */
  void handOver(byte[] block) {
    held.addAndGet(-block.length);
  }

  /** Nobody reads the block any more. */
  void giveBack(byte[] block) {
    if (block.length == blockSize) {
      free.add(block);
    }
  }

  /** Gives the unused blocks to the garbage collector; for quiet times. */
  void trim() {
    free.clear();
  }

  /** The most bytes that the ring has held at one time. */
  long highest() {
    return highest.get();
  }
}
