package io.glimpse.spool;

import static io.glimpse.spool.SpoolBed.NAME;
import static io.glimpse.spool.SpoolBed.drain;
import static io.glimpse.spool.SpoolBed.number;
import static io.glimpse.spool.SpoolBed.piece;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.glimpse.spool.Spool.Limits;
import io.glimpse.spool.Spool.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes in, what comes out, and what is lost by the bounds. */
final class SpoolTest {
  @TempDir Path folder;

  private SpoolBed bed;

  @BeforeEach
  void makeBed() {
    bed = new SpoolBed(folder.resolve("spool"));
  }

  @Test
  void pieces_comeOutInOrder_eachUntilItIsAcknowledged() {
    try (Spool spool = bed.open()) {
      assertThat(spool.isEmpty()).isTrue();
      assertThat(spool.first()).isNull();
      assertThat(spool.add(piece(1, 100, 3))).isTrue();
      assertThat(spool.add(piece(2, 100, 4))).isTrue();
      assertThat(spool.isEmpty()).isFalse();
      assertThat(spool.records()).isEqualTo(7);

      Piece first = first(spool);
      assertThat(first(spool)).isSameAs(first);
      assertThat(first.records()).isEqualTo(3);
      assertThat(number(first)).isEqualTo(1);
      spool.acknowledge(first);
      assertThat(spool.records()).isEqualTo(4);
      assertThat(drain(spool)).containsExactly(2);
      assertThat(spool.isEmpty()).isTrue();
      assertThat(spool.inherited()).isZero();
    }
    assertThat(bed.lost).isEmpty();
  }

  private static Piece first(Spool spool) {
    return Objects.requireNonNull(spool.first());
  }

  @Test
  void nothing_toKeep_makesNothingOnTheDisk() {
    try (Spool spool = bed.open()) {
      assertThat(spool.first()).isNull();
      assertThat(spool.addFirst(List.of())).isZero();
    }

    assertThat(bed.folder).doesNotExist();
  }

  @Test
  void spool_emptiedAndClosed_leavesAnEmptyFolder() {
    try (Spool spool = bed.open()) {
      boolean unused = spool.add(piece(1));
      assertThat(bed.segments()).hasSize(1);
      assertThat(drain(spool)).hasSize(1);
      assertThat(bed.segments()).isEmpty();
    }

    assertThat(bed.everything()).isEmpty();
  }

  @Test
  void spool_reopened_goesOnBehindTheLastAcknowledged() {
    try (Spool spool = bed.open()) {
      for (int i = 1; i <= 5; i++) {
        boolean unused = spool.add(piece(i, 100, 2));
      }
      spool.acknowledge(first(spool));
      spool.acknowledge(first(spool));
      Piece underWay = first(spool);
      assertThat(number(underWay)).isEqualTo(3);
    }

    try (Spool next = bed.open()) {
      assertThat(next.inherited()).isEqualTo(6);
      boolean unused = next.add(piece(6));
      assertThat(next.records()).isEqualTo(7);
      assertThat(drain(next)).containsExactly(3, 4, 5, 6);
      assertThat(next.inherited()).isEqualTo(6);
    }
    assertThat(bed.everything()).isEmpty();
    assertThat(bed.lost).isEmpty();
  }

  @Test
  void pieces_putBeforeTheOthers_comeOutFirst_alsoAfterARestart() {
    try (Spool spool = bed.open()) {
      boolean unused = spool.add(piece(5));
      assertThat(spool.addFirst(List.of(piece(3), piece(4, 100, 7)))).isEqualTo(8);
      assertThat(spool.addFirst(List.of(piece(1), piece(2)))).isEqualTo(2);
      unused = spool.add(piece(6));
    }

    try (Spool next = bed.open()) {
      assertThat(drain(next)).containsExactly(1, 2, 3, 4, 5, 6);
    }
  }

  @Test
  void pieces_putBeforeNothing_standBeforeWhatComesLater() {
    try (Spool spool = bed.open()) {
      assertThat(spool.addFirst(List.of(piece(1), piece(2)))).isEqualTo(2);
      boolean unused = spool.add(piece(3));
      assertThat(drain(spool)).containsExactly(1, 2, 3);
    }
  }

