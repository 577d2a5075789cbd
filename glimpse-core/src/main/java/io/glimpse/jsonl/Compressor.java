package io.glimpse.jsonl;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Compresses files that were put aside, on a thread that is there only while there is something to
 * do, so that writing goes on meanwhile.
 *
 * <p>Another process may hold such a file a moment longer than we do. So a file must have stood
 * still for a while first, and its size is looked at again before it goes. What a killed process
 * left half done is done again.
 */
final class Compressor {
  private static final Logger LOG = System.getLogger("io.glimpse.jsonl");
  private static final int CHUNK = 64 * 1024;
  private static final long LONGEST_GOODBYE = 1_000;

  private final AsideFiles aside;
  private final Duration quiet;
  private @Nullable Thread thread;
  private boolean wanted;

  Compressor(AsideFiles aside, Duration quiet) {
    this.aside = aside;
    this.quiet = quiet;
  }

  /** How large a file was, and since when by the monotonic clock. */
  private record Seen(long size, long since) {}

  /** There may be something to do. */
  synchronized void wake() {
    wanted = true;
    if (thread == null) {
      Thread started = new Thread(null, this::work, "glimpse-gzip", 0, false);
      started.setDaemon(true);
      started.setContextClassLoader(Compressor.class.getClassLoader());
      thread = started;
      started.start();
    }
  }

  /** Ends it soon; what is half compressed is left as it was. */
  void close() {
    Thread running;
    synchronized (this) {
      wanted = false;
      running = thread;
      notifyAll();
    }
    if (running == null) {
      return;
    }
    try {
      running.join(LONGEST_GOODBYE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    Map<Path, Seen> seen = new HashMap<>();
    try {
      while (isWanted() && round(seen)) {
        pause();
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "Glimpse leaves files that were put aside uncompressed: " + e, e);
    } finally {
      done();
    }
  }

  private synchronized boolean isWanted() {
    return wanted;
  }

  private synchronized void done() {
    thread = null;
  }

  private synchronized void pause() {
    long end = System.nanoTime() + quiet.toNanos() / 10;
    for (long left = quiet.toMillis() / 10;
        wanted && left > 0;
        left = (end - System.nanoTime()) / 1_000_000) {
      try {
        wait(left);
      } catch (InterruptedException whoever) {
        LOG.log(Level.DEBUG, "interrupted while waiting for a file to stand still");
      }
    }
  }

  /** Looks at each file once; false when none is left. */
  private boolean round(Map<Path, Seen> seen) throws IOException {
    boolean left = false;
    for (Path file : aside.plain()) {
      try {
        left |= !isCompressed(file, seen);
      } catch (NoSuchFileException gone) {
        seen.remove(file);
      }
    }
    return left;
  }

  private boolean isCompressed(Path file, Map<Path, Seen> seen) throws IOException {
    long size = Files.size(file);
    long now = System.nanoTime();
    Seen before = seen.get(file);
    if (before == null || before.size() != size) {
      seen.put(file, new Seen(size, now));
      return false;
    }
    if (now - before.since() < quiet.toNanos()) {
      return false;
    }
    seen.remove(file);
    return compress(file, size);
  }

  private boolean compress(Path file, long size) throws IOException {
    Path target = AsideFiles.compressed(file);
    Path part = target.resolveSibling(target.getFileName() + ".part");
    Claim claim = Claim.take(part);
    if (claim == null) {
      return false;
    }
    try (claim) {
      if (!copy(file, part) || Files.size(file) != size) {
        return false;
      }
      Path unused = Files.move(part, target);
      Files.delete(file);
      return true;
    }
  }

  /** Whether it was copied whole and is safe on the disk. */
  private boolean copy(Path file, Path part) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      OutputStream raw = Channels.newOutputStream(channel);
      GZIPOutputStream out = new GZIPOutputStream(raw, CHUNK);
      byte[] chunk = new byte[CHUNK];
      for (int length = in.read(chunk); length > 0; length = in.read(chunk)) {
        if (!isWanted()) {
          return false;
        }
        out.write(chunk, 0, length);
      }
      out.finish();
      channel.force(true);
      return true;
    }
  }
}
