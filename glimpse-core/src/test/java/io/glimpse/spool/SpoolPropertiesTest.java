package io.glimpse.spool;

import static io.glimpse.spool.SpoolBed.number;
import static io.glimpse.spool.SpoolBed.piece;
import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.spool.Spool.Limits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** Whatever is done to a spool in whatever order, it does what a queue in memory would. */
@Tag("slow")
final class SpoolPropertiesTest {
  /** What may be done. */
  enum Deed {
    ADD,
    ADD_FIRST,
    FIRST,
    ACKNOWLEDGE,
    REOPEN,
    /** The process dies while it writes a piece, and another one comes. */
    DIE_WRITING,
    TURN
  }

  /** A deed and a number that it may need. */
  record Step(Deed deed, int number) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Deed> deeds =
        Arbitraries.frequency(
            Tuple.of(8, Deed.ADD),
            Tuple.of(2, Deed.ADD_FIRST),
            Tuple.of(3, Deed.FIRST),
            Tuple.of(7, Deed.ACKNOWLEDGE),
            Tuple.of(1, Deed.REOPEN),
            Tuple.of(1, Deed.DIE_WRITING),
            Tuple.of(1, Deed.TURN));
    return Combinators.combine(deeds, Arbitraries.integers().between(1, 1_000))
        .as(Step::new)
        .list()
        .ofMaxSize(60);
  }

  @Property(tries = 150)
  void spool_withRoom_isAQueue(@ForAll("steps") List<Step> steps) {
    play(steps, new Limits(16_000_000, Duration.ofDays(1)));
  }

  @Property(tries = 150)
  void spool_ofManySmallFiles_isAQueue(@ForAll("steps") List<Step> steps) {
    // A bound that nothing here comes near, with segments that hold one or two pieces.
    play(steps, new Limits(400_000, Duration.ofDays(1)));
  }

  private static void play(List<Step> steps, Limits limits) {
    try (Play play = new Play(limits)) {
      steps.forEach(play::step);
      play.drain();
      assertThat(play.bed.lostInAll()).isEqualTo(play.torn);
    }
  }

  @Property(tries = 150)
  void spool_withinATightBound_losesTheOldestOnly_andCountsEachPieceOnce(
      @ForAll("steps") List<Step> steps) {
    try (Play play = new Play(new Limits(8_000, Duration.ofHours(1)))) {
      for (Step step : steps) {
        play.stepWithinBounds(step);
        assertThat(play.bed.bytesInSegments()).isLessThanOrEqualTo(8_000);
        assertThat(play.made).isEqualTo(play.arrived + play.bed.lostInAll() + play.spool.records());
      }
      play.takeAll();
      play.spool.close();
      assertThat(play.made).isEqualTo(play.arrived + play.bed.lostInAll());
    }
  }

  /** A spool, and the queue that it should be. */
  private static final class Play implements AutoCloseable {
    final SpoolBed bed;
    private final Limits limits;
    private final Deque<Integer> model = new ArrayDeque<>();
    private int next;
    Spool spool;
    long torn;
    long made;
    long arrived;

    Play(Limits limits) {
      this.limits = limits;
      try {
        this.bed = new SpoolBed(Files.createTempDirectory("spool"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      this.spool = bed.open(limits);
    }

    void step(Step step) {
      switch (step.deed()) {
        case ADD -> add(step.number() * 17);
        case ADD_FIRST -> addFirst(step.number() % 4, step.number() * 5);
        case FIRST -> assertFirst(spool.first());
        case ACKNOWLEDGE -> takeOne();
        case REOPEN -> reopen();
        case DIE_WRITING -> dieWriting(step.number());
        case TURN -> bed.turn(Duration.ofSeconds(1));
      }
      assertThat(spool.isEmpty()).isEqualTo(model.isEmpty());
      assertThat(spool.records()).isEqualTo(model.size());
    }

    private void add(int size) {
      int number = next++;
      assertThat(spool.add(piece(number, 12 + size))).isTrue();
      model.addLast(number);
    }

    private void addFirst(int count, int size) {
      List<Piece> pieces = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        pieces.add(piece(next++, 12 + size));
      }
      assertThat(spool.addFirst(pieces)).isEqualTo(count);
      for (int i = count - 1; i >= 0; i--) {
        model.addFirst(number(pieces.get(i)));
      }
    }

    private @Nullable Piece assertFirst(@Nullable Piece first) {
      assertThat(first == null ? null : number(first)).isEqualTo(model.peekFirst());
      return first;
    }

    private void takeOne() {
      Piece first = assertFirst(spool.first());
      if (first != null) {
        spool.acknowledge(first);
        int unused = model.removeFirst();
      }
    }

    private void reopen() {
      spool.close();
      spool = bed.open(limits);
      assertThat(spool.inherited()).isEqualTo(model.size());
    }

    /** What is written is written: closing leaves the same as a kill does, but for this. */
    private void dieWriting(int number) {
      spool.close();
      List<Path> files = bed.segments();
      boolean known = false;
      if (!files.isEmpty()) {
        Piece piece = piece(number, 100 + number, 3);
        byte[] frame = Frame.of(piece, bed.clock().millis()).encoded();
        byte[] whole = Arrays.copyOf(frame, frame.length + piece.length());
        System.arraycopy(piece.array(), piece.from(), whole, frame.length, piece.length());
        int cut = number * 7919 % whole.length;
        known = cut >= Frame.SIZE;
        append(files.get(files.size() - 1), Arrays.copyOf(whole, cut));
      }
      spool = bed.open(limits);
      long lost = known ? 3 : 0;
      torn += lost;
      assertThat(spool.inherited()).isEqualTo(model.size() + lost);
      assertThat(spool.first() == null).isEqualTo(model.isEmpty());
    }

    private static void append(Path file, byte[] bytes) {
      try {
        Path unused = Files.write(file, bytes, StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void drain() {
      while (!model.isEmpty()) {
        takeOne();
      }
      assertThat(spool.first()).isNull();
      spool.close();
      assertThat(bed.everything()).isEmpty();
    }

    void stepWithinBounds(Step step) {
      switch (step.deed()) {
        case ADD -> {
          boolean unused = spool.add(make(step.number() * 3));
        }
        case ADD_FIRST -> {
          List<Piece> pieces = new ArrayList<>();
          for (int i = step.number() % 4; i > 0; i--) {
            pieces.add(make(step.number()));
          }
          long unused = spool.addFirst(pieces);
        }
        case FIRST -> {
          Piece unused = spool.first();
        }
        case ACKNOWLEDGE -> takeWhatComes();
        case REOPEN, DIE_WRITING -> {
          spool.close();
          spool = bed.open(limits);
        }
        case TURN -> bed.turn(Duration.ofMinutes(step.number() / 20));
      }
    }

    private Piece make(int size) {
      made++;
      return piece(next++, 12 + size);
    }

    private boolean takeWhatComes() {
      Piece first = spool.first();
      if (first == null) {
        return false;
      }
      int number = number(first);
      assertThat(model).as("comes once").doesNotContain(number);
      model.add(number);
      arrived++;
      spool.acknowledge(first);
      return true;
    }

    void takeAll() {
      boolean more = true;
      while (more) {
        more = takeWhatComes();
      }
    }

    @Override
    public void close() {
      spool.close();
      try (Stream<Path> all = Files.walk(bed.folder)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
