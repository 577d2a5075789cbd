package io.glimpse.jsonl;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.record.RecordBatch;
import io.glimpse.record.RecordWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * Appends records to a file, one JSON object a line. A batch is one write, so that several writers
 * and processes may share a file and no reader sees half a line.
 *
 * <pre>{@code
 * Rotation rotation = Rotation.of(100L << 20, null, 5, Duration.ofSeconds(1));
 * RecordWriter writer = JsonlWriter.to(Path.of("glimpse.jsonl"), rotation);
 * }</pre>
 *
 * <p>The file and its folders are made at the first batch. Where that or a write fails the batch is
 * lost, the next one tries again, and a line that was written only in part is taken back. A file
 * that is moved or deleted while it is written to is made anew at the next batch.
 *
 * @since 0.1
 */
public final class JsonlWriter implements RecordWriter {
  private static final int KEPT_BUFFER = 1 << 20;

  private final LogFile file;
  private ByteBuilder lines = new ByteBuilder(64 * 1024);
  private JsonlEncoder encoder = new JsonlEncoder(lines);

  private JsonlWriter(LogFile file) {
    this.file = file;
  }

  /** A writer to this file, which need not exist, and grows without bound. */
  public static JsonlWriter to(Path file) {
    return to(file, Rotation.never());
  }

  /** A writer to this file, which is put aside for a new one when {@code rotation} says so. */
  public static JsonlWriter to(Path file, Rotation rotation) {
    return to(file, rotation, InstantSource.system());
  }

  /** One whose time a test decides. */
  static JsonlWriter to(Path file, Rotation rotation, InstantSource clock) {
    return new JsonlWriter(new LogFile(file, rotation, clock));
  }

  @Override
  public String name() {
    return "jsonl";
  }

  @Override
  public void write(RecordBatch batch) throws IOException {
    lines.truncate(0);
    encoder.encode(batch);
    file.append(lines.array(), lines.size());
    if (lines.capacity() > KEPT_BUFFER) {
      lines = new ByteBuilder(64 * 1024);
      encoder = new JsonlEncoder(lines);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
