package io.glimpse.spool;

import static io.glimpse.spool.SpoolBed.drain;
import static io.glimpse.spool.SpoolBed.number;
import static io.glimpse.spool.SpoolBed.piece;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.glimpse.config.LogLines;
import io.glimpse.spool.Spool.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A file system of two megabytes that is really full; left out where none may be mounted. */
@Tag("slow")
@Timeout(120)
final class DiskFullTest {
  @RegisterExtension final LogLines log = new LogLines("io.glimpse.spool");

  @TempDir Path folder;

  private Path small;
  private SpoolBed bed;
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    small = Files.createDirectory(folder.resolve("small"));
    bed = new SpoolBed(small.resolve("spool"));
    mounted = run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", small.toString());
    assumeThat(mounted).as("a small file system can be mounted").isTrue();
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertThat(run("umount", small.toString())).isTrue();
    }
  }

  private static boolean run(String... command) throws Exception {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException noSuchProgram) {
      return false;
    }
  }

  @Test
  void disk_thatIsFull_takesNoMore_givesWhatItHas_andTakesAgainWhenThereIsRoom() throws Exception {
    List<Integer> kept = new ArrayList<>();
    int lost = 0;
    try (Spool spool = bed.open()) {
      for (int i = 0; i < 60; i++) {
        if (spool.add(piece(i, 100_000))) {
          kept.add(i);
        } else {
          lost++;
        }
      }
      assertThat(kept).hasSizeBetween(15, 21).startsWith(0, 1, 2);
      assertThat(spool.addFirst(List.of(piece(100, 100_000), piece(101, 200_000)))).isZero();
      lost += 2;
      assertThat(bed.lost).isEqualTo(Map.of(Reason.FAILED, (long) lost));
      assertThat(log.take())
          .singleElement()
          .asString()
          .startsWith("WARNING")
          .contains("No space left on device", bed.folder.toString());

      // Acknowledging needs no room. It makes some when the file is done.
      Piece first = Objects.requireNonNull(spool.first());
      assertThat(number(first)).isZero();
      spool.acknowledge(first);
      assertThat(spool.add(piece(102, 100_000))).isFalse();
      assertThat(number(Objects.requireNonNull(spool.first()))).isEqualTo(1);
      assertThat(spool.add(piece(103, 100_000))).isFalse();
      assertThat(log.take()).as("said already").isEmpty();
    }
    try (Spool next = bed.open()) {
      assertThat(drain(next)).containsExactlyElementsOf(kept.subList(1, kept.size()));
      assertThat(next.add(piece(200, 100_000))).isTrue();
      assertThat(log.take()).isEmpty();
      assertThat(drain(next)).containsExactly(200);
    }
    assertThat(bed.everything()).isEmpty();
  }

  @Test
  void disk_thatOthersFilledAndEmptied_isUsedAgain_byTheSameSpool() throws Exception {
    try (Spool spool = bed.open()) {
      assertThat(spool.add(piece(1, 50_000))).isTrue();
      Path big = small.resolve("big");
      assertThat(run("dd", "if=/dev/zero", "of=" + big, "bs=64k")).as("until it is full").isFalse();
      for (int i = 0; i < 10; i++) {
        assertThat(spool.add(piece(2, 50_000, 3))).isFalse();
      }
      Files.delete(big);
      assertThat(spool.add(piece(3, 50_000))).isTrue();
      assertThat(spool.addFirst(List.of(piece(0, 50_000)))).isOne();
      assertThat(drain(spool)).containsExactly(0, 1, 3);
    }
    assertThat(bed.lost).isEqualTo(Map.of(Reason.FAILED, 30L));
    List<String> said = log.take();
    assertThat(said).hasSize(2);
    assertThat(said.get(0)).startsWith("WARNING").contains("No space left on device");
    assertThat(said.get(1)).startsWith("INFO").contains("again");
  }

  @Test
  void disk_withoutRoomForTheFirstByte_leavesNoFolderBehind_andLosesNothingElse() throws Exception {
    Path big = small.resolve("big");
    assertThat(run("dd", "if=/dev/zero", "of=" + big, "bs=64k")).isFalse();
    try (Spool spool = bed.open()) {
      assertThat(spool.add(piece(1))).isFalse();
      assertThat(spool.isEmpty()).isTrue();
      Files.delete(big);
      assertThat(spool.add(piece(2))).isTrue();
      assertThat(drain(spool)).containsExactly(2);
    }
    assertThat(bed.everything()).isEmpty();
    assertThat(bed.lost).isEqualTo(Map.of(Reason.FAILED, 1L));
  }
}
