package io.glimpse.spool;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A folder for spools, a clock that a test turns, and what the spools say was lost. */
final class SpoolBed {
  static final String NAME = Spool.name("otlp", "http://localhost:4318/v1/traces");
  static final Spool.Limits WIDE = new Spool.Limits(256L << 20, Duration.ofDays(1));

  final Path folder;
  final Map<Spool.Reason, Long> lost = new TreeMap<>();
  private Instant now = Instant.parse("2026-11-28T10:00:00Z");

  SpoolBed(Path folder) {
    this.folder = folder;
  }

  Spool open() {
    return open(WIDE);
  }

  Spool open(Spool.Limits limits) {
    return Spool.at(folder, NAME, limits, clock(), this::lose);
  }

  InstantSource clock() {
    return () -> now;
  }

  void turn(Duration by) {
    now = now.plus(by);
  }

  private void lose(Spool.Reason reason, long records) {
    if (records <= 0) {
      throw new AssertionError("told of " + records + " lost records");
    }
    lost.merge(reason, records, Long::sum);
  }

  long lostInAll() {
    return lost.values().stream().mapToLong(Long::longValue).sum();
  }

  /** A piece that begins with its number, with one record. */
  static Piece piece(int number, int size) {
    return piece(number, size, 1);
  }

  static Piece piece(int number, int size, int records) {
    byte[] bytes = new byte[size + 7];
    Arrays.fill(bytes, (byte) number);
    byte[] text = (number + ";").getBytes(US_ASCII);
    System.arraycopy(text, 0, bytes, 3, text.length);
    return Piece.of(bytes, 3, size, records);
  }

  static Piece piece(int number) {
    return piece(number, 100);
  }

  /** The number that the piece was made with, if all of its bytes are still as they were made. */
  static int number(Piece piece) {
    String text = new String(piece.array(), piece.from(), Math.min(piece.length(), 12), US_ASCII);
    int number = Integer.parseInt(text.substring(0, text.indexOf(';')));
    Piece made = piece(number, piece.length());
    if (!Arrays.equals(
        piece.array(),
        piece.from(),
        piece.from() + piece.length(),
        made.array(),
        made.from(),
        made.from() + made.length())) {
      throw new AssertionError("piece " + number + " is not as it was made");
    }
    return number;
  }

  /** Takes everything out. */
  static List<Integer> drain(Spool spool) {
    List<Integer> numbers = new ArrayList<>();
    for (Piece piece = spool.first(); piece != null; piece = spool.first()) {
      numbers.add(number(piece));
      spool.acknowledge(piece);
    }
    return numbers;
  }

  /** Everything below the folder, sorted. */
  List<Path> everything() {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(each -> !each.equals(folder)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The segments that lie there, in the order of their names. */
  List<Path> segments() {
    return everything().stream().filter(each -> each.toString().endsWith(".spool")).toList();
  }

  Path onlySegment() {
    List<Path> all = segments();
    if (all.size() != 1) {
      throw new AssertionError("not one segment: " + all);
    }
    return all.get(0);
  }

  long bytesInSegments() {
    return segments().stream().mapToLong(each -> each.toFile().length()).sum();
  }
}