  @Test
  void piece_thatIsOutWhileOthersArePutBeforeIt_canBeAcknowledged_orComesAgainBehindThem() {
    try (Spool spool = bed.open()) {
      for (int i = 3; i <= 5; i++) {
        boolean unused = spool.add(piece(i));
      }
      Piece three = first(spool);
      assertThat(spool.addFirst(List.of(piece(1)))).isOne();
      spool.acknowledge(three);
      Piece one = first(spool);
      assertThat(number(one)).isEqualTo(1);
      assertThat(spool.addFirst(List.of(piece(0)))).isOne();
      assertThat(drain(spool)).containsExactly(0, 1, 4, 5);
    }
  }

  @Test
  void acknowledging_aSecondTime_orWhatTheSpoolNeverGave_doesNothing() {
    try (Spool spool = bed.open()) {
      boolean unused = spool.add(piece(1)) && spool.add(piece(2)) && spool.add(piece(3));
      Piece one = first(spool);
      spool.acknowledge(one);
      spool.acknowledge(one);
      spool.acknowledge(piece(2));
      assertThat(drain(spool)).containsExactly(2, 3);
      spool.acknowledge(one);
      assertThat(spool.isEmpty()).isTrue();
    }
  }

  @Test
  void piece_largerThanASegment_andAnEmptyOne_areKeptWhole() {
    try (Spool spool = bed.open()) {
      assertThat(spool.add(piece(1, 9 << 20))).isTrue();
      assertThat(spool.add(Piece.of(new byte[0], 0, 0, 0))).isTrue();
      assertThat(spool.add(piece(2, 5 << 20))).isTrue();
    }

    try (Spool next = bed.open()) {
      assertThat(number(first(next))).isEqualTo(1);
      next.acknowledge(first(next));
      assertThat(first(next).length()).isZero();
      next.acknowledge(first(next));
      assertThat(drain(next)).containsExactly(2);
    }
  }

  @Test
  void spool_thatIsFull_losesTheOldest_andNeverTakesMoreThanItMay() {
    Limits tight = new Limits(20_000, Duration.ofDays(1));
    try (Spool spool = bed.open(tight)) {
      for (int i = 1; i <= 100; i++) {
        assertThat(spool.add(piece(i, 1_000))).isTrue();
        assertThat(bed.bytesInSegments()).isLessThanOrEqualTo(20_000);
      }
      List<Integer> left = drain(spool);
      assertThat(left).hasSizeGreaterThan(15).endsWith(98, 99, 100);
      assertThat(left.get(0)).isEqualTo(101 - left.size());
      assertThat(bed.lost).isEqualTo(Map.of(Reason.FULL, 100L - left.size()));
    }
  }

  @Test
  void piece_thatNeverHasRoom_isLost_andCostsNoOther() {
    try (Spool spool = bed.open(new Limits(20_000, Duration.ofDays(1)))) {
      assertThat(spool.add(piece(1))).isTrue();
      assertThat(spool.add(piece(2, 20_000, 9))).isFalse();
      assertThat(drain(spool)).containsExactly(1);
    }
    assertThat(bed.lost).isEqualTo(Map.of(Reason.FULL, 9L));
  }

  @Test
  void pieces_putBeforeTheOthersWhereNotAllHaveRoom_loseTheirOldest() {
    try (Spool spool = bed.open(new Limits(20_000, Duration.ofDays(1)))) {
      for (int i = 4; i <= 17; i++) {
        boolean unused = spool.add(piece(i, 1_200));
      }
      assertThat(
              spool.addFirst(List.of(piece(1, 1_200, 5), piece(2, 1_200, 6), piece(3, 1_200, 7))))
          .isEqualTo(13);
      assertThat(bed.bytesInSegments()).isLessThanOrEqualTo(20_000);
      assertThat(first(spool).records()).isEqualTo(6);
    }
    assertThat(bed.lost).isEqualTo(Map.of(Reason.FULL, 5L));
  }

