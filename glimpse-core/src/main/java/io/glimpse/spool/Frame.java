package io.glimpse.spool;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the bytes of a piece in a segment. It has a checksum of its own, so that where
 * the bytes are spoiled their length can still be believed, and the records in them be counted.
 *
 * @param length how many bytes follow
 * @param records how many records they hold
 * @param writtenAt when, in milliseconds since 1970
 * @param checksum of the bytes
 */
record Frame(int length, int records, long writtenAt, int checksum) {
  static final int SIZE = 24;
  private static final int CHECKED = SIZE - Integer.BYTES;

  static Frame of(Piece piece, long writtenAt) {
    return new Frame(
        piece.length(),
        piece.records(),
        writtenAt,
        checksum(piece.array(), piece.from(), piece.length()));
  }

  /** Reads what {@link #encoded} wrote; null where that is not what stands there. */
  static @Nullable Frame decoded(byte[] encoded) {
    ByteBuffer in = ByteBuffer.wrap(encoded);
    Frame frame = new Frame(in.getInt(), in.getInt(), in.getLong(), in.getInt());
    boolean whole = in.getInt() == checksum(encoded, 0, CHECKED);
    return whole && frame.length >= 0 && frame.records >= 0 ? frame : null;
  }

  byte[] encoded() {
    ByteBuffer out = ByteBuffer.allocate(SIZE);
    out.putInt(length).putInt(records).putLong(writtenAt).putInt(checksum);
    return out.putInt(checksum(out.array(), 0, CHECKED)).array();
  }

  boolean isOf(byte[] bytes) {
    return bytes.length == length && checksum(bytes, 0, length) == checksum;
  }

  /** The bytes that it takes in the file, with those that follow. */
  long whole() {
    return whole(length);
  }

  static long whole(int length) {
    return (long) SIZE + length;
  }

  private static int checksum(byte[] bytes, int from, int length) {
    CRC32 sum = new CRC32();
    sum.update(bytes, from, length);
    return (int) sum.getValue();
  }
}
