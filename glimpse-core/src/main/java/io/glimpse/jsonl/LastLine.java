package io.glimpse.jsonl;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The end of a file whose writer was killed in the middle of a write. What it left of a line is
 * removed, so that the file holds whole lines only.
 *
 * <p>Only a line that begins as ours do is removed: the path may name a file of somebody else's by
 * mistake. Such a one only gets its end of line.
 */
final class LastLine {
  private static final Logger LOG = System.getLogger("io.glimpse.jsonl");
  private static final byte[] OURS = "{\"record_type\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final int CHUNK = 64 * 1024;
  private static final int LOOKS = 20;
  private static final long PAUSE_MILLIS = 10;

  private LastLine() {}

  /**
   * Removes a torn last line of a file at which nobody writes.
   *
   * @param sign what the {@link Claim} of whoever does so is called: two that find the line at the
   *     same moment must not both cut the file, since one of them goes on to append
   */
  static void repair(Path file, Path sign) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long size = channel.size();
      if (isWhole(channel, size) || !standsStill(channel, size)) {
        return;
      }
      try (Claim claim = claim(sign)) {
        LOG.log(Level.DEBUG, "{0} is repaired, by {1}", file, claim);
        if (channel.size() == size && !isWhole(channel, size)) {
          repair(file, channel, size);
        }
      }
    }
  }

  private static void repair(Path file, FileChannel channel, long size) throws IOException {
    long from = endOfTheLineBefore(channel, size);
    if (isOurs(channel, from, size)) {
      FileChannel unused = channel.truncate(from);
      LOG.log(
          Level.INFO,
          "{0} ended in the middle of a line, as a process leaves it that is killed. The part is"
              + " removed.",
          file);
    } else {
      int unused = channel.write(ByteBuffer.wrap(new byte[] {'\n'}), size);
    }
  }

  private static boolean isWhole(FileChannel channel, long size) throws IOException {
    return size == 0 || read(channel, size - 1, 1)[0] == '\n';
  }

  /** Whether nobody is writing that line just now. */
  private static boolean standsStill(FileChannel channel, long size) throws IOException {
    for (int look = 0; look < LOOKS; look++) {
      if (!pause() || channel.size() != size) {
        return false;
      }
    }
    return true;
  }

  /** Null where nobody may make files beside this one; then there is nobody to agree with. */
  private static @Nullable Claim claim(Path sign) {
    try {
      Claim claim = Claim.take(sign);
      for (int look = 0; claim == null && look < LOOKS && pause(); look++) {
        claim = Claim.take(sign);
      }
      return claim;
    } catch (IOException notHere) {
      return null;
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static long endOfTheLineBefore(FileChannel channel, long size) throws IOException {
    for (long end = size; end > 0; ) {
      int length = (int) Math.min(CHUNK, end);
      byte[] bytes = read(channel, end - length, length);
      for (int i = length - 1; i >= 0; i--) {
        if (bytes[i] == '\n') {
          return end - length + i + 1;
        }
      }
      end -= length;
    }
    return 0;
  }

  private static boolean isOurs(FileChannel channel, long from, long size) throws IOException {
    byte[] start = read(channel, from, (int) Math.min(OURS.length, size - from));
    for (int i = 0; i < start.length; i++) {
      if (start[i] != OURS[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte[] read(FileChannel channel, long from, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) > 0) {
      // until it is full, or the file has become shorter
    }
    return bytes.array();
  }
}