  @Test
  void piece_thatIsOutWhenItsPlaceIsNeeded_isNotLostIfItArrives() {
    try (Spool spool = bed.open(new Limits(20_000, Duration.ofDays(1)))) {
      boolean unused = spool.add(piece(1, 4_000)) && spool.add(piece(2, 4_000));
      Piece one = first(spool);
      for (int i = 3; i <= 8; i++) {
        unused = spool.add(piece(i, 4_000));
      }
      assertThat(first(spool)).isSameAs(one);
      assertThat(spool.records()).isEqualTo(5);
      spool.acknowledge(one);
      assertThat(drain(spool)).containsExactly(5, 6, 7, 8);
    }
    assertThat(bed.lost).isEqualTo(Map.of(Reason.FULL, 3L));
  }

  @Test
  void piece_thatIsOutWhenItsPlaceIsNeeded_isLostIfItNeverArrives() {
    try (Spool spool = bed.open(new Limits(20_000, Duration.ofDays(1)))) {
      boolean unused = spool.add(piece(1, 15_000, 9));
      Piece one = first(spool);
      unused = spool.add(piece(2, 15_000));
      assertThat(bed.lost).isEmpty();
      assertThat(first(spool)).isSameAs(one);
      assertThat(spool.isEmpty()).isFalse();
    }
    assertThat(bed.lost).isEqualTo(Map.of(Reason.FULL, 9L));
  }

  @Test
  void pieces_thatWaitedForTooLong_areLost_alsoThoseThatWereOut() {
    Limits hour = new Limits(256L << 20, Duration.ofHours(1));
    try (Spool spool = bed.open(hour)) {
      boolean unused = spool.add(piece(1, 10, 2));
      bed.turn(Duration.ofMinutes(30));
      unused = spool.add(piece(2));
      assertThat(number(first(spool))).isEqualTo(1);
      bed.turn(Duration.ofMinutes(30));
      assertThat(number(first(spool))).as("to the millisecond").isEqualTo(1);
      bed.turn(Duration.ofMillis(1));
      assertThat(number(first(spool))).isEqualTo(2);
    }
    assertThat(bed.lost).isEqualTo(Map.of(Reason.EXPIRED, 2L));
    bed.turn(Duration.ofDays(2));

    try (Spool next = bed.open(hour)) {
      assertThat(next.inherited()).as("the first one does not come again").isEqualTo(1);
      assertThat(bed.lost).as("nobody could count yet").isEqualTo(Map.of(Reason.EXPIRED, 2L));
      assertThat(next.first()).isNull();
    }
    assertThat(bed.lost).isEqualTo(Map.of(Reason.EXPIRED, 3L));
    assertThat(bed.everything()).isEmpty();
  }

  @Test
  void pieces_thatWaitedForTooLong_goWhenOthersCome() {
    Limits hour = new Limits(256L << 20, Duration.ofHours(1));
    try (Spool spool = bed.open(hour)) {
      boolean unused = spool.add(piece(1, 10_000, 2));
      bed.turn(Duration.ofHours(2));
      unused = spool.add(piece(2));
      assertThat(bed.bytesInSegments()).isLessThan(1_000);
    }
    assertThat(bed.lost).isEqualTo(Map.of(Reason.EXPIRED, 2L));
  }

  @Test
  void pieces_fromAFutureThatTheClockWasSetBackFrom_areKept() {
    try (Spool spool = bed.open()) {
      boolean unused = spool.add(piece(1));
      bed.turn(Duration.ofDays(-400));
      unused = spool.add(piece(2));
      assertThat(drain(spool)).containsExactly(1, 2);
    }
  }

  @Test
  void bound_thatHasBecomeTighter_isKeptAfterTheRestart() {
    try (Spool spool = bed.open(new Limits(100_000, Duration.ofDays(1)))) {
      for (int i = 1; i <= 50; i++) {
        boolean unused = spool.add(piece(i, 1_000));
      }
    }

    try (Spool next = bed.open(new Limits(20_000, Duration.ofDays(1)))) {
      assertThat(next.inherited()).isEqualTo(50);
      List<Integer> left = drain(next);
      assertThat(left).isNotEmpty().endsWith(49, 50);
      assertThat(bed.lost).isEqualTo(Map.of(Reason.FULL, 50L - left.size()));
    }
  }

