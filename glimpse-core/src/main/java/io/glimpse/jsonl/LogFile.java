package io.glimpse.jsonl;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;

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
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;
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
  private Path place;
  private AsideFiles aside;
  private Compressor compressor;
  private @Nullable FileChannel channel;
  private @Nullable Object key;
  private @Nullable Set<PosixFilePermission> permissions;

  /** Where it ended after our last write. If it ends elsewhere, others have written. */
  private long end = -1;

  /** When its first record was made, as far as it can be known. */
  private Instant begun = Instant.MAX;

  private boolean stuck;
  private long stuckSince;
  private boolean overfull;

  LogFile(Path path, Rotation rotation, InstantSource clock) {
    this.path = path.toAbsolutePath();
    this.rotation = rotation;
    this.clock = clock;
    this.place = this.path;
    this.aside = new AsideFiles(place);
    this.compressor = new Compressor(aside, rotation.quiet());
  }

  /** Appends whole lines. Where it throws, nothing of them is left in the file. */
  void append(byte[] lines, int length) throws IOException {
    // The thread is ours alone, so whoever interrupts it means somebody else; a second time is
    // believed.
    forgetTheInterrupt();
    try {
      write(ByteBuffer.wrap(lines, 0, length));
    } catch (ClosedByInterruptException interrupted) {
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
    } catch (ClosedByInterruptException interrupted) {
      forgetTheInterrupt();
      // It may have come when everything was written; then there is nothing to do again.
      if (lines.hasRemaining()) {
        takeBack(to, before, lines.position());
        throw interrupted;
      }
    } catch (IOException e) {
      forgetTheInterrupt();
      try {
        takeBack(to, before, lines.position());
      } catch (IOException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
    end = before + lines.limit();
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
    BasicFileAttributes there = attributes(path);
    if (there == null || isAnother(there, key, known.size())) {
      return open();
    }
    if (!there.isRegularFile()) {
      return known;
    }
    if (isDue(there.size()) && putAside(known)) {
      return open();
    }
    if (there.size() != end) {
      mendLastLine();
    }
    return known;
  }

  /** One of the others may have been killed in the middle of a line. */
  private void mendLastLine() throws IOException {
    try {
      if (Files.isReadable(path)) {
        LastLine.repair(path, aside.sign());
      }
    } catch (NoSuchFileException takenAway) {
      // The next write sees that.
    }
  }

  /**
   * Whether what lies at the path is not the file in hand. Where the system has no keys the sizes
   * have to do; one that is taken for another is opened again, and no harm is done.
   */
  static boolean isAnother(BasicFileAttributes there, @Nullable Object key, long size) {
    if (there.fileKey() == null && key == null) {
      return there.isRegularFile() && there.size() != size;
    }
    return !Objects.equals(there.fileKey(), key);
  }

  private static @Nullable BasicFileAttributes attributes(Path file) throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class);
    } catch (NoSuchFileException gone) {
      return null;
    }
  }

  private FileChannel open() throws IOException {
    closeChannel();
    end = -1;
    try {
      Path folder = path.getParent();
      if (folder != null && !Files.isDirectory(folder)) {
        Path unused = Files.createDirectories(folder);
      }
      boolean first = key == null;
      FileChannel opened = openAndKnow();
      learn();
      if (first && !aside.plain().isEmpty()) {
        compressor.wake();
      }
      return opened;
    } catch (ClosedByInterruptException interrupted) {
      throw interrupted;
    } catch (IOException e) {
      throw new IOException(
          path + " cannot be opened (" + e + "). Let glimpse.log-path name a file that can be", e);
    }
  }

  /** Looks at what the file holds already, unless somebody takes it away from the path. */
  private void learn() throws IOException {
    begun = Instant.MAX;
    // A path may lead to a pipe or a terminal, which has no end to look at and would not answer.
    if (Files.isRegularFile(path) && Files.isReadable(path)) {
      try {
        settleAt(Files.isSymbolicLink(path) ? path.toRealPath() : path);
        mendLastLine();
        begun = FirstRecord.timeIn(path);
      } catch (NoSuchFileException takenAway) {
        begun = Instant.MAX;
      }
    }
  }

  /** Where a link leads, the file is put aside there, and the link stays. */
  private void settleAt(Path real) throws IOException {
    if (!real.equals(place)) {
      compressor.close();
      place = real;
      aside = new AsideFiles(place);
      compressor = new Compressor(aside, rotation.quiet());
    }
    PosixFileAttributeView view = Files.getFileAttributeView(place, PosixFileAttributeView.class);
    permissions = view == null ? null : view.readAttributes().permissions();
  }

  /**
   * Opens the file and learns its key. Another process may put it aside between the two, so the
   * same key has to be there before and after; a file that we make is nobody's to put aside yet.
   */
  private FileChannel openAndKnow() throws IOException {
    for (int tries = 1; ; tries++) {
      BasicFileAttributes before = attributes(path);
      try {
        FileChannel opened = before == null ? make() : FileChannel.open(path, APPEND);
        channel = opened;
        BasicFileAttributes after = attributes(path);
        boolean same =
            after != null && (before == null || Objects.equals(before.fileKey(), after.fileKey()));
        // There are file systems whose keys do not last.
        if (same || tries == MOST_TRIES) {
          key = after == null ? null : after.fileKey();
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

  /** A new file may be read by those who might read the one before. */
  private FileChannel make() throws IOException {
    boolean leadsNowhere = Files.isSymbolicLink(path);
    Set<StandardOpenOption> how = Set.of(leadsNowhere ? CREATE : CREATE_NEW, APPEND);
    Set<PosixFilePermission> asBefore = permissions;
    return asBefore == null
        ? FileChannel.open(path, how)
        : FileChannel.open(path, how, PosixFilePermissions.asFileAttribute(asBefore));
  }

  private boolean isDue(long size) {
    if (size < rotation.maxSize() && !isOld()) {
      return false;
    }
    return !stuck || System.nanoTime() - stuckSince > RETRY_NANOS;
  }

  private boolean isOld() {
    Duration maxAge = rotation.maxAge();
    if (maxAge == null || begun.equals(Instant.MAX)) {
      return false;
    }
    Instant now = clock.instant();
    if (begun.isAfter(now)) {
      begun = now; // The clock was set back: its age counts from here.
    }
    return Duration.between(begun, now).compareTo(maxAge) >= 0;
  }

  /** Whether the path is free for a new file, by our doing or somebody else's. */
  private boolean putAside(FileChannel known) {
    boolean free = false;
    boolean moved = false;
    try (Claim claim = Claim.take(aside.sign())) {
      if (claim == null) {
        return false;
      }
      BasicFileAttributes there = attributes(place);
      if (there != null && !isAnother(there, key, known.size())) {
        Path unused = Files.move(place, aside.nameFor(clock.instant()));
        moved = true;
      }
      free = true;
      stuck = false;
    } catch (IOException e) {
      if (!free) {
        sayStuck(e);
      }
    }
    if (moved) {
      tidy();
    }
    return free;
  }

  private void tidy() {
    try {
      aside.prune(rotation.keep());
      overfull = false;
    } catch (IOException e) {
      if (!overfull) {
        LOG.log(
            Level.WARNING,
            "Of the files that " + path + " was put aside as, some cannot be removed: " + e,
            e);
      }
      overfull = true;
    }
    compressor.wake();
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
  private void takeBack(FileChannel from, long before, int written) throws IOException {
    try {
      if (written > 0 && from.isOpen()) {
        shorten(from, before, written);
      } else if (written > 0) {
        try (FileChannel again = FileChannel.open(path, StandardOpenOption.WRITE)) {
          shorten(again, before, written);
        }
      }
    } finally {
      closeChannel();
    }
  }

  private static void shorten(FileChannel file, long before, int written) throws IOException {
    if (file.size() == before + written) {
      FileChannel unused = file.truncate(before);
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
