package io.glimpse.pipeline;

import io.glimpse.record.RecordBatch;
import io.glimpse.record.WaitingStarts;
import io.glimpse.thread.GlimpseThreads;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The one thread that empties the ring, numbers the log entries and hands sealed batches to the
 * lanes.
 *
 * <p>Its rhythm is what keeps a put cheap. A drainer that follows the producers' heels makes every
 * put a cache miss, so after each round it rests: at least a millisecond, at most the flush
 * interval, shortened when a segment has been filled. When a round found nothing it sleeps until
 * there is one, and the first segment that is opened wakes it. Before it sleeps for good it looks
 * once more, a flush interval later, whether a call has begun whose START waits.
 */
final class Drainer implements Runnable {
  private static final long SHORTEST_REST = 1_000_000;

  /** After so long without a record the memory of past ones is let go; then nothing wakes it. */
  private static final long QUIET = 30_000_000_000L;

  /** A segment is seen, found to be quiet, and taken away. */
  private static final int UNTIL_TAKEN = 3;

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
  private volatile int roundsForMemory;
  private volatile boolean closing;
  private volatile boolean waitingForRoom;
  private volatile boolean lossToSay;
  private volatile long deadline;
  private volatile long roundsWanted;
  private volatile long roundsDone;
  private final byte[] gathering;

  /** How far that is filled, and with what. */
  private long gathered;

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
    this.gathering = new byte[memory.largest()];
  }

  void start() {
    thread.start();
  }

  /** There is something to do. Costs a read unless the drainer sleeps. */
  void wake() {
    if (idle) {
      idle = false;
      LockSupport.unpark(thread);
    }
  }

  boolean isIdle() {
    return idle;
  }

  /** What some hold and do not need is to be taken from them, since others need it. */
  void memoryIsShort() {
    if (roundsForMemory < UNTIL_TAKEN) {
      roundsForMemory = UNTIL_TAKEN;
    }
    segmentFilled();
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
      order(looks);
      boolean all = collect(this::hasRoom);
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

  /** What is in the open segments comes once in a flush interval, or where memory is short. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one more round, or one less, does no harm
  private void order(boolean looks) {
    if (looks || roundsForMemory > 0) {
      ring.order();
    }
    if (roundsForMemory > 0) {
      roundsForMemory--;
      hurry = true;
    }
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
    if (ring.isEmpty()) {
      idle = true;
      long quietAt = System.nanoTime() + QUIET;
      boolean looked = false;
      while (idle && ring.isEmpty() && !closing && roundsWanted <= roundsDone) {
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
        pause(Math.min(left, sayLosses()));
      }
      idle = false;
    }
    long end = System.nanoTime() + flushNanos - SHORTEST_REST;
    while (!hurry && !closing && roundsWanted <= roundsDone) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return;
      }
      pause(Math.min(left, sayLosses()));
    }
  }

  private void waitForRoom() {
    waitingForRoom = true;
    while (waitingForRoom && !hasRoom() && !closing) {
      pause(sayLosses());
    }
    waitingForRoom = false;
  }

  private void pauseAtLeast(long nanos) {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0 && !closing; left = end - System.nanoTime()) {
      pause(left);
    }
  }

  private void pause(long nanos) {
    LockSupport.parkNanos(this, nanos);
    Thread.interrupted();
  }

  private boolean collect(BooleanSupplier hasRoom) {
    boolean all = ring.collect(this::handOut, hasRoom);
    shareGathered();
    return all;
  }

  private void handOut(Ring.Part part) {
    Segment segment = part.segment();
    int from = segment.readTo();
    long between = segment.read(part.upTo());
    if (part.after() == Ring.After.GOES_ON) {
      gather(segment.memory(), from, between);
    } else if (segment.release()) {
      memory.handOver(segment.memory());
      waitingRoom.letOneGo();
      handOutLast(segment.memory(), from, between, part.after() == Ring.After.CLOSED);
    }
  }

  /** A large block goes on as it is; of others what is in them is copied. */
  private void handOutLast(byte[] block, int from, long between, boolean ours) {
    if (ours && from == 0 && Mark.bytes(between) >= memory.largest() / 2) {
      shareGathered();
      share(block, between);
      return;
    }
    gather(block, from, between);
    if (ours) {
      memory.giveBack(block);
    }
  }

  /**
   * Little is put together: a backlog of nearly empty batches would run into its bound with hardly
   * a record in it.
   */
  private void gather(byte[] bytes, int from, long between) {
    int length = Mark.bytes(between);
    if (Mark.bytes(gathered) + length > gathering.length) {
      shareGathered();
    }
    if (length > gathering.length) {
      share(Arrays.copyOfRange(bytes, from, from + length), between);
      return;
    }
    System.arraycopy(bytes, from, gathering, Mark.bytes(gathered), length);
    gathered += between;
  }

  private void shareGathered() {
    int length = Mark.bytes(gathered);
    if (length > 0) {
      share(Arrays.copyOf(gathering, length), gathered);
      gathered = 0;
    }
  }

  private void share(byte[] bytes, long mark) {
    int length = Mark.bytes(mark);
    long left = mark - early.pass(bytes, length);
    RecordBatch batch = new RecordBatch(bytes, length, Mark.records(left), nextEntry, source);
    nextEntry += Mark.entries(left);
    share(batch, bytes);
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
    while (!ring.isEmpty()) {
      pause(SHORTEST_REST);
      ring.order();
      boolean unused = collect(this::hasRoomOrIsLate);
    }
  }

  /**
   * Where no lane has room the records stay in the ring, so that its memory is used too before
   * anything is lost, and a put that may wait has something to wait for.
   */
  private boolean hasRoom() {
    for (Lane lane : lanes) {
      if (lane.hasRoomBehind(Mark.bytes(gathered))) {
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
