package io.glimpse;

import io.glimpse.pipeline.Pipeline;
import io.glimpse.record.CallRecord;
import io.glimpse.record.Inlet;
import io.glimpse.record.NameTable;
import io.glimpse.record.RecordBatch;
import io.glimpse.record.RecordKind;
import io.glimpse.record.RecordSink;
import io.glimpse.record.RecordWriter;
import io.glimpse.record.WaitingStarts;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The pipeline, which may be closed and opened again while spans are open. A record that finds it
 * closed is refused and counted by it.
 */
final class Road implements RecordSink {
  private static final Logger LOG = System.getLogger("io.glimpse");

  private final Pipeline.Settings settings;
  private final Supplier<@Nullable String> service;
  private final boolean traceIds;
  private final NameTable functions;
  private final Supplier<List<RecordWriter>> writers;
  private volatile @Nullable Pipeline pipeline;

  /** What went through the pipelines before the one that is open. */
  private volatile Pipeline.Counts past = Pipeline.Counts.NONE;

  /** Whom each pipeline asks. */
  private volatile WaitingStarts starts = List::of;

  private boolean open;
  private boolean said;

  Road(
      Pipeline.Settings settings,
      Supplier<@Nullable String> service,
      boolean traceIds,
      NameTable functions,
      Supplier<List<RecordWriter>> writers) {
    this.settings = settings;
    this.service = service;
    this.traceIds = traceIds;
    this.functions = functions;
    this.writers = writers;
  }

  synchronized void open() {
    if (!open) {
      past = counts();
      Pipeline opened = Pipeline.start(settings, source(), writers.get());
      opened.asks(starts);
      pipeline = opened;
      open = true;
    }
  }

  /** A pipeline numbers its entries from 1, so each needs an instance name of its own. */
  private RecordBatch.Source source() {
    long random = ThreadLocalRandom.current().nextLong() & Long.MAX_VALUE;
    String instance = Long.toString(random, 36).toLowerCase(Locale.ROOT);
    return new RecordBatch.Source(instance, service, functions, traceIds);
  }

  @Override
  public boolean put(int lane, RecordKind kind, byte[] bytes, int from, int length) {
    Pipeline current = pipeline;
    return current != null && current.put(lane, kind, bytes, from, length);
  }

  @Override
  public Inlet inlet() {
    return new CurrentInlet();
  }

  /** An inlet that follows the pipeline: the one that is open has one for this thread. */
  private final class CurrentInlet implements Inlet {
    private @Nullable Pipeline known;
    private @Nullable Inlet inlet;

    /** Enters at once, so that the first record takes no other way than those that follow. */
    CurrentInlet() {
      Inlet unused = enter(pipeline);
    }

    @Override
    public boolean put(CallRecord record) {
      Inlet current = current();
      return current != null && current.put(record);
    }

    @Override
    public boolean put(RecordKind kind, byte[] bytes, int from, int length) {
      Inlet current = current();
      return current != null && current.put(kind, bytes, from, length);
    }

    /** By any thread, so it does not enter anything. */
    @Override
    public void handOver() {
      Inlet there = inlet;
      if (there != null) {
        there.handOver();
      }
    }

    private @Nullable Inlet current() {
      Pipeline now = pipeline;
      return now == known ? inlet : enter(now);
    }

    private @Nullable Inlet enter(@Nullable Pipeline now) {
      known = now;
      inlet = now == null ? null : now.inlet();
      return inlet;
    }
  }

  @Override
  public void startWaits() {
    Pipeline current = pipeline;
    if (current != null) {
      current.startWaits();
    }
  }

  @Override
  public synchronized boolean asks(WaitingStarts whom) {
    starts = whom;
    Pipeline current = pipeline;
    return current == null || current.asks(whom);
  }

  @Override
  public void refused(long records) {
    Pipeline current = pipeline;
    if (current != null) {
      current.refused(records);
    }
  }

  boolean flush(Duration atMost) throws InterruptedException {
    Pipeline current = pipeline;
    return current == null || current.flush(atMost);
  }

  Pipeline.Counts counts() {
    Pipeline current = pipeline;
    return current == null ? past : past.plus(current.counts());
  }

  /** Whether it was open until now. */
  synchronized boolean close() {
    boolean wasOpen = open;
    Pipeline current = pipeline;
    if (current != null) {
      current.close();
      open = false;
    }
    return wasOpen;
  }

  synchronized void sayOnce(String message) {
    if (!said) {
      said = true;
      LOG.log(Level.INFO, message);
    }
  }
}
