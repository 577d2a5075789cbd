package io.glimpse.pipeline;

import io.glimpse.record.CallRecord;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Bounded memory between the application's threads and the drainer.
 *
 * <p>The ring is a few chains of {@link Segment}s side by side. A record names its chain; the
 * tracer gives all records of one trace the same one, so a trace's records stay in the order in
 * which they were put, and threads with different traces seldom meet. Putting a record is an atomic
 * addition and a copy. Only when a segment is full does a thread take fresh {@link Memory} and link
 * the next segment; where there is no memory left the record is refused, and the caller counts it.
 *
 * <p>The drainer walks each chain from its head: it seals the segment in use, so that a quiet
 * chain's records come out too, and passes on every segment whose records are all in place. A
 * thread that was stopped by the machine half-way through its copy holds up its own chain only, and
 * only until it goes on; after five seconds it is taken for dead, the segment is abandoned and its
 * memory never used again.
 *
 * <p>Closing links one last segment that is full from the start, after which every put is refused:
 * what was accepted before is found by the drainer, what comes after is known to be lost.
 */
final class Ring {
  /** A chain: threads append at the tail, the drainer reads from the head. */
  private static final class Chain {
    volatile Segment tail = Segment.full();
    Segment head = tail;
    boolean headDone = true;
    long heldUpSince;
  }

  private static final long PATIENCE = 5_000_000_000L;

  private final Chain[] chains;
  private final Memory memory;
  private final BooleanSupplier mayGrow;
  private final Runnable onFullSegment;
  private final LongConsumer onAbandoned;
  private final Segment closed = Segment.full();

  /**
   * {@code chains} is a power of two; {@code mayGrow} says whether the calling thread may take
   * memory, where others wait for it; {@code onFullSegment} is told when a segment has been filled,
   * {@code onAbandoned} how many records an abandoned one held.
   */
  Ring(
      int chains,
      Memory memory,
      BooleanSupplier mayGrow,
      Runnable onFullSegment,
      LongConsumer onAbandoned) {
    this.chains = new Chain[chains];
    for (int i = 0; i < chains; i++) {
      this.chains[i] = new Chain();
    }
    this.memory = memory;
    this.mayGrow = mayGrow;
    this.onFullSegment = onFullSegment;
    this.onAbandoned = onAbandoned;
  }

  /** What became of a record. */
  enum Outcome {
    TAKEN,
    FULL,
    CLOSED
  }

  Outcome put(int lane, byte[] source, int from, int length) {
    Chain chain = chain(lane);
    Segment tail = chain.tail;
    while (!tail.append(source, from, length)) {
      Segment next = next(chain, tail, length);
      if (next == null) {
        return refusal(tail);
      }
      tail = next;
    }
    return Outcome.TAKEN;
  }

  Outcome put(int lane, CallRecord record) {
    Chain chain = chain(lane);
    Segment tail = chain.tail;
    while (!tail.append(record)) {
      Segment next = next(chain, tail, record.length());
      if (next == null) {
        return refusal(tail);
      }
      tail = next;
    }
    return Outcome.TAKEN;
  }

  private Chain chain(int lane) {
    return chains[lane & (chains.length - 1)];
  }

  /** The segment behind one that is full; null where there is no memory for one, or never will. */
  private @Nullable Segment next(Chain chain, Segment full, int length) {
    if (full == closed) {
      return null;
    }
    Segment next = full.next();
    if (next == null) {
      next = grow(full, length);
    }
    if (next != null) {
      // Two threads may write here in turn. The later value can be the older segment for a moment;
      // it is full, so whoever reads it walks on by its link.
      chain.tail = next;
    }
    return next;
  }

  /** Why nothing follows this segment. */
  private Outcome refusal(Segment last) {
    return last == closed ? Outcome.CLOSED : Outcome.FULL;
  }

  private @Nullable Segment grow(Segment tail, int length) {
    byte[] block = mayGrow.getAsBoolean() ? memory.take(length) : null;
    if (block == null) {
      return null;
    }
    Segment fresh = new Segment(block);
    Segment linked = tail.link(fresh);
    if (linked != fresh) {
      memory.handOver(block);
      memory.giveBack(block);
    } else if (tail.overflowed()) {
      onFullSegment.run();
    }
    return linked;
  }

  /** Whether a put has left something that no {@link #collect} has taken. */
  boolean hasRecords() {
    for (Chain chain : chains) {
      if (!chain.headDone || chain.head.next() != null) {
        return true;
      }
    }
    return false;
  }

  /**
   * Passes on every segment whose records are in place, oldest first within a chain, as long as the
   * reader has room. Called by the drainer alone.
   *
   * @return whether every chain was read to its end
   */
  boolean collect(Consumer<Segment> reader, BooleanSupplier hasRoom) {
    boolean all = true;
    for (Chain chain : chains) {
      all &= collect(chain, reader, hasRoom);
    }
    return all;
  }

  private boolean collect(Chain chain, Consumer<Segment> reader, BooleanSupplier hasRoom) {
    while (true) {
      Segment head = chain.head;
      if (!chain.headDone) {
        if (!hasRoom.getAsBoolean()) {
          return false;
        }
        if (head.next() == null) {
          head.seal();
        }
        if (head.complete()) {
          reader.accept(head);
        } else if (!isAbandoned(chain)) {
          return false;
        }
        chain.headDone = true;
        chain.heldUpSince = 0;
      }
      Segment next = head.next();
      if (next == null) {
        return true;
      }
      chain.head = next;
      chain.headDone = false;
    }
  }

  private boolean isAbandoned(Chain chain) {
    long now = System.nanoTime();
    if (chain.heldUpSince == 0) {
      chain.heldUpSince = now;
    }
    if (now - chain.heldUpSince < PATIENCE) {
      return false;
    }
    memory.handOver(chain.head.memory());
    onAbandoned.accept(Math.max(1, chain.head.records()));
    return true;
  }

  /** Refuses every record from now on. */
  void close() {
    for (Chain chain : chains) {
      Segment last = chain.tail;
      while (true) {
        last.seal();
        Segment linked = last.link(closed);
        if (linked == closed) {
          break;
        }
        last = linked;
      }
    }
  }
}
