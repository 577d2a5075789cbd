package io.glimpse.jsonl;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.record.RecordBatch;
import io.glimpse.record.RecordWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Appends records to a file, one JSON object a line. A batch is one write, so that several writers
 * may share a file and no reader sees half a line.
 *
 * <pre>{@code
 * RecordWriter writer = JsonlWriter.to(Path.of("glimpse.jsonl"));
 * }</pre>
 *
 * <p>The file and its folders are made at the first batch. Where that or a write fails the batch is
 * lost, the next one tries again, and a line that was written only in part is taken back.
 *
 * @since 0.1
 */
public final class JsonlWriter implements RecordWriter {
  private static final int KEPT_BUFFER = 1 << 20;

  private final Path file;
  private ByteBuilder lines = new ByteBuilder(64 * 1024);
  private JsonlEncoder encoder = new JsonlEncoder(lines);
  private @Nullable FileChannel channel;

  private JsonlWriter(Path file) {
    this.file = file;
  }

  /** A writer to this file, which need not exist. */
  public static JsonlWriter to(Path file) {
    return new JsonlWriter(file.toAbsolutePath());
  }

  @Override
  public String name() {
    return "jsonl";
  }

  @Override
  public void write(RecordBatch batch) throws IOException {
    lines.truncate(0);
    encoder.encode(batch);
    append(open(), ByteBuffer.wrap(lines.array(), 0, lines.size()));
    if (lines.capacity() > KEPT_BUFFER) {
      lines = new ByteBuilder(64 * 1024);
      encoder = new JsonlEncoder(lines);
    }
  }

  private FileChannel open() throws IOException {
    FileChannel known = channel;
    if (known != null && known.isOpen()) {
      return known;
    }
    try {
      FileChannel opened = openAtItsEnd();
      channel = opened;
      return opened;
    } catch (IOException e) {
      throw new IOException(
          file + " cannot be opened (" + e + "). Let glimpse.log-path name a file that can be", e);
    }
  }

  private FileChannel openAtItsEnd() throws IOException {
    Path folder = file.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
  }

  private void append(FileChannel to, ByteBuffer bytes) throws IOException {
    long before = to.size();
    try {
      while (bytes.hasRemaining()) {
        int unused = to.write(bytes);
      }
    } catch (IOException e) {
      takeBack(before, bytes.position());
      throw e;
    }
  }

  /** Removes what a failed write left, unless somebody else has appended to the file since. */
  private void takeBack(long before, int written) throws IOException {
    close();
    if (written > 0) {
      try (FileChannel again = FileChannel.open(file, StandardOpenOption.WRITE)) {
        if (again.size() == before + written) {
          FileChannel unused = again.truncate(before);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      open.close();
    }
  }
}
