package io.glimpse.spool;

import static io.glimpse.spool.SpoolBed.NAME;
import static io.glimpse.spool.SpoolBed.number;
import static io.glimpse.spool.SpoolBed.piece;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A program that keeps pieces in a spool, and says each thing that it has done when it is done. It
 * is meant to be killed. {@link SpoolProcessesTest} starts it.
 */
final class SpoolingMain {
  private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);

  private SpoolingMain() {}

  /** The folder, what to do, and the number of the first piece. */
  public static void main(String[] args) throws IOException {
    int first = Integer.parseInt(args[2]);
    try (Spool spool =
        Spool.at(
            Path.of(args[0]),
            NAME,
            SpoolBed.WIDE,
            InstantSource.system(),
            (reason, records) -> say("lost " + records))) {
      say("found " + spool.inherited());
      switch (args[1]) {
        case "load" -> load(spool, first);
        case "hold" -> hold(spool, first);
        case "look" -> {}
        default -> throw new IllegalArgumentException(args[1]);
      }
    }
  }

  /** Adds and takes in turns, more of the one than of the other, for ever. */
  private static void load(Spool spool, int first) {
    Random dice = new Random(first);
    int next = first;
    boolean begun = false;
    while (true) {
      for (int i = dice.nextInt(12); i > 0; i--) {
        if (!spool.add(piece(next, 12 + dice.nextInt(dice.nextInt(10) == 0 ? 300_000 : 20_000)))) {
          throw new IllegalStateException("not kept: " + next);
        }
        say("added " + next++);
      }
      for (int i = dice.nextInt(9); i > 0; i--) {
        take(spool);
      }
      if (!begun) {
        say("begun");
        begun = true;
      }
    }
  }

  private static void take(Spool spool) {
    Piece piece = spool.first();
    if (piece != null) {
      int number = number(piece);
      say("taking " + number);
      spool.acknowledge(piece);
      say("taken " + number);
    }
  }

  /** Keeps three pieces, and the lock, until its input ends. */
  private static void hold(Spool spool, int first) throws IOException {
    List<Piece> before = new ArrayList<>();
    before.add(piece(first));
    boolean unused = spool.add(piece(first + 1)) && spool.add(piece(first + 2));
    long kept = spool.addFirst(before);
    say("holds " + (kept + 2));
    int end = System.in.read();
    say("ends " + end);
  }

  private static void say(String line) {
    try {
      OUT.write((line + "\n").getBytes(US_ASCII));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
