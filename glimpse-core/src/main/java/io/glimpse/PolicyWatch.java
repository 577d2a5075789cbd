package io.glimpse;

import io.glimpse.thread.GlimpseThreads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks about once a second whether the policy's file has changed, on a thread of its own: a file
 * system that hangs must not keep records from being written. There is one only where the policy is
 * a file.
 *
 * <p>A change counts when the file has stood still from one look to the next, so that one that is
 * still being written is left alone. The first look counts as a change: the file may have changed
 * since it was read.
 */
final class PolicyWatch implements Runnable, AutoCloseable {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final long LONGEST_CLOSE = 1000;

  private final Supplier<Optional<Path>> file;
  private final Runnable changed;
  private final Thread thread = GlimpseThreads.daemon("glimpse-policy", this);
  private @Nullable Look read;
  private @Nullable Look last;
  private boolean closed;

  /** What a look at the file shows; times of a file that has gone are null. */
  private record Look(Path file, @Nullable FileTime modified, long size) {}

  /**
   * A watch that has not begun.
   *
   * @param changed must not throw
   */
  PolicyWatch(Supplier<Optional<Path>> file, Runnable changed) {
    this.file = file;
    this.changed = changed;
  }

  void start() {
    thread.start();
  }

  @Override
  public void run() {
    try {
      while (goesOn()) {
        file.get().ifPresent(this::look);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean goesOn() throws InterruptedException {
    long end = System.nanoTime() + BETWEEN_LOOKS.toNanos();
    for (long left = BETWEEN_LOOKS.toMillis(); left > 0 && !closed; ) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
    return !closed;
  }

  private void look(Path path) {
    Look now = at(path);
    boolean stoodStill = now.equals(last);
    last = now;
    if (stoodStill && !now.equals(read)) {
      read = now;
      changed.run();
    }
  }

  private static Look at(Path path) {
    try {
      BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
      return new Look(path, found.lastModifiedTime(), found.size());
    } catch (IOException | SecurityException gone) {
      return new Look(path, null, 0);
    }
  }

  /** Ends the thread, waiting for no more than a second. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      thread.join(LONGEST_CLOSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
