package io.glimpse.spool;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The right to use a folder, among all class loaders of this JVM and all processes. The system
 * takes it from a process that dies.
 *
 * <p>It is two files. On POSIX a process loses its lock on a file as soon as <em>any</em> of its
 * handles to that file is closed, so a second Glimpse in the same JVM that opened the lock only to
 * find it taken would, by closing it again, give it away to other processes. Therefore one file is
 * asked first for the sake of this JVM, whose own table of locks no closing disturbs; only who has
 * that one ever opens the other, which is asked for the sake of the other processes.
 */
final class FolderLock implements AutoCloseable {
  static final String IN_THIS_JVM = "lock-in-jvm";
  static final String AMONG_PROCESSES = "lock";
  private static final int MOST_TRIES = 10;

  private final Held inThisJvm;
  private final Held amongProcesses;

  private FolderLock(Held inThisJvm, Held amongProcesses) {
    this.inThisJvm = inThisJvm;
    this.amongProcesses = amongProcesses;
  }

  /** Takes it, or null where somebody else has it. */
  static @Nullable FolderLock take(Path folder) throws IOException {
    Held inThisJvm = Held.take(folder.resolve(IN_THIS_JVM));
    if (inThisJvm == null) {
      return null;
    }
    Held amongProcesses = null;
    try {
      amongProcesses = Held.take(folder.resolve(AMONG_PROCESSES));
      return amongProcesses == null ? null : new FolderLock(inThisJvm, amongProcesses);
    } finally {
      if (amongProcesses == null) {
        inThisJvm.close();
      }
    }
  }

  /** Whether the file that is locked is still the one that others would find. */
  boolean isThere() throws IOException {
    return amongProcesses.isThere();
  }

  /** Removes the files; it is still held until it is closed. */
  void remove() throws IOException {
    amongProcesses.remove();
    inThisJvm.remove();
  }

  @Override
  public void close() throws IOException {
    try (inThisJvm) {
      amongProcesses.close();
    }
  }

  /**
   * One of the two files, locked. It holds on to the lock and not only to the channel, since
   * nothing promises that a JVM still knows a lock that nobody holds.
   */
  private record Held(Path file, FileLock lock, @Nullable Object key) implements AutoCloseable {

    /**
     * Locks the file, which is made where it is not there. Whoever had it before may remove it in
     * the meantime; so the same file has to lie there before it is opened and after it is locked.
     */
    static @Nullable Held take(Path file) throws IOException {
      for (int tries = 1; tries <= MOST_TRIES; tries++) {
        BasicFileAttributes before = attributes(file);
        if (before == null) {
          make(file);
          continue;
        }
        if (!before.isRegularFile()) {
          throw new IOException(file + " is no file");
        }
        Held held = lock(file, before.fileKey());
        if (held == null || held.isThere()) {
          return held;
        }
        held.close();
      }
      return null;
    }

    private static void make(Path file) throws IOException {
      try {
        OwnerOnly.makeFile(file);
      } catch (FileAlreadyExistsException somebodyWasFaster) {
        // Then it is there all the same.
      }
    }

    private static @Nullable Held lock(Path file, @Nullable Object key) throws IOException {
      FileChannel channel;
      try {
        channel = FileChannel.open(file, Set.of(READ, WRITE, NOFOLLOW_LINKS));
      } catch (NoSuchFileException justRemoved) {
        return null;
      }
      FileLock lock = null;
      try {
        lock = channel.tryLock();
      } catch (OverlappingFileLockException takenInThisJvm) {
        lock = null;
      } finally {
        if (lock == null) {
          channel.close();
        }
      }
      return lock == null ? null : new Held(file, lock, key);
    }

    boolean isThere() throws IOException {
      BasicFileAttributes there = attributes(file);
      return there != null && Objects.equals(there.fileKey(), key);
    }

    void remove() throws IOException {
      boolean unused = Files.deleteIfExists(file);
    }

    @Override
    public void close() throws IOException {
      lock.acquiredBy().close();
    }

    private static @Nullable BasicFileAttributes attributes(Path file) throws IOException {
      try {
        return Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS);
      } catch (NoSuchFileException gone) {
        return null;
      }
    }
  }
}
