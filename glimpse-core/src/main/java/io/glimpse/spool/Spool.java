package io.glimpse.spool;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Pieces that wait on the disk: a queue within a bound of bytes and age, which the end of the
 * process does not end. You want one for what a destination cannot take now.
 *
 * <pre>{@code
 * Spool spool =
 *     Spool.at(
 *         Path.of("glimpse-spool"),
 *         Spool.name("otlp", "http://localhost:4318/v1/traces"),
 *         new Spool.Limits(256L << 20, Duration.ofDays(1)),
 *         InstantSource.system(),
 *         (reason, records) -> ledger.lost(lossOf(reason), records));
 * boolean kept = spool.add(Piece.of(body.array(), 0, body.size(), 120));
 * for (Piece piece = spool.first(); piece != null && send(piece); piece = spool.first()) {
 *   spool.acknowledge(piece);
 * }
 * }</pre>
 *
 * <p>What {@link #add} has said yes to is there after a {@code kill -9}, once and in order. A
 * machine that goes down may take the last seconds with it, since nothing is forced to the disk. A
 * piece that was acknowledged does not come again, whoever is killed when.
 *
 * <p>Several spools may have the same folder and name, in one JVM or in several: each has a
 * subfolder of its own, {@code otlp-1f3d5b79-1} and so on, with a lock in it. A new spool takes
 * over the subfolders of those that are gone and begins with what lies there. As long as nothing
 * has to wait there is nothing on the disk.
 *
 * <p>The pieces lie in segments of up to 4 MiB, one behind the other; a segment goes when all of it
 * has been acknowledged, when the oldest has to make room, or when it is too old.
 *
 * <p>One thread at a time. Nothing here throws when the disk fails: that is said once in the log,
 * what cannot be kept is counted, and each call tries again. An interrupt stops nothing and is
 * still there afterwards. No argument may be null.
 *
 * @since 0.1
 */
public final class Spool implements AutoCloseable {
  private static final Logger LOG = System.getLogger("io.glimpse.spool");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");
  private static final int LARGEST_SEGMENT = 4 << 20;

  private final Path parent;
  private final String name;
  private final Limits limits;
  private final InstantSource clock;
  private final Losses losses;
  private final SegmentQueue segments;
  private final long inherited;
  private final Trouble keeping;
  private final Trouble giving;

  /** Lost before anybody could be told. */
  private long torn;

  /** What {@link #first} gave last, until it is acknowledged. */
  private @Nullable Piece out;

  /** Why its segment is gone, where only the memory has it. */
  private @Nullable Reason outIsLoose;

  private boolean saidSpoiled;
  private boolean closed;

  private Spool(
      Path parent, String name, Limits limits, InstantSource clock, Losses losses, Leftovers left) {
    this.parent = parent;
    this.name = name;
    this.limits = limits;
    this.clock = clock;
    this.losses = losses;
    long segmentSize = Math.min(LARGEST_SEGMENT, limits.maxBytes() / 16);
    this.segments = new SegmentQueue(parent, name, segmentSize, left.segments());
    this.torn = left.torn();
    this.inherited = records() + torn;
    this.keeping = new Trouble("kept in", parent);
    this.giving = new Trouble("read from", parent);
  }

  /**
   * How much may wait.
   *
   * @param maxBytes the bytes of all files together; where more comes, the oldest go
   * @param maxAge what has waited for longer goes
   * @since 0.1
   */
  public record Limits(long maxBytes, Duration maxAge) {
    public Limits {
      if (maxBytes <= 0 || maxAge.isNegative() || maxAge.isZero()) {
        throw new IllegalArgumentException(
            "nothing can wait within " + maxBytes + " bytes and " + maxAge);
      }
    }
  }

  /**
   * Why records were lost here.
   *
   * @since 0.1
   */
  public enum Reason {
    /** They were the oldest when more came than may wait. */
    FULL,
    /** They had waited for longer than they may. */
    EXPIRED,
    /** The disk did not take them, or did not give them back. */
    FAILED
  }

  /**
   * Is told of what was lost, while a call of the spool is under way, and must not call it then.
   *
   * @since 0.1
   */
  @FunctionalInterface
  public interface Losses {
    /** These records were in the spool, or had to go there, and will not come out. */
    void lost(Reason reason, long records);
  }

  /**
   * The name of the spool for one destination and the place that it sends to: the destination's
   * name and eight hexadecimal digits that say nothing about the place.
   */
  public static String name(String destination, String place) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(place.getBytes(StandardCharsets.UTF_8));
      return destination + "-" + HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /**
   * The spool of this name. It makes nothing on the disk yet, but takes over what spools of the
   * same folder and name have left that are gone.
   *
   * @param folder where the subfolders are, or will be made
   * @param name letters, digits, {@code .}, {@code _} and {@code -}; see {@link #name(String,
   *     String)}
   * @param losses is never called before this has returned
   * @throws IllegalArgumentException where the name has other characters
   */
  public static Spool at(
      Path folder, String name, Limits limits, InstantSource clock, Losses losses) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("no name for a folder: " + name);
    }
    Path parent = folder.toAbsolutePath();
    return new Spool(parent, name, limits, clock, losses, Leftovers.in(parent, name));
  }

  /**
   * How many records earlier processes had left when this spool was opened. It includes those that
   * are then lost all the same, since they are too old or were torn by a kill.
   */
  public long inherited() {
    return inherited;
  }

  /** Whether nothing waits. */
  public boolean isEmpty() {
    return segments.isEmpty() && outIsLoose == null;
  }

  /** How many records wait. */
  public long records() {
    Piece loose = outIsLoose == null ? null : out;
    return segments.records() + (loose == null ? 0 : loose.records());
  }

  /**
   * Puts a piece behind all that is there.
   *
   * @return whether it is kept; otherwise its records have been counted as lost
   */
  public boolean add(Piece piece) {
    settle();
    long needed = Segment.HEADER + Frame.whole(piece.length());
    if (closed || needed > limits.maxBytes()) {
      lose(closed ? Reason.FAILED : Reason.FULL, piece.records());
      return false;
    }
    makeRoom(needed);
    try {
      segments.lastFor(piece).append(piece, clock.millis());
      keeping.works();
      return true;
    } catch (IOException e) {
      keeping.fails(e);
      lose(Reason.FAILED, piece.records());
      return false;
    } finally {
      dropWithoutPiece(segments.last());
    }
  }

  /**
   * Puts pieces before all that is there, since they are older: they were under way, and others
   * went here in the meantime. What {@link #first} gave before is no longer the first then, and may
   * be acknowledged all the same.
   *
   * @param pieces oldest first; they come out in this order
   * @return how many of their records are kept; the others have been counted as lost. Where not all
   *     have room, the oldest go
   */
  public long addFirst(List<Piece> pieces) {
    settle();
    long room = limits.maxBytes() - segments.size() - Segment.HEADER;
    int from = pieces.size();
    while (from > 0 && Frame.whole(pieces.get(from - 1).length()) <= room) {
      from--;
      room -= Frame.whole(pieces.get(from).length());
    }
    from = closed ? pieces.size() : from;
    lose(closed ? Reason.FAILED : Reason.FULL, recordsIn(pieces.subList(0, from)));
    return from == pieces.size() ? 0 : putBefore(List.copyOf(pieces.subList(from, pieces.size())));
  }

  private long putBefore(List<Piece> pieces) {
    Segment head = segments.head();
    long writtenAt = head == null ? clock.millis() : Math.min(clock.millis(), head.oldest());
    int done = 0;
    try {
      Segment before = segments.newHead();
      for (Piece piece : pieces) {
        before.append(piece, writtenAt);
        done++;
      }
      keeping.works();
    } catch (IOException e) {
      keeping.fails(e);
      lose(Reason.FAILED, recordsIn(pieces.subList(done, pieces.size())));
    }
    dropWithoutPiece(segments.head());
    return recordsIn(pieces.subList(0, done));
  }

  private static long recordsIn(List<Piece> pieces) {
    return pieces.stream().mapToLong(Piece::records).sum();
  }

  /**
   * The oldest piece; the same one until it is acknowledged. Ask again before each try to deliver
   * it, since that is when it is found to be too old.
   *
   * @return null where nothing waits, and where the disk does not give it now; then {@link
   *     #isEmpty} is false, and a later call may have it
   */
  public @Nullable Piece first() {
    settle();
    Piece known = out;
    if (known != null && isStillFirst(known)) {
      return known;
    }
    out = null;
    try {
      for (Segment head = segments.head(); head != null; head = segments.head()) {
        Piece piece = read(head);
        if (piece != null) {
          giving.works();
          out = piece;
          return piece;
        }
      }
    } catch (IOException e) {
      giving.fails(e);
    }
    return null;
  }

  /** It is lost here where it is too old. */
  private boolean isStillFirst(Piece piece) {
    Piece.Place place = piece.place();
    if (place == null) {
      return false;
    }
    if (outIsLoose != null) {
      if (isTooOld(place.frame().writtenAt())) {
        outIsLoose = null;
        lose(Reason.EXPIRED, piece.records());
        return false;
      }
      return true;
    }
    return place.segment() == segments.head()
        && place.isNext()
        && !isTooOld(place.frame().writtenAt());
  }

  /** The next piece, or null where that was lost, or was the last of its segment. */
  private @Nullable Piece read(Segment from) throws IOException {
    try {
      if (from.isDone()) {
        drop(from, Reason.FAILED);
        return null;
      }
      Piece.Place place = new Piece.Place(from, from.next(), from.frame());
      if (isTooOld(place.frame().writtenAt())) {
        lose(Reason.EXPIRED, place.frame().records());
        pass(place);
        return null;
      }
      byte[] bytes = from.bytes(place.frame());
      if (!place.frame().isOf(bytes)) {
        spoiled(new SpoiledSegment(from + ", is spoiled at byte " + from.next()));
        lose(Reason.FAILED, place.frame().records());
        pass(place);
        return null;
      }
      return Piece.at(place, bytes);
    } catch (SpoiledSegment e) {
      spoiled(e);
      drop(from, Reason.FAILED);
      return null;
    }
  }

  /**
   * It has arrived, or nobody wants it any more: it will not come out again, not even after a
   * restart.
   *
   * @param piece what {@link #first} gave; of any other, and for a second time, nothing happens
   */
  public void acknowledge(Piece piece) {
    settle();
    Piece.Place place = piece.place();
    if (place == null) {
      return;
    }
    if (piece == out) {
      out = null;
      outIsLoose = null;
    }
    if (place.isNext() && segments.contains(place.segment())) {
      pass(place);
    }
  }

  private void pass(Piece.Place place) {
    Segment segment = place.segment();
    try {
      segment.pass(place.frame());
    } catch (IOException e) {
      giving.fails(e);
    }
    if (segment.isDone()) {
      drop(segment, Reason.FAILED);
    }
  }

  /** What every call begins with: what has gone or has to go is no longer here. */
  private void settle() {
    if (torn > 0) {
      long lost = torn;
      torn = 0;
      lose(Reason.FAILED, lost);
    }
    Segment last = segments.last();
    while (last != null && !last.isThere()) {
      spoiled(new SpoiledSegment(last + ", is gone"));
      drop(last, Reason.FAILED);
      last = segments.last();
    }
    Segment head = segments.head();
    while (head != null && isTooOld(head.newest())) {
      drop(head, Reason.EXPIRED);
      head = segments.head();
    }
    makeRoom(0);
  }

  private void makeRoom(long needed) {
    Segment head = segments.head();
    while (head != null && segments.size() + needed > limits.maxBytes()) {
      drop(head, Reason.FULL);
      head = segments.head();
    }
  }

  private boolean isTooOld(long writtenAt) {
    return Duration.between(Instant.ofEpochMilli(writtenAt), clock.instant())
            .compareTo(limits.maxAge())
        > 0;
  }

  /** A segment that was made for a piece that then did not get there. */
  private void dropWithoutPiece(@Nullable Segment segment) {
    if (segment != null && segment.isDone()) {
      drop(segment, Reason.FAILED);
    }
  }

  /** Removes a segment. What nobody has acknowledged in it is lost, but for what is out. */
  private void drop(Segment segment, Reason reason) {
    long lost = segment.records();
    Piece known = out;
    Piece.Place place = known == null ? null : known.place();
    if (known != null && place != null && place.segment() == segment && place.isNext()) {
      lost -= known.records();
      outIsLoose = reason;
    }
    segments.remove(segment);
    lose(reason, lost);
  }

  private void lose(Reason reason, long records) {
    if (records > 0) {
      losses.lost(reason, records);
    }
  }

  private void spoiled(SpoiledSegment e) {
    if (!saidSpoiled) {
      LOG.log(
          Level.WARNING,
          "Of what waits for its destination some is lost, and counted: "
              + e.getMessage()
              + ". Others should leave that folder alone.");
    }
    saidSpoiled = true;
  }

  /** Leaves what waits to the next spool of this name. It may be closed again. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    settle();
    closed = true;
    Piece loose = out;
    Reason because = outIsLoose;
    if (loose != null && because != null) {
      lose(because, loose.records());
    }
    out = null;
    outIsLoose = null;
    segments.close();
  }

  @Override
  public String toString() {
    return name + " in " + parent + ": " + records() + " records";
  }
}
