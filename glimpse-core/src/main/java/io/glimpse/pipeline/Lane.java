package io.glimpse.pipeline;

import io.glimpse.record.RecordWriter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * One destination: its writer, its thread, its backlog and its losses. A writer that throws costs
 * its own batch, one that hangs costs its own backlog; the other lanes do not notice.
 */
final class Lane implements Runnable {
  private static final Logger LOG = System.getLogger("io.glimpse.pipeline");

  private final RecordWriter writer;
  private final long backlogBound;
  private final LossCount losses;
  private final LongAdder written = new LongAdder();
  private final ArrayDeque<SharedBatch> backlog = new ArrayDeque<>();
  private final Thread thread;
  private long backlogBytes;
  private long offered;
  private long done;
  private boolean closing;
  private boolean failing;

  Lane(RecordWriter writer, long backlogBound) {
    this.writer = writer;
    this.backlogBound = backlogBound;
    this.losses = new LossCount(writer.name());
    this.thread = GlimpseThreads.daemon("glimpse-" + writer.name(), this);
  }

  void start() {
    thread.start();
  }

  String name() {
    return writer.name();
  }

  LossCount losses() {
    return losses;
  }

  long written() {
    return written.sum();
  }

  /** Takes the batch or counts it as lost. Called by the drainer; never waits for the writer. */
  void offer(SharedBatch batch) {
    synchronized (this) {
      if (!closing && backlogBytes + batch.size() <= backlogBound) {
        backlog.add(batch);
        backlogBytes += batch.size();
        offered++;
        notifyAll();
        return;
      }
    }
    losses.add(Loss.BACKLOG_FULL, batch.records());
    losses.reportNew(System.nanoTime());
    batch.done();
  }

  @Override
  public void run() {
    try {
      for (SharedBatch batch = take(); batch != null; batch = take()) {
        write(batch);
      }
    } catch (InterruptedException closeGaveUp) {
      LOG.log(Level.DEBUG, "{0} was interrupted by close", writer.name());
    } finally {
      end();
    }
  }

  private synchronized @Nullable SharedBatch take() throws InterruptedException {
    while (backlog.isEmpty()) {
      if (closing) {
        return null;
      }
      wait();
    }
    return backlog.remove();
  }

  private void write(SharedBatch batch) {
    try {
      writer.write(batch.batch());
      written.add(batch.records());
      failing = false;
    } catch (Throwable thrown) {
      losses.add(Loss.WRITE_FAILED, batch.records());
      if (!failing) {
        failing = true;
        LOG.log(
            Level.ERROR,
            "Glimpse cannot write to "
                + writer.name()
                + ". The application goes on; what is lost"
                + " is counted, and the next batch is tried again.",
            thrown);
      }
    } finally {
      batch.done();
      synchronized (this) {
        backlogBytes -= batch.size();
        done++;
        notifyAll();
      }
      losses.reportNew(System.nanoTime());
    }
  }

  private void end() {
    try {
      writer.close();
    } catch (Throwable thrown) {
      LOG.log(Level.WARNING, "Glimpse could not close " + writer.name(), thrown);
    }
  }

  /** Waits until everything that was offered before has been written or lost. */
  synchronized boolean awaitWritten(long deadline) throws InterruptedException {
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
    boolean interrupted = false;
    long left = Math.max(1, (deadline - System.nanoTime()) / 1_000_000);
    try {
      thread.join(left);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (thread.isAlive()) {
      giveUp();
      thread.interrupt();
    }
    losses.reportUnsaid();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void giveUp() {
    for (SharedBatch batch : backlog) {
      losses.add(Loss.CLOSE_TIMEOUT, batch.records());
      batch.done();
    }
    backlog.clear();
  }
}
