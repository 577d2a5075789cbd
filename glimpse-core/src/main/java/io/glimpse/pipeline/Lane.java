package io.glimpse.pipeline;

import io.glimpse.record.Ledger;
import io.glimpse.record.Loss;
import io.glimpse.record.RecordWriter;
import io.glimpse.thread.GlimpseThreads;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * One destination: its writer, its thread, its backlog and its losses. A writer that throws costs
 * its own batch, one that hangs costs its own backlog; the other lanes do not notice.
 */
final class Lane implements Runnable, Ledger {
  private static final Logger LOG = System.getLogger("io.glimpse.pipeline");

  private final RecordWriter writer;
  private final String name;
  private final long backlogBound;
  private final Runnable onRoom;
  private final Runnable onLoss;
  private final LossCount losses;
  private final LongAdder written = new LongAdder();
  private final LongAdder retried = new LongAdder();
  private final LongAdder spooled = new LongAdder();
  private final ArrayDeque<SharedBatch> backlog = new ArrayDeque<>();
  private final Thread thread;
  private long backlogBytes;
  private long offered;
  private long done;
  private boolean closing;
  private boolean failing;
  private @Nullable SharedBatch inHand;

  /** Records of a batch that close gave up while it was in hand; nobody knows what became of it. */
  private long unknown;

  /** Close waits no longer, whether the thread has ended or not. */
  private volatile boolean ended;

  /** {@code onLoss} is told of losses, which somebody has to say. */
  Lane(RecordWriter writer, long backlogBound, Runnable onRoom, Runnable onLoss) {
    this.writer = writer;
    this.backlogBound = backlogBound;
    this.onRoom = onRoom;
    this.onLoss = onLoss;
    this.name = writer.name();
    this.losses = new LossCount(name);
    this.thread = GlimpseThreads.daemon("glimpse-" + name, this);
  }

  void start() {
    thread.start();
  }

  String name() {
    return name;
  }

  LossCount losses() {
    return losses;
  }

  /**
   * What it took and has not lost later. A batch that is lost by another thread before its write
   * has returned is not counted here yet, and must not make it less than nothing.
   */
  long written() {
    return Math.max(0, written.sum());
  }

  long retries() {
    return retried.sum();
  }

  long spooledRecords() {
    return spooled.sum();
  }

  @Override
  public void lost(Loss reason, long records) {
    long more = records - alreadyCounted(records);
    written.add(-more);
    losses.add(reason, more);
    onLoss.run();
    if (ended) {
      losses.reportUnsaid(); // Nobody else says anything any more.
    }
  }

  /** A record that close counted when it gave up waiting for it is not lost again. */
  private synchronized long alreadyCounted(long records) {
    long known = Math.min(unknown, records);
    unknown -= known;
    return known;
  }

  @Override
  public void inherited(long records) {
    written.add(records);
  }

  @Override
  public void retried() {
    retried.increment();
  }

  @Override
  public void spooled(long records) {
    spooled.add(records);
  }

  /**
   * Takes the batch or counts it as lost. Called by the drainer; never waits for the writer. The
   * bound is passed by one batch at most, so that a batch as large as the bound fits too.
   */
  void offer(SharedBatch batch) {
    synchronized (this) {
      if (!closing && backlogBytes < backlogBound) {
        backlog.add(batch);
        backlogBytes += batch.size();
        offered++;
        notifyAll();
        return;
      }
    }
    losses.add(Loss.BACKLOG_FULL, batch.recordsFor(writer));
    onLoss.run();
    batch.done();
  }

  /** Whether a batch would be taken that is offered behind one of so many bytes. */
  synchronized boolean hasRoomBehind(int bytes) {
    return backlogBytes + bytes < backlogBound;
  }

  @Override
  public void run() {
    try {
      begin();
      for (SharedBatch batch = take(); batch != null; batch = take()) {
        write(batch);
      }
    } finally {
      end();
    }
  }

  /** One that cannot begin may still be able to write; if not, each batch is counted. */
  private void begin() {
    try {
      writer.begin(this);
    } catch (Throwable thrown) {
      say(thrown);
    }
  }

  private synchronized @Nullable SharedBatch take() {
    while (backlog.isEmpty()) {
      if (closing) {
        return null;
      }
      try {
        wait();
      } catch (InterruptedException whoever) {
        // Close sets its mark first. Anybody else has no business with this thread.
        LOG.log(Level.DEBUG, "the thread of {0} was interrupted", name);
      }
    }
    SharedBatch batch = backlog.remove();
    inHand = batch;
    return batch;
  }

  private void write(SharedBatch batch) {
    Throwable thrown = null;
    try {
      writer.write(batch.batch());
    } catch (Throwable failed) {
      thrown = failed;
    }
    settle(batch, thrown);
    batch.done();
    onRoom.run();
    say(thrown);
    if (thrown != null) {
      onLoss.run();
    }
  }

  /** Counts the batch once: as written, as lost, or not at all when close has already done so. */
  private synchronized void settle(SharedBatch batch, @Nullable Throwable thrown) {
    if (inHand == batch) {
      inHand = null;
      if (thrown == null) {
        written.add(batch.recordsFor(writer));
      } else {
        losses.add(Loss.WRITE_FAILED, batch.recordsFor(writer));
      }
    }
    backlogBytes -= batch.size();
    done++;
    notifyAll();
  }

  private void say(@Nullable Throwable thrown) {
    if (thrown != null && !failing) {
      try {
        LOG.log(
            Level.ERROR,
            "Glimpse cannot write to "
                + name
                + ": "
                + thrown
                + ". The application goes on; what is lost"
                + " is counted, and the next batch is tried again.",
            thrown);
      } catch (Throwable handlerOrExceptionOfTheApplications) {
        // What was lost is said by its count.
      }
    }
    failing = thrown != null;
  }

  private void end() {
    try {
      writer.close();
    } catch (Throwable thrown) {
      LOG.log(Level.WARNING, "Glimpse could not close " + name, thrown);
    }
  }

  /** Waits until everything that was offered before has been written or lost. */
  boolean awaitWritten(long deadline) throws InterruptedException {
    return awaitTaken(deadline)
        && writer.flush(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
  }

  private synchronized boolean awaitTaken(long deadline) throws InterruptedException {
    long target = offered;
    while (done < target) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  /** Lets the thread finish its backlog and end. */
  synchronized void close() {
    closing = true;
    notifyAll();
  }

  /** Waits for the end; past the deadline the rest of the backlog is given up and counted. */
  void awaitEnd(long deadline) {
    GlimpseThreads.join(thread, deadline);
    if (thread.isAlive()) {
      giveUp();
      thread.interrupt();
    }
    ended = true;
    losses.reportUnsaid();
  }

  private synchronized void giveUp() {
    SharedBatch hanging = inHand;
    if (hanging != null) {
      inHand = null;
      unknown = hanging.recordsFor(writer);
      losses.add(Loss.CLOSE_TIMEOUT, unknown);
    }
    for (SharedBatch batch : backlog) {
      losses.add(Loss.CLOSE_TIMEOUT, batch.recordsFor(writer));
      batch.done();
    }
    backlog.clear();
  }
}
