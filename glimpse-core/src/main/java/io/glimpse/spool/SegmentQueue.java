package io.glimpse.spool;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The segments of a spool, oldest first, in as many folders as there were to take over. New ones
 * are made in the folder of the last, so that the next process finds the same order. A folder is
 * given back with its last segment; only the very last one is kept for what may come.
 *
 * <p>No more than the first and the last of the files are open.
 */
final class SegmentQueue {
  private static final Logger LOG = System.getLogger("io.glimpse.spool");
  private static final int MOST_FOLDERS = 1_000;

  private final Path parent;
  private final String name;
  private final long segmentSize;
  private final ArrayDeque<Segment> segments;

  /** Held although no segment is left in it. */
  private @Nullable Folder empty;

  SegmentQueue(Path parent, String name, long segmentSize, List<Segment> found) {
    this.parent = parent;
    this.name = name;
    this.segmentSize = segmentSize;
    this.segments = new ArrayDeque<>(found);
  }

  @Nullable Segment head() {
    return segments.peekFirst();
  }

  @Nullable Segment last() {
    return segments.peekLast();
  }

  boolean isEmpty() {
    return segments.isEmpty();
  }

  boolean contains(Segment segment) {
    return segments.contains(segment);
  }

  /** The bytes of all files. */
  long size() {
    return segments.stream().mapToLong(Segment::size).sum();
  }

  /** The records that nobody has acknowledged. */
  long records() {
    return segments.stream().mapToLong(Segment::records).sum();
  }

  /** Where the next piece goes: the last segment, or a new one where that has enough. */
  Segment lastFor(Piece piece) throws IOException {
    Segment last = segments.peekLast();
    if (last != null && last.size() + Frame.whole(piece.length()) <= segmentSize) {
      return last;
    }
    Folder folder = folderForMore();
    Segment made = Segment.make(folder, folder.behind());
    if (last != null && last != segments.peekFirst()) {
      last.rest();
    }
    segments.addLast(made);
    empty = null;
    return made;
  }

  /** The folder of the last segment, so that what comes later lies behind it. */
  private Folder folderForMore() throws IOException {
    Segment last = segments.peekLast();
    if (last != null) {
      return last.folder();
    }
    Folder known = empty;
    if (known != null && !known.isThere()) {
      release(known);
      known = null;
    }
    if (known == null) {
      known = newFolder();
    }
    empty = known;
    return known;
  }

  private Folder newFolder() throws IOException {
    if (!Files.isDirectory(parent)) {
      makeParent();
    }
    for (int number = 1; number <= MOST_FOLDERS; number++) {
      Folder made = Folder.make(parent.resolve(name + "-" + number));
      if (made != null) {
        return made;
      }
    }
    throw new IOException("all of " + MOST_FOLDERS + " folders " + name + " are taken");
  }

  private void makeParent() throws IOException {
    Path above = parent.getParent();
    if (above != null) {
      Path unused = Files.createDirectories(above);
    }
    try {
      OwnerOnly.makeFolder(parent);
    } catch (FileAlreadyExistsException somebodyWasFaster) {
      if (!Files.isDirectory(parent)) {
        throw somebodyWasFaster;
      }
    }
  }

  /** A new segment before all others. */
  Segment newHead() throws IOException {
    Segment head = segments.peekFirst();
    Folder folder = head == null ? folderForMore() : head.folder();
    Segment made = Segment.make(folder, folder.before());
    if (head != null && head != segments.peekLast()) {
      head.rest();
    }
    segments.addFirst(made);
    empty = null;
    return made;
  }

  void remove(Segment segment) {
    boolean unused = segments.remove(segment);
    try {
      segment.remove();
    } catch (IOException e) {
      LOG.log(Level.WARNING, segment + ", cannot be removed: " + e, e);
    }
    letGo(segment.folder());
  }

  /** One folder is kept for what may come. */
  private void letGo(Folder folder) {
    if (segments.isEmpty()) {
      empty = folder;
    } else if (segments.stream().noneMatch(each -> each.folder() == folder)) {
      release(folder);
    }
  }

  private static void release(Folder folder) {
    try {
      folder.release();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, folder.path() + " stays: " + e, e);
    }
  }

  /** Gives all folders back, with what lies in them. */
  void close() {
    segments.forEach(Segment::rest);
    segments.stream().map(Segment::folder).distinct().forEach(SegmentQueue::release);
    segments.clear();
    Folder last = empty;
    empty = null;
    if (last != null) {
      release(last);
    }
  }
}
