package io.glimpse.jsonl;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The file at a path, which is appended to by everyone who knows the path: several writers of one
 * JVM, and several processes. Nobody locks it. Each run of lines is one write at the file's end, so
 * the system keeps them apart.
 *
 * <p>Before each write the path is asked whether the file there is still the one in hand. Somebody
 * may have moved or deleted it, or put it aside for a new one; then the new one is opened. Whoever
 * first finds the file too large or too old puts it aside.
 *
 * <p>For one thread.
 */
final class LogFile {
  private static final Logger LOG = System.getLogger("io.glimpse.jsonl");
  private static final long RETRY_NANOS = Duration.ofMinutes(1).toNanos();

  private static final int MOST_TRIES = 10;

  private final Path path;
  private final Rotation rotation;
  private final InstantSource clock;
  private final AsideFiles aside;
  private final Compressor compressor;
  private @Nullable FileChannel channel;
  private @Nullable Object key;

  /** When its first record was made, as far as it can be known. */
  private Instant begun = Instant.MAX;

  private boolean stuck;
  private long stuckSince;

  LogFile(Path path, Rotation rotation, InstantSource clock) {
    this.path = path.toAbsolutePath();
    this.rotation = rotation;
    this.clock = clock;
    this.aside = new AsideFiles(this.path);
    this.compressor = new Compressor(aside, rotation.quiet());
  }

  /** Appends whole lines. Where it throws, nothing of them is left in the file. */
  void append(byte[] lines, int length) throws IOException {
    try {
      write(ByteBuffer.wrap(lines, 0, length));
    } catch (ClosedByInterruptException interrupted) {
      // The thread is ours alone, so whoever did that meant somebody else; a second time is
      // believed.
      forgetTheInterrupt();
      write(ByteBuffer.wrap(lines, 0, length));
    }
  }

  private void write(ByteBuffer lines) throws IOException {
    FileChannel to = theOneAtThePath();
    long before = to.size();
    if (begun.equals(Instant.MAX) && lines.hasRemaining()) {
      begun = clock.instant();
    }
    try {
      while (lines.hasRemaining()) {
        int unused = to.write(lines);
      }
    } catch (IOException e) {
      forgetTheInterrupt();
      takeBack(before, lines.position());
      throw e;
    }
  }

  /** An interrupted thread cannot use a channel. */
  private static void forgetTheInterrupt() {
    boolean unused = Thread.interrupted();
  }

  private FileChannel theOneAtThePath() throws IOException {
    FileChannel known = channel;
    if (known == null || !known.isOpen()) {
      return open();
    }
    BasicFileAttributes there = attributes();
    if (there == null || !Objects.equals(there.fileKey(), key)) {
      return open();
    }
    return there.isRegularFile() && isDue(there.size()) && putAside() ? open() : known;
  }

  private @Nullable BasicFileAttributes attributes() throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class);
    } catch (NoSuchFileException gone) {
      return null;
    }
  }

  private FileChannel open() throws IOException {
    closeChannel();
    try {
      Path folder = path.getParent();
      if (folder != null) {
        Path unused = Files.createDirectories(folder);
      }
      boolean first = key == null;
      FileChannel opened = openAndKnow();
      // A path may lead to a pipe or a terminal, which has no end to look at and would not answer.
      if (Files.isRegularFile(path) && Files.isReadable(path)) {
        LastLine.repair(path);
        begun = FirstRecord.timeIn(path);
      } else {
        begun = Instant.MAX;
      }
      if (first && !aside.plain().isEmpty()) {
        compressor.wake();
      }
      return opened;
    } catch (IOException e) {
      throw new IOException(
          path + " cannot be opened (" + e + "). Let glimpse.log-path name a file that can be", e);
    }
  }

  /**
   * Opens the file and learns its key. Another process may put it aside between the two, so the
   * same key has to be there before and after; a file that we make is nobody's to put aside yet.
   */
  private FileChannel openAndKnow() throws IOException {
    for (int tries = 1; ; tries++) {
      BasicFileAttributes before = attributes();
      StandardOpenOption how = StandardOpenOption.WRITE;
      if (before == null) {
        boolean leadsNowhere = Files.isSymbolicLink(path);
        how = leadsNowhere ? StandardOpenOption.CREATE : StandardOpenOption.CREATE_NEW;
      }
      try {
        FileChannel opened =
            FileChannel.open(path, how, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        channel = opened;
        BasicFileAttributes after = attributes();
        if (after != null
            && (before == null || Objects.equals(before.fileKey(), after.fileKey()))) {
          key = after.fileKey();
          return opened;
        }
        closeChannel();
      } catch (NoSuchFileException | FileAlreadyExistsException somebodyWasFaster) {
        if (tries == MOST_TRIES) {
          throw somebodyWasFaster; // or a link leads into a folder that is not there
        }
      }
    }
  }

  private boolean isDue(long size) {
    if (size < rotation.maxSize() && !isOld()) {
      return false;
    }
    return !stuck || System.nanoTime() - stuckSince > RETRY_NANOS;
  }

  private boolean isOld() {
    Duration maxAge = rotation.maxAge();
    return maxAge != null
        && !begun.equals(Instant.MAX)
        && Duration.between(begun, clock.instant()).compareTo(maxAge) >= 0;
  }

  /** Whether the path is free for a new file, by our doing or somebody else's. */
  private boolean putAside() {
    Path sign = path.resolveSibling(path.getFileName() + ".rotating");
    try (Claim claim = Claim.take(sign)) {
      if (claim == null) {
        return false;
      }
      BasicFileAttributes there = attributes();
      if (there != null && Objects.equals(there.fileKey(), key)) {
        Path unused = Files.move(path, aside.nameFor(clock.instant()));
        aside.prune(rotation.keep());
        compressor.wake();
      }
      stuck = false;
      return true;
    } catch (IOException e) {
      sayStuck(e);
      return false;
    }
  }

  private void sayStuck(IOException e) {
    if (!stuck) {
      LOG.log(
          Level.WARNING,
          path + " cannot be put aside, so it goes on growing, and that is tried again: " + e,
          e);
    }
    stuck = true;
    stuckSince = System.nanoTime();
  }

  /** Removes what a failed write left, unless somebody else has appended to the file since. */
  private void takeBack(long before, int written) throws IOException {
    closeChannel();
    if (written > 0) {
      try (FileChannel again = FileChannel.open(path, StandardOpenOption.WRITE)) {
        if (again.size() == before + written) {
          FileChannel unused = again.truncate(before);
        }
      }
    }
  }

  private void closeChannel() throws IOException {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      open.close();
    }
  }

  /** It may be appended to again. */
  void close() throws IOException {
    compressor.close();
    closeChannel();
  }
}
