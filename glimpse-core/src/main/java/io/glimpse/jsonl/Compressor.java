package io.glimpse.jsonl;

import io.glimpse.thread.GlimpseThreads;
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
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private final Set<Path> leftAlone = new HashSet<>();
  private @Nullable Thread thread;
  private boolean wanted;
  private boolean news;

  Compressor(AsideFiles aside, Duration quiet) {
    this.aside = aside;
    this.quiet = quiet;
  }

  /** How large a file was, and since when by the monotonic clock. */
  private record Seen(long size, long since) {}

  /** There may be something to do. */
  synchronized void wake() {
    wanted = true;
    news = true;
    if (thread == null) {
      Thread started = GlimpseThreads.daemon("glimpse-gzip", this::work);
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
      while (goesOn()) {
        if (round(seen)) {
          pause();
        } else if (isDone()) {
          return;
        }
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "Glimpse leaves files that were put aside uncompressed: " + e, e);
    } finally {
      leave();
    }
  }

  private synchronized boolean goesOn() {
    news = false;
    return wanted;
  }

  private synchronized boolean isWanted() {
    return wanted;
  }

  /** Nothing was left, and nobody has woken it since it looked. */
  private synchronized boolean isDone() {
    if (news) {
      return false;
    }
    leave();
    return true;
  }

  private synchronized void leave() {
    if (thread == Thread.currentThread()) {
      thread = null;
    }
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
    List<Path> waiting = aside.plain();
    leftAlone.retainAll(waiting);
    for (Path file : waiting) {
      if (leftAlone.contains(file)) {
        continue;
      }
      try {
        left |= !isCompressed(file, seen);
      } catch (NoSuchFileException gone) {
        seen.remove(file);
      } catch (IOException e) {
        if (leftAlone.add(file)) {
          LOG.log(Level.WARNING, "Glimpse leaves " + file + " uncompressed: " + e, e);
        }
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
      likeness(file, part);
      long copied = copy(file, part);
      // Who was held up for a minute may have lost its claim, and the part is somebody else's.
      if (copied < 0 || Files.size(file) != size || Files.size(part) != copied) {
        return false;
      }
      // A process that was killed between these two has left both.
      Path unused = Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      Files.delete(file);
      return true;
    }
  }

  /** Nobody may read the copy who may not read the file. */
  private static void likeness(Path file, Path part) throws IOException {
    PosixFileAttributeView from = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    PosixFileAttributeView to = Files.getFileAttributeView(part, PosixFileAttributeView.class);
    if (from != null && to != null) {
      to.setPermissions(from.readAttributes().permissions());
    }
  }

  /** How large the whole copy is, safe on the disk; -1 where it is wanted no more. */
  private long copy(Path file, Path part) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      OutputStream raw = Channels.newOutputStream(channel);
      GZIPOutputStream out = new GZIPOutputStream(raw, CHUNK);
      byte[] chunk = new byte[CHUNK];
      for (int length = in.read(chunk); length > 0; length = in.read(chunk)) {
        if (!isWanted()) {
          return -1;
        }
        out.write(chunk, 0, length);
      }
      out.finish();
      channel.force(true);
      return channel.size();
    }
  }
}
