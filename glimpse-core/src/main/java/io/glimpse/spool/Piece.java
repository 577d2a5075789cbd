package io.glimpse.spool;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that stay together, and how many records they hold. A spool keeps it whole or not at all.
 *
 * <pre>{@code
 * Piece piece = Piece.of(body.array(), 0, body.size(), 120);
 * }</pre>
 *
 * <p>It looks at the array that it was given and copies nothing, so nobody may change that as long
 * as the piece is in use. Nothing here may be null.
 *
 * @since 0.1
 */
public final class Piece {
  private final byte[] bytes;
  private final int from;
  private final int length;
  private final int records;
  private final @Nullable Place place;

  private Piece(byte[] bytes, int from, int length, int records, @Nullable Place place) {
    this.bytes = bytes;
    this.from = from;
    this.length = length;
    this.records = records;
    this.place = place;
  }

  /**
   * A run of an array.
   *
   * @param records how many records the bytes hold; they count as that many where they are lost
   * @throws IndexOutOfBoundsException where the array has no such run
   * @throws IllegalArgumentException where {@code records} is negative
   */
  public static Piece of(byte[] bytes, int from, int length, int records) {
    int start = Objects.checkFromIndexSize(from, length, bytes.length);
    if (records < 0) {
      throw new IllegalArgumentException("a piece cannot hold " + records + " records");
    }
    return new Piece(bytes, start, length, records, null);
  }

  /** One that lies on the disk. */
  static Piece at(Place place, byte[] bytes) {
    return new Piece(bytes, 0, bytes.length, place.frame().records(), place);
  }

  /** Where it lies on the disk; null where it comes from elsewhere. */
  @Nullable Place place() {
    return place;
  }

  /**
   * Where a piece lies on the disk.
   *
   * @param position where in the segment it begins
   */
  record Place(Segment segment, long position, Frame frame) {
    /** Whether it is the oldest of its segment that nobody has acknowledged. */
    boolean isNext() {
      return segment.next() == position;
    }
  }

  /** The array that its bytes lie in, not a copy. */
  public byte[] array() {
    return bytes;
  }

  /** Where in the array they begin. */
  public int from() {
    return from;
  }

  /** How many they are. */
  public int length() {
    return length;
  }

  /** How many records they hold. */
  public int records() {
    return records;
  }

  @Override
  public String toString() {
    return length + " bytes with " + records + " records";
  }
}
