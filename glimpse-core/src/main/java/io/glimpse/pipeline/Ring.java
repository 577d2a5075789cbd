package io.glimpse.pipeline;

import io.glimpse.record.CallRecord;
import io.glimpse.record.RecordKind;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Bounded memory between the application's threads and the drainer.
 *
 * <p>Each thread has a {@link Way} in, and fills a {@link Segment} there that nobody else writes
 * to, so putting a record is to write it. Only when the segment is full does the thread close it,
 * put it at the end of the one queue that the drainer reads, and take fresh {@link Memory}; where
 * there is none left the record is refused, and the caller counts it.
 *
 * <p>The order of that queue is the order of reading. A thread's segments come one after the other.
 * What one thread puts may have to come before what another puts, as a call's beginning before that
 * of a call below it elsewhere; then the first one hands over, or the other one does it for it,
 * which puts what it has so far into the queue. Everything else comes in whatever order.
 *
 * <p>Quiet threads never fill a segment. So once in a flush interval the drainer puts into the
 * queue, behind all that is there, what it finds in the segments that are open ({@link #order}). A
 * segment in which nothing has come since then it takes away; so memory is only held by threads
 * that have put something lately, and one that has died holds none.
 *
 * <p>Closing revokes all segments, after which every put is refused: what was accepted before is
 * found by the drainer, what comes after is known to be lost.
 */
final class Ring {
  /** What becomes of a segment when a part of it has been read. */
  enum After {
    GOES_ON,
    /** Its owner has closed it; the memory may be used again. */
    CLOSED,
    /** It was taken from its owner, which may still write into the memory. */
    TAKEN
  }

  /** A segment, from where it was read last up to a mark. */
  record Part(Segment segment, long upTo, After after) {}

  /** What became of a record. */
  enum Outcome {
    TAKEN,
    FULL,
    CLOSED
  }

  /** Is told of what concerns the drainer, by the threads that put. */
  interface Listener {
    void segmentFilled();

    void segmentOpened();

    /** There was none for a new segment, or there may soon be none. */
    void memoryIsShort();
  }

  private final Set<Segment> open = ConcurrentHashMap.newKeySet();
  private final Queue<Part> queue = new ConcurrentLinkedQueue<>();
  private final Way[] shared;
  private final Memory memory;
  private final BooleanSupplier mayGrow;
  private final Listener listener;
  private volatile boolean closed;

  /** How often the open segments have been put in order. */
  private volatile int turn;

  /**
   * {@code ways} are shared by threads that have none of their own, a power of two; {@code mayGrow}
   * says whether the calling thread may take memory, where others wait for it.
   */
  Ring(int ways, Memory memory, BooleanSupplier mayGrow, Listener listener) {
    this.shared = new Way[ways];
    this.memory = memory;
    this.mayGrow = mayGrow;
    this.listener = listener;
    for (int i = 0; i < ways; i++) {
      shared[i] = new Way();
    }
  }

  /** By one of the ways that are shared; what goes by the same one stays in order. */
  Outcome put(int lane, RecordKind kind, byte[] source, int from, int length) {
    Way way = shared[lane & (shared.length - 1)];
    synchronized (way) {
      return way.put(kind, source, from, length);
    }
  }

  /** One thread's way in. */
  final class Way {
    private Segment segment = Segment.none();
    private int size = memory.smallest();
    private int openedAt;

    /**
     * Every call comes by here, and mostly its record fits. What happens where it does not lies
     * apart, and is said at such a length, so that a compiler leaves it where it is: HotSpot puts
     * what is rare and has no more than 35 bytecodes into its caller, and all that is below it.
     */
    Outcome put(CallRecord record) {
      return segment.append(record) ? Outcome.TAKEN : putBehind(record);
    }

    private Outcome putBehind(CallRecord record) {
      while (renew(record.length())) {
        if (segment.append(record)) {
          return Outcome.TAKEN;
        }
      }
      return closed ? Outcome.CLOSED : Outcome.FULL;
    }

    Outcome put(RecordKind kind, byte[] source, int from, int length) {
      while (!segment.append(kind, source, from, length)) {
        if (!renew(length)) {
          return refusal();
        }
      }
      return Outcome.TAKEN;
    }

    private Outcome refusal() {
      return closed ? Outcome.CLOSED : Outcome.FULL;
    }

    /** A fresh segment; false where there is no memory for one, or never will be. */
    private boolean renew(int atLeast) {
      boolean filled = !segment.isRevoked();
      if (close(segment, After.CLOSED) && filled) {
        listener.segmentFilled();
      }
      size = filled && turn - openedAt <= 1 ? memory.larger(size) : memory.smaller(size);
      openedAt = turn;
      Segment fresh = closed ? null : open(size, atLeast);
      segment = fresh == null ? Segment.none() : fresh;
      return fresh != null;
    }

    /** By any thread. It hands over what it can see, and that is what it can know of. */
    void handOver() {
      Segment current = segment;
      queue(current, current.filledTo());
    }
  }

  /** Puts what lies before this mark into the queue, unless it is there. */
  private void queue(Segment segment, long upTo) {
    if (segment.queued() < upTo) {
      boolean unused = queue.add(new Part(segment, upTo, After.GOES_ON));
      segment.queued(upTo);
    }
  }

  private @Nullable Segment open(int wanted, int atLeast) {
    byte[] block = mayGrow.getAsBoolean() ? memory.take(wanted, atLeast) : null;
    if (block == null || memory.isGettingShort()) {
      listener.memoryIsShort();
    }
    if (block == null) {
      return null;
    }
    Segment fresh = new Segment(block);
    boolean unused = open.add(fresh);
    if (closed) {
      // Whoever closes may have looked before it was there.
      unused = close(fresh, After.CLOSED);
      return null;
    }
    listener.segmentOpened();
    if (memory.isGettingShort()) {
      letOthersGoFirst();
    }
    return fresh;
  }

  /**
   * Memory gets short where every processor is busy and the drainer or a writer waits for its turn.
   * Nobody waits for anybody here: if no other thread wants to run, this one goes on at once.
   */
  @SuppressWarnings("ThreadPriorityCheck") // right without it, only with more losses
  private static void letOthersGoFirst() {
    Thread.yield();
  }

  /**
   * Ends a segment where it is and puts it into the queue; false when that has been done. It leaves
   * the open ones last, so that it is found there or in the queue at any time.
   */
  private boolean close(Segment segment, After after) {
    boolean first = segment.end();
    if (first) {
      leave(segment, after);
    }
    return first;
  }

  private void leave(Segment ended, After after) {
    boolean unused = queue.add(new Part(ended, ended.endedAt(), after));
    unused = open.remove(ended);
  }

  /** Whether nothing is to be read, and no memory is held for more. */
  boolean isEmpty() {
    return queue.isEmpty() && open.isEmpty();
  }

  /**
   * Puts what is in the open segments into the queue, and takes away those in which nothing has
   * come since this was called last. Called by the drainer alone.
   */
  @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread
  void order() {
    turn++;
    for (Segment segment : open) {
      long mark = segment.mark();
      if (segment.hasEnded()) {
        // Its owner has not come to the rest, and may never.
        leave(segment, After.CLOSED);
      } else if (segment.mayBeTaken()) {
        boolean unused = close(segment, After.TAKEN);
      } else if (!segment.isRevoked() && segment.isQuiet(mark)) {
        segment.revoke();
      } else {
        queue(segment, mark);
      }
    }
  }

  /**
   * Passes on everything in the queue, as long as the reader has room. Called by the drainer alone.
   *
   * @return whether all was read
   */
  boolean collect(Consumer<Part> reader, BooleanSupplier hasRoom) {
    for (Part next = queue.peek(); next != null; next = queue.peek()) {
      if (!hasRoom.getAsBoolean()) {
        return false;
      }
      Part unused = queue.remove();
      reader.accept(next);
    }
    return true;
  }

  /** Refuses every record from now on. */
  void close() {
    closed = true;
    open.forEach(Segment::revoke);
  }
}