  @Test
  void twoSpools_ofOneName_keepApart_andTheNextTakesOverBothOldestFirst() {
    Spool one = bed.open();
    boolean unused = one.add(piece(3)) && one.add(piece(4));
    bed.turn(Duration.ofSeconds(-9));
    Spool two = bed.open();
    unused = two.add(piece(1));
    bed.turn(Duration.ofSeconds(20));
    unused = two.add(piece(2));
    assertThat(two.inherited()).isZero();
    assertThat(bed.folder).isDirectoryContaining(each -> each.endsWith(NAME + "-1"));
    assertThat(bed.folder).isDirectoryContaining(each -> each.endsWith(NAME + "-2"));
    one.close();
    two.close();

    for (int round = 0; round < 3; round++) {
      try (Spool next = bed.open()) {
        assertThat(next.inherited()).isEqualTo(4 + round);
        unused = next.add(piece(5 + round));
      }
    }
    try (Spool next = bed.open()) {
      assertThat(drain(next)).containsExactly(1, 2, 3, 4, 5, 6, 7);
    }
    assertThat(bed.everything()).isEmpty();
  }

  @Test
  void folder_ofASpoolThatHasBeenDrained_isGivenBack_whileItsOwnerGoesOn() {
    Spool one = bed.open();
    Spool two = bed.open();
    boolean unused = one.add(piece(1)) && two.add(piece(2));
    one.close();
    two.close();
    try (Spool next = bed.open()) {
      next.acknowledge(first(next));
      assertThat(bed.folder.resolve(NAME + "-1")).doesNotExist();
      assertThat(bed.folder.resolve(NAME + "-2")).exists();
      assertThat(drain(next)).containsExactly(2);
    }
  }

  @Test
  void spools_ofOtherNames_areNotTakenOver() {
    try (Spool one = bed.open()) {
      boolean unused = one.add(piece(1));
    }

    String longer = NAME + "-1";
    try (Spool other =
        Spool.at(bed.folder, longer, SpoolBed.WIDE, bed.clock(), (reason, records) -> {})) {
      assertThat(other.isEmpty()).isTrue();
    }
    try (Spool same = bed.open()) {
      assertThat(drain(same)).containsExactly(1);
    }
  }

  @Test
  void spool_thatIsClosed_takesNothing_andCountsIt() {
    Spool spool = bed.open();
    boolean unused = spool.add(piece(1));
    spool.close();
    spool.close();

    assertThat(spool.add(piece(2, 10, 2))).isFalse();
    assertThat(spool.addFirst(List.of(piece(3, 10, 3)))).isZero();
    assertThat(spool.first()).isNull();
    assertThat(spool.isEmpty()).isTrue();
    assertThat(bed.lost).isEqualTo(Map.of(Reason.FAILED, 5L));
    try (Spool next = bed.open()) {
      assertThat(drain(next)).containsExactly(1);
    }
  }

  @Test
  void interruptedThread_isServed_andStaysInterrupted() {
    Thread.currentThread().interrupt();
    try (Spool spool = bed.open()) {
      assertThat(spool.add(piece(2))).isTrue();
      assertThat(spool.addFirst(List.of(piece(1)))).isOne();
      assertThat(drain(spool)).containsExactly(1, 2);
      assertThat(spool.add(piece(3))).isTrue();
    }
    try (Spool next = bed.open()) {
      assertThat(drain(next)).containsExactly(3);
    }

    assertThat(Thread.interrupted()).as("still interrupted").isTrue();
    assertThat(bed.lost).isEmpty();
  }

  @Test
  void name_tellsPlacesApart_andNothingAboutThem() {
    String one = Spool.name("otlp", "https://user:secret@one.example/v1/traces");

    assertThat(one).matches("otlp-[0-9a-f]{8}");
    assertThat(one).isEqualTo(Spool.name("otlp", "https://user:secret@one.example/v1/traces"));
    assertThat(one).isNotEqualTo(Spool.name("otlp", "https://two.example/v1/traces"));
  }

  @Test
  void name_thatLeadsOutOfTheFolder_isRefused() {
    for (String name : List.of("", "..", "../etc", "a/b", ".hidden", "a\0b")) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  Spool.at(folder, name, SpoolBed.WIDE, bed.clock(), (reason, records) -> {})
                      .close());
    }
  }

  @Test
  void limits_withinWhichNothingCanWait_areRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Limits(0, Duration.ofDays(1)));
    assertThatIllegalArgumentException().isThrownBy(() -> new Limits(1, Duration.ZERO));
  }
}
