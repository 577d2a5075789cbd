package io.glimpse.pipeline;

import io.glimpse.record.RecordBatch;
import io.glimpse.record.WaitingStarts;
import io.glimpse.thread.GlimpseThreads;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The one thread that empties the ring, numbers the log entries and hands sealed batches to the
 * lanes.
 *
 * <p>Its rhythm is what keeps a put cheap. A drainer that follows the producers' heels makes every
 * put a cache miss, so after each round it rests: at least a millisecond, at most the flush
 * interval, shortened when a segment has been filled. When a round found nothing it sleeps until
 * there is one, and the first record wakes it: {@link #idle} is the only thing that a put looks at
 * besides the ring. Before it sleeps for good it looks once more, a flush interval later, whether a
 * call has begun whose START waits.
 */
final class Drainer implements Runnable {
  private static final long SHORTEST_REST = 1_000_000;

  /** After so long without a record the memory of past ones is let go; then nothing wakes it. */
  private static final long QUIET = 30_000_000_000L;

  private final Ring ring;
  private final Memory memory;
  private final WaitingRoom waitingRoom;
  private final List<Lane> lanes;
  private final RecordBatch.Source source;
  private final LossCount losses;
  private final long flushNanos;
  private final EarlyStarts early = new EarlyStarts();
  private final Thread thread = GlimpseThreads.daemon("glimpse-drainer", this);
  private volatile boolean idle;
  private volatile boolean hurry;
  private volatile boolean closing;
  private volatile boolean waitingForRoom;
  private volatile boolean lossToSay;
  private volatile long deadline;
  private volatile long roundsWanted;
  private volatile long roundsDone;
  private long nextEntry = 1;
  private long lookedAt = System.nanoTime();
  private volatile long recorded;

  Drainer(
      Ring ring,
      Memory memory,
      WaitingRoom waitingRoom,
      List<Lane> lanes,
      RecordBatch.Source source,
      LossCount losses,
      long flushNanos) {
    this.ring = ring;
    this.memory = memory;
    this.waitingRoom = waitingRoom;
    this.lanes = lanes;
    this.source = source;
    this.losses = losses;
    this.flushNanos = flushNanos;
  }

  void start() {
    thread.start();
  }

  /** A record was put. Costs a read unless the drainer sleeps. */
  void recordPut() {
    if (idle) {
      idle = false;
      LockSupport.unpark(thread);
    }
  }

  boolean isIdle() {
    return idle;
  }

  /** A segment was filled: do not wait for the flush interval. */
  void segmentFilled() {
    if (!hurry) {
      hurry = true;
      LockSupport.unpark(thread);
    }
  }

  /** Something was lost, which is said by this thread, whatever it waits for. */
  void lost() {
    if (!lossToSay) {
      lossToSay = true;
      LockSupport.unpark(thread);
    }
  }

  /** Says what has to be said, and answers for how many nanoseconds there is nothing more. */
  private long sayLosses() {
    lossToSay = false;
    long now = System.nanoTime();
    long next = losses.reportNew(now);
    for (Lane lane : lanes) {
      next = Math.min(next, lane.losses().reportNew(now));
    }
    return next;
  }

  /** From now on these are asked for STARTs that wait. */
  void ask(WaitingStarts starts) {
    early.ask(starts);
  }

  @Override
  public void run() {
    while (!closing) {
      long wanted = roundsWanted;
      hurry = false;
      boolean looks = look(wanted > roundsDone);
      boolean all = ring.collect(this::handOut, this::hasRoom);
      if (all && looks) {
        all = hasRoom();
        if (all) {
          sayStarts();
        }
      }
      long unused = sayLosses();
      if (all) {
        finishRound(wanted);
      }
      if (!closing && roundsWanted == wanted) {
        rest();
      }
    }
    ring.close();
    early.look();
    drainToTheEnd();
    sayStarts();
    finishRound(Long.MAX_VALUE);
  }

  /**
   * Looks for calls whose START waits: once in a flush interval, as long as a record waits at most,
   * and where somebody waits for this round.
   */
  private boolean look(boolean waitedFor) {
    long now = System.nanoTime();
    if (!waitedFor && now - lookedAt < flushNanos - 2 * SHORTEST_REST) {
      return false;
    }
    lookedAt = now;
    early.look();
    return true;
  }

  private void sayStarts() {
    byte[] bytes = early.say();
    if (bytes.length > 0) {
      RecordBatch starts = RecordBatch.of(bytes, nextEntry, source);
      nextEntry += starts.records();
      share(starts, bytes);
    }
  }

  private void rest() {
    pauseAtLeast(SHORTEST_REST);
    waitForRoom();
    if (!ring.hasRecords()) {
      idle = true;
      long quietAt = System.nanoTime() + QUIET;
      boolean looked = false;
      while (idle && !ring.hasRecords() && !closing && roundsWanted <= roundsDone) {
        long left = quietAt - System.nanoTime();
        if (left <= 0) {
          memory.trim();
          left = Long.MAX_VALUE;
        }
        if (!looked) {
          looked = look(false);
          if (early.hasSeenSome()) {
            break;
          }
          left = looked ? left : Math.min(left, flushNanos);
        }
        LockSupport.parkNanos(this, Math.min(left, sayLosses()));
        Thread.interrupted();
      }
      idle = false;
    }
    long end = System.nanoTime() + flushNanos - SHORTEST_REST;
    while (!hurry && !closing && roundsWanted <= roundsDone) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return;
      }
      LockSupport.parkNanos(this, Math.min(left, sayLosses()));
      Thread.interrupted();
    }
  }

  private void waitForRoom() {
    waitingForRoom = true;
    while (waitingForRoom && !hasRoom() && !closing) {
      LockSupport.parkNanos(this, sayLosses());
      Thread.interrupted();
    }
    waitingForRoom = false;
  }

  private void pauseAtLeast(long nanos) {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0 && !closing; left = end - System.nanoTime()) {
      LockSupport.parkNanos(this, left);
      Thread.interrupted();
    }
  }

  private void handOut(Segment segment) {
    byte[] block = segment.memory();
    memory.handOver(block);
    waitingRoom.letOneGo();
    early.pass(segment);
    int length = segment.length();
    if (length == 0) {
      memory.giveBack(block);
      return;
    }
    byte[] carried = block;
    if (length < block.length / 2) {
      // A quiet application flushes often and fills little; a backlog of nearly empty blocks would
      // run into its bound with hardly a record in it.
      carried = Arrays.copyOf(block, length);
      memory.giveBack(block);
    }
    RecordBatch batch = new RecordBatch(carried, length, segment.records(), nextEntry, source);
    nextEntry += segment.entries();
    share(batch, carried);
  }

  private void share(RecordBatch batch, byte[] block) {
    count(batch.records());
    SharedBatch shared = new SharedBatch(batch, block, memory, lanes.size());
    for (Lane lane : lanes) {
      lane.offer(shared);
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // only this thread adds
  private void count(long records) {
    recorded += records;
  }

  /** How many records have been handed to the lanes, or lost there. */
  long recorded() {
    return recorded;
  }

  private void drainToTheEnd() {
    while (!ring.collect(this::handOut, this::hasRoomOrIsLate)) {
      LockSupport.parkNanos(this, SHORTEST_REST);
      Thread.interrupted();
    }
  }

  /**
   * Where no lane has room the records stay in the ring, so that its memory is used too before
   * anything is lost, and a put that may wait has something to wait for.
   */
  private boolean hasRoom() {
    for (Lane lane : lanes) {
      if (lane.hasRoom()) {
        return true;
      }
    }
    return lanes.isEmpty();
  }

  private boolean hasRoomOrIsLate() {
    return hasRoom() || System.nanoTime() - deadline >= 0;
  }

  /** A lane has taken something off its backlog. */
  void roomAgain() {
    if (waitingForRoom) {
      waitingForRoom = false;
      LockSupport.unpark(thread);
    }
  }

  private synchronized void finishRound(long round) {
    roundsDone = round;
    notifyAll();
  }

  /** Waits until everything that was put before has been handed to the lanes. */
  synchronized boolean awaitRound(long deadline) throws InterruptedException {
    if (roundsDone == Long.MAX_VALUE) {
      return true;
    }
    long wanted = ++roundsWanted;
    LockSupport.unpark(thread);
    while (roundsDone < wanted) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  /** Ends the thread after a last round, waiting no longer than until the deadline. */
  void close(long deadline) {
    this.deadline = deadline;
    closing = true;
    LockSupport.unpark(thread);
    GlimpseThreads.join(thread, deadline);
    losses.reportUnsaid();
  }
}
