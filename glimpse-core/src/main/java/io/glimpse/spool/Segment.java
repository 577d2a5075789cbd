package io.glimpse.spool;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A file of pieces. It is appended to, read from its front, and removed when all of it has been
 * acknowledged.
 *
 * <pre>
 * 0   8  "glspool\n"
 * 8   4  version of the format
 * 12  4  nothing yet
 * 16  8  where the first piece begins that nobody has acknowledged
 * 24     pieces, each a {@link Frame} of 24 bytes and its bytes
 * </pre>
 *
 * <p>All numbers are big-endian. The first twelve bytes mean the same in every version to come.
 * Nothing but those eight bytes at 16 is ever written to a second time, and they by one call, so a
 * process that is killed leaves at most one piece in parts, at the end. Nothing is forced to the
 * disk: what has been written survives the process, and not always the machine.
 *
 * <p>A {@code RandomAccessFile} and no channel, since an interrupted thread can use it.
 */
final class Segment {
  static final int HEADER = 24;
  static final int VERSION = 1;
  static final long VERSION_AT = 8;
  private static final byte[] MAGIC = "glspool\n".getBytes(StandardCharsets.US_ASCII);
  private static final long ACKNOWLEDGED_AT = 16;

  private final Folder folder;
  private final Path path;
  private @Nullable RandomAccessFile file;
  private long next = HEADER;
  private long end = HEADER;
  private long records;
  private long torn;
  private long oldest = Long.MAX_VALUE;
  private long newest = Long.MIN_VALUE;

  private Segment(Folder folder, Path path) {
    this.folder = folder;
    this.path = path;
  }

  /** A new one without a piece. */
  static Segment make(Folder folder, Path path) throws IOException {
    OwnerOnly.makeFile(path);
    Segment made = new Segment(folder, path);
    try {
      ByteBuffer header = ByteBuffer.allocate(HEADER);
      header.put(MAGIC).putInt(VERSION).putInt(0).putLong(HEADER);
      RandomAccessFile out = made.file();
      out.write(header.array());
      return made;
    } catch (IOException e) {
      made.remove();
      throw e;
    }
  }

  /**
   * One that an earlier process has left. What stands behind the last whole piece is cut off.
   *
   * @throws ForeignSegment where it is of another version or of another kind
   */
  static Segment found(Folder folder, Path path) throws IOException {
    Segment found = new Segment(folder, path);
    try {
      found.learn(found.file());
    } finally {
      found.rest();
    }
    return found;
  }

  private void learn(RandomAccessFile in) throws IOException {
    long size = in.length();
    if (size < HEADER) {
      return; // its process was killed before there was a piece in it
    }
    byte[] bytes = new byte[HEADER];
    in.readFully(bytes);
    ByteBuffer header = ByteBuffer.wrap(bytes);
    byte[] magic = new byte[MAGIC.length];
    header.get(magic);
    if (!Arrays.equals(magic, MAGIC)) {
      throw new ForeignSegment("is no file of Glimpse's spool");
    }
    int version = header.getInt();
    if (version != VERSION) {
      throw new ForeignSegment("is of version " + version + ", and read is version " + VERSION);
    }
    long acknowledged = header.getLong((int) ACKNOWLEDGED_AT);
    while (size - end >= Frame.SIZE) {
      Frame frame = frameAt(in, end);
      if (frame == null) {
        break;
      }
      if (size - end < frame.whole()) {
        torn = frame.records();
        break;
      }
      // A position that is within a piece was never written here; that piece comes again.
      if (end + frame.whole() <= acknowledged) {
        end += frame.whole();
        next = end;
      } else {
        know(frame);
      }
    }
    if (end < size) {
      in.setLength(end);
    }
  }

  private static @Nullable Frame frameAt(RandomAccessFile in, long at) throws IOException {
    byte[] bytes = new byte[Frame.SIZE];
    in.seek(at);
    in.readFully(bytes);
    return Frame.decoded(bytes);
  }

  private void know(Frame frame) {
    end += frame.whole();
    records += frame.records();
    oldest = Math.min(oldest, frame.writtenAt());
    newest = Math.max(newest, frame.writtenAt());
  }

  /** Appends a piece. Where it throws, nothing of it is left. */
  void append(Piece piece, long writtenAt) throws IOException {
    Frame frame = Frame.of(piece, writtenAt);
    RandomAccessFile out = file();
    try {
      out.seek(end);
      out.write(frame.encoded());
      out.write(piece.array(), piece.from(), piece.length());
    } catch (IOException e) {
      takeBack(out, e);
      throw e;
    }
    know(frame);
  }

  /** What stays there is overwritten by the next piece, or cut off by the next process. */
  private void takeBack(RandomAccessFile out, IOException because) {
    try {
      out.setLength(end);
    } catch (IOException again) {
      because.addSuppressed(again);
    }
  }

  /** The oldest piece that nobody has acknowledged. */
  Frame frame() throws IOException {
    try {
      Frame frame = frameAt(file(), next);
      if (frame != null && frame.whole() <= end - next) {
        return frame;
      }
      throw new SpoiledSegment(path + " holds no piece at byte " + next);
    } catch (EOFException cut) {
      throw new SpoiledSegment(path + " ends before byte " + end);
    }
  }

  /** The bytes behind the frame, right or spoiled. */
  byte[] bytes(Frame frame) throws IOException {
    RandomAccessFile in = file();
    byte[] bytes = new byte[frame.length()];
    in.seek(next + Frame.SIZE);
    try {
      in.readFully(bytes);
    } catch (EOFException cut) {
      throw new SpoiledSegment(path + " ends before byte " + end);
    }
    return bytes;
  }

  /** Goes on to the next piece, and will never come back to this one. */
  void pass(Frame frame) throws IOException {
    next += frame.whole();
    records -= frame.records();
    RandomAccessFile out = file();
    out.seek(ACKNOWLEDGED_AT);
    out.write(ByteBuffer.allocate(Long.BYTES).putLong(next).array());
  }

  /** Where the oldest piece begins that nobody has acknowledged. */
  long next() {
    return next;
  }

  boolean isDone() {
    return next >= end;
  }

  /** The bytes that it takes on the disk. */
  long size() {
    return end;
  }

  /** The records in the pieces that nobody has acknowledged. */
  long records() {
    return records;
  }

  /** The records in a piece that the earlier process was killed in, as far as it can be known. */
  long torn() {
    return torn;
  }

  /** When the first of its pieces was written, in milliseconds since 1970. */
  long oldest() {
    return oldest;
  }

  /** When the last of its pieces was written. */
  long newest() {
    return newest;
  }

  Folder folder() {
    return folder;
  }

  /** Whether the file is still there; somebody may have removed it by hand. */
  boolean isThere() {
    return Files.isRegularFile(path, NOFOLLOW_LINKS);
  }

  private RandomAccessFile file() throws IOException {
    RandomAccessFile open = file;
    if (open == null) {
      // Neither a link nor a pipe, which would not answer.
      if (!isThere()) {
        throw new SpoiledSegment(path + " is gone or no file");
      }
      open = new RandomAccessFile(path.toFile(), "rw");
      file = open;
    }
    return open;
  }

  /** Gives the file's handle back until it is needed again. */
  void rest() {
    RandomAccessFile open = file;
    file = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException nothingIsLost) {
        // Everything has been written by then.
      }
    }
  }

  void remove() throws IOException {
    rest();
    boolean unused = Files.deleteIfExists(path);
  }

  @Override
  public String toString() {
    return path + ", " + records + " records";
  }
}
