package io.glimpse.spool;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of segments that is ours alone as long as we hold its lock. The segments are numbered,
 * {@code 500000000000.spool} being the first that was made in it, and lie there in the order of
 * their numbers. It never touches a file of another name, and follows no link.
 */
final class Folder {
  private static final Pattern SEGMENT = Pattern.compile("\\d{12}\\.spool");
  private static final Set<String> LOCKS =
      Set.of(FolderLock.IN_THIS_JVM, FolderLock.AMONG_PROCESSES);

  /** In the middle, since one may have to come before the first. */
  private static final long MIDDLE = 500_000_000_000L;

  private static final long HIGHEST = 2 * MIDDLE - 1;

  private final Path path;
  private final FolderLock lock;
  private long lowest = MIDDLE;
  private long highest = MIDDLE - 1;

  private Folder(Path path, FolderLock lock) {
    this.path = path;
    this.lock = lock;
  }

  /** Takes a folder that is there, or null where somebody else has it or it is gone. */
  static @Nullable Folder take(Path path) throws IOException {
    if (!Files.isDirectory(path, NOFOLLOW_LINKS)) {
      if (Files.exists(path, NOFOLLOW_LINKS)) {
        throw new IOException(path + " is no folder");
      }
      return null;
    }
    OwnerOnly.close(path);
    FolderLock lock;
    try {
      lock = FolderLock.take(path);
    } catch (NoSuchFileException justRemoved) {
      return null;
    }
    return lock == null ? null : new Folder(path, lock);
  }

  /** Makes a folder and takes it; null where there is one already, or somebody was faster. */
  static @Nullable Folder make(Path path) throws IOException {
    try {
      OwnerOnly.makeFolder(path);
    } catch (FileAlreadyExistsException there) {
      return null;
    }
    return take(path);
  }

  Path path() {
    return path;
  }

  /** The files that are named as segments are, oldest first. */
  List<Path> segments() throws IOException {
    List<Path> found;
    try (Stream<Path> files = Files.list(path)) {
      found = files.filter(each -> SEGMENT.matcher(nameOf(each)).matches()).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (!found.isEmpty()) {
      lowest = Math.min(lowest, numberOf(found.get(0)));
      highest = Math.max(highest, numberOf(found.get(found.size() - 1)));
    }
    return found;
  }

  /** Where a segment before all others goes. */
  Path before() throws IOException {
    lowest--;
    highest = Math.max(highest, lowest);
    return place(lowest);
  }

  /** Where a segment behind all others goes. */
  Path behind() throws IOException {
    highest++;
    lowest = Math.min(lowest, highest);
    return place(highest);
  }

  private Path place(long number) throws IOException {
    if (number < 0 || number > HIGHEST) {
      throw new IOException(path + " has no number left for a file");
    }
    return path.resolve(nameOf(number));
  }

  private static String nameOf(long number) {
    return String.format(Locale.ROOT, "%012d.spool", number);
  }

  private static String nameOf(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static long numberOf(Path segment) {
    String name = nameOf(segment);
    return Long.parseLong(name.substring(0, name.indexOf('.')));
  }

  /** Renames a file so that it is no longer taken for a segment, and says to what. */
  static Path putAside(Path file) throws IOException {
    for (int number = 0; ; number++) {
      String ending = number == 0 ? ".aside" : ".aside-" + number;
      Path aside = file.resolveSibling(nameOf(file) + ending);
      if (!Files.exists(aside, NOFOLLOW_LINKS)) {
        return Files.move(file, aside);
      }
    }
  }

  /** Whether it still lies where others look for it: somebody may have removed it by hand. */
  boolean isThere() throws IOException {
    return lock.isThere();
  }

  /** Gives it back. Where nothing lies in it, it goes. */
  void release() throws IOException {
    try (lock) {
      boolean empty;
      try (Stream<Path> files = Files.list(path)) {
        empty = files.allMatch(each -> LOCKS.contains(nameOf(each)));
      } catch (NoSuchFileException gone) {
        return;
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
      if (empty && lock.isThere()) {
        lock.remove();
        removeFolder();
      }
    }
  }

  private void removeFolder() throws IOException {
    try {
      boolean unused = Files.deleteIfExists(path);
    } catch (DirectoryNotEmptyException somebodyHasTakenIt) {
      // It has a lock of its own in it already.
    }
  }
}
