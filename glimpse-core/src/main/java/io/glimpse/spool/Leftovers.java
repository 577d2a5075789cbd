package io.glimpse.spool;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What processes that are gone have left: the segments in every folder of the name that nobody
 * holds. The folders stand in the order of the oldest piece in them.
 */
final class Leftovers {
  private static final Logger LOG = System.getLogger("io.glimpse.spool");

  private final List<List<Segment>> folders = new ArrayList<>();
  private long torn;

  /** Takes over all that can be had. What cannot be read is said and stays where it is. */
  static Leftovers in(Path parent, String name) {
    Leftovers all = new Leftovers();
    if (Files.isDirectory(parent)) {
      Pattern ours = Pattern.compile(Pattern.quote(name) + "-\\d{1,4}");
      try (Stream<Path> entries = Files.list(parent)) {
        entries
            .filter(each -> ours.matcher(String.valueOf(each.getFileName())).matches())
            .sorted()
            .forEach(all::takeOver);
      } catch (IOException | UncheckedIOException e) {
        LOG.log(
            Level.WARNING,
            "What waits on the disk in " + parent + " cannot be looked for: " + e,
            e);
      }
    }
    return all;
  }

  private void takeOver(Path path) {
    if (!Files.isDirectory(path, NOFOLLOW_LINKS)) {
      return;
    }
    try {
      Folder folder = Folder.take(path);
      if (folder != null) {
        takeOver(folder);
      }
    } catch (IOException e) {
      sayLeft(path, e);
    }
  }

  private void takeOver(Folder folder) throws IOException {
    List<Segment> found = new ArrayList<>();
    for (Path file : folder.segments()) {
      read(folder, file, found);
    }
    if (found.isEmpty()) {
      folder.release();
    } else {
      folders.add(found);
    }
  }

  private void read(Folder folder, Path file, List<Segment> found) {
    try {
      Segment segment = Segment.found(folder, file);
      torn += segment.torn();
      if (segment.isDone()) {
        segment.remove();
      } else {
        found.add(segment);
      }
    } catch (ForeignSegment foreign) {
      putAside(file, foreign);
    } catch (IOException e) {
      sayLeft(file, e);
    }
  }

  private static void putAside(Path file, ForeignSegment foreign) {
    try {
      Path aside = Folder.putAside(file);
      LOG.log(
          Level.WARNING,
          "{0} {1}, so what it holds is not sent. It is left as {2}: give it its name back where a"
              + " Glimpse runs that can read it, or delete it.",
          file,
          foreign.getMessage(),
          aside.getFileName());
    } catch (IOException e) {
      e.addSuppressed(foreign);
      sayLeft(file, e);
    }
  }

  private static void sayLeft(Path path, IOException e) {
    LOG.log(
        Level.WARNING,
        path
            + " holds what waits for its destination and cannot be read, so it is left there: "
            + e,
        e);
  }

  /** All segments, oldest first. */
  List<Segment> segments() {
    return folders.stream()
        .sorted(Comparator.comparingLong(Leftovers::oldestIn))
        .flatMap(List::stream)
        .toList();
  }

  private static long oldestIn(List<Segment> folder) {
    return folder.stream().mapToLong(Segment::oldest).min().orElse(Long.MAX_VALUE);
  }

  /** The records that were torn by the end of their process, as far as they can be known. */
  long torn() {
    return torn;
  }
}
