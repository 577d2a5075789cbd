package io.glimpse.it.records;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * A file of JSON lines that somebody else is still writing.
 *
 * <pre>{@code
 * RecordFile file = new RecordFile(Path.of("glimpse.jsonl"));
 * long before = file.size();
 * visitTheShop();
 * List<JsonObject> records = file.recordsFrom(before);
 * }</pre>
 *
 * @param path where it is; it need not exist yet
 */
public record RecordFile(Path path) {

  /** How many bytes it has now, 0 where it does not exist. */
  public long size() {
    try {
      return Files.size(path);
    } catch (NoSuchFileException absent) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The whole lines behind that many bytes; a last one that has no end yet is left for later. */
  public List<String> linesFrom(long offset) {
    String text = textFrom(offset);
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  /** The same, read; a line that is no JSON object throws with the line in the message. */
  public List<JsonObject> recordsFrom(long offset) {
    return linesFrom(offset).stream().map(RecordFile::parse).toList();
  }

  private static JsonObject parse(String line) {
    try (JsonReader reader = Json.createReader(new StringReader(line))) {
      return reader.readObject();
    } catch (RuntimeException e) {
      throw new IllegalStateException("not a JSON object: " + line, e);
    }
  }

  private String textFrom(long offset) {
    try (SeekableByteChannel channel = Files.newByteChannel(path)) {
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.max(0, channel.size() - offset));
      channel.position(offset);
      int read = 0;
      while (bytes.hasRemaining() && read >= 0) {
        read = channel.read(bytes);
      }
      return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    } catch (NoSuchFileException absent) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
