package io.glimpse;

import io.glimpse.pipeline.Pipeline;
import io.glimpse.record.RecordBatch;
import io.glimpse.record.RecordKind;
import io.glimpse.record.RecordSink;
import io.glimpse.record.RecordWriter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The pipeline, which may be closed and opened again while spans are open. A record that finds it
 * closed is refused and counted by it.
 */
final class Road implements RecordSink {
  private static final Logger LOG = System.getLogger("io.glimpse");

  private final Pipeline.Settings settings;
  private final RecordBatch.Source source;
  private final Supplier<List<RecordWriter>> writers;
  private volatile @Nullable Pipeline pipeline;
  private boolean open;
  private boolean said;

  Road(
      Pipeline.Settings settings, RecordBatch.Source source, Supplier<List<RecordWriter>> writers) {
    this.settings = settings;
    this.source = source;
    this.writers = writers;
  }

  synchronized void open() {
    if (!open) {
      pipeline = Pipeline.start(settings, source, writers.get());
      open = true;
    }
  }

  @Override
  public boolean put(int lane, RecordKind kind, byte[] bytes, int from, int length) {
    Pipeline current = pipeline;
    return current != null && current.put(lane, kind, bytes, from, length);
  }

  boolean flush(Duration atMost) throws InterruptedException {
    Pipeline current = pipeline;
    return current == null || current.flush(atMost);
  }

  Pipeline.Counts counts() {
    Pipeline current = pipeline;
    return current == null ? new Pipeline.Counts(Map.of(), Map.of(), 0) : current.counts();
  }

  synchronized void close() {
    Pipeline current = pipeline;
    if (current != null) {
      current.close();
      open = false;
    }
  }

  synchronized void sayOnce(String message) {
    if (!said) {
      said = true;
      LOG.log(Level.INFO, message);
    }
  }
}
