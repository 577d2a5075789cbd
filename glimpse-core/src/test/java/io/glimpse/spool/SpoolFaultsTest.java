package io.glimpse.spool;

import static io.glimpse.spool.SpoolBed.NAME;
import static io.glimpse.spool.SpoolBed.drain;
import static io.glimpse.spool.SpoolBed.number;
import static io.glimpse.spool.SpoolBed.piece;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.glimpse.config.LogLines;
import io.glimpse.spool.Spool.Reason;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Files that are torn, spoiled, foreign or hostile, and folders that go or cannot be used. */
@Timeout(60)
@Tag("slow")
final class SpoolFaultsTest {
  @RegisterExtension final LogLines log = new LogLines("io.glimpse.spool");

  @TempDir Path folder;

  private SpoolBed bed;

  @BeforeEach
  void makeBed() {
    bed = new SpoolBed(folder.resolve("spool"));
  }

  private void keep(int from, int to) {
    try (Spool spool = bed.open()) {
      for (int i = from; i <= to; i++) {
        assertThat(spool.add(piece(i, 50, 2))).isTrue();
      }
    }
  }

  @Test
  void lastPiece_tornAtAnyByte_isCutOff_andTheOthersComeOut() throws IOException {
    keep(1, 3);
    byte[] whole = Files.readAllBytes(bed.onlySegment());
    int last = whole.length - Frame.SIZE - 50;
    for (int length = last; length < whole.length; length++) {
      bed.lost.clear();
      makeBed();
      Path unused = Files.createDirectories(bed.folder.resolve(NAME + "-1"));
      unused =
          Files.write(
              bed.folder.resolve(NAME + "-1/500000000000.spool"), Arrays.copyOf(whole, length));
      boolean known = length >= last + Frame.SIZE;

      try (Spool next = bed.open()) {
        assertThat(next.inherited()).as("cut at %s", length).isEqualTo(known ? 6 : 4);
        assertThat(next.add(piece(4))).isTrue();
        assertThat(drain(next)).containsExactly(1, 2, 4);
      }
      assertThat(bed.lost).isEqualTo(known ? Map.of(Reason.FAILED, 2L) : Map.of());
    }
    assertThat(log.take()).isEmpty();
  }

  @Test
  void file_ofAProcessThatWasKilledBeforeItsFirstPiece_isRemoved() throws IOException {
    Path own = Files.createDirectories(bed.folder.resolve(NAME + "-1"));
    for (int length = 0; length < Segment.HEADER; length++) {
      Path unused =
          Files.write(own.resolve("50000000000" + length % 10 + ".spool"), new byte[length]);
    }

    bed.open().close();

    assertThat(bed.everything()).isEmpty();
    assertThat(log.take()).isEmpty();
  }

  @Test
  void piece_whoseBytesAreSpoiled_isLostAlone_andSaid() throws IOException {
    keep(1, 4);
    flip(Segment.HEADER + 74 + Frame.SIZE + 20);
    flip(Segment.HEADER + 2 * 74 + Frame.SIZE + 49);

    try (Spool next = bed.open()) {
      assertThat(next.inherited()).isEqualTo(8);
      assertThat(drain(next)).containsExactly(1, 4);
    }
    assertThat(bed.lost).isEqualTo(Map.of(Reason.FAILED, 4L));
    assertThat(log.take())
        .singleElement()
        .asString()
        .startsWith("WARNING")
        .contains("500000000000.spool", "spoiled", "counted");
  }

  @Test
  void frame_thatIsSpoiled_endsItsFile_whetherItIsFoundAtTheStartOrLater() throws IOException {
    keep(1, 4);
    flip(Segment.HEADER + 2 * 74 + 3);
    try (Spool next = bed.open()) {
      assertThat(next.inherited()).isEqualTo(4);
      assertThat(next.add(piece(5, 50, 2))).isTrue();
      assertThat(next.add(piece(6, 50, 2))).isTrue();
      flip(Segment.HEADER + 2 * 74 + 3);
      assertThat(drain(next)).containsExactly(1, 2);
    }
    assertThat(bed.lost).isEqualTo(Map.of(Reason.FAILED, 4L));
    assertThat(bed.everything()).isEmpty();
  }

  @Test
  void placeOfTheLastAcknowledged_spoiled_makesPiecesComeAgain_ratherThanBeLost()
      throws IOException {
    keep(1, 3);
    try (Spool spool = bed.open()) {
      spool.acknowledge(Objects.requireNonNull(spool.first()));
    }
    flip(Segment.HEADER - 1);

    try (Spool next = bed.open()) {
      assertThat(drain(next)).containsExactly(2, 3);
    }
    assertThat(bed.lost).isEmpty();
  }

  private void flip(long at) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(bed.onlySegment().toFile(), "rw")) {
      file.seek(at);
      int was = file.read();
      file.seek(at);
      file.write(was ^ 4);
    }
  }

  @Test
  void file_ofANewerVersion_isPutAside_saidOnce_andReadAgainWhereItsNameIsGivenBack()
      throws IOException {
    assertThatVersionIsLeft(2);
  }

  @Test
  void file_ofAnOlderVersionThatIsNotReadAnyMore_isPutAsideToo() throws IOException {
    assertThatVersionIsLeft(0);
  }

  private void assertThatVersionIsLeft(int version) throws IOException {
    keep(1, 3);
    Path file = bed.onlySegment();
    writeInt(file, version);
    byte[] before = Files.readAllBytes(file);
    Path aside = file.resolveSibling(file.getFileName() + ".aside");

    try (Spool next = bed.open()) {
      assertThat(next.isEmpty()).isTrue();
      assertThat(next.add(piece(4))).isTrue();
      assertThat(drain(next)).containsExactly(4);
    }
    assertThat(aside).hasBinaryContent(before);
    assertThat(log.take())
        .singleElement()
        .asString()
        .startsWith("WARNING")
        .contains(file.toString(), "version " + version, "version 1", "aside");
    bed.open().close();
    assertThat(log.take()).as("a second time").isEmpty();

    Path unused = Files.move(aside, file);
    writeInt(file, Segment.VERSION);
    try (Spool again = bed.open()) {
      assertThat(drain(again)).containsExactly(1, 2, 3);
    }
    assertThat(bed.everything()).isEmpty();
    assertThat(bed.lost).isEmpty();
  }

  private static void writeInt(Path file, int number) throws IOException {
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.seek(Segment.VERSION_AT);
      out.writeInt(number);
    }
  }

  @Test
  void files_thatAreNoSegments_areLeftAlone_andDoNotHideTheOthers() throws IOException {
    keep(1, 2);
    Path own = Objects.requireNonNull(bed.onlySegment().getParent());
    Path unused = Files.writeString(own.resolve("499999999999.spool"), "x".repeat(100));
    unused = Files.writeString(own.resolve("notes.txt"), "mine");
    unused = Files.createDirectory(own.resolve("500000000007.spool"));
    unused = Files.createFile(bed.folder.resolve(NAME + "-2"));

    try (Spool next = bed.open()) {
      assertThat(drain(next)).containsExactly(1, 2);
    }

    assertThat(own.resolve("499999999999.spool.aside")).hasContent("x".repeat(100));
    assertThat(own.resolve("notes.txt")).hasContent("mine");
    assertThat(own.resolve("500000000007.spool")).isDirectory();
    assertThat(log.take()).hasSize(2).allMatch(line -> line.startsWith("WARNING"));
  }

  @Test
  void links_areNotFollowed_neitherToReadNorToWriteNorToRemove() throws IOException {
    keep(1, 1);
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Path stolen = outside.resolve("500000000001.spool");
    Path unused = Files.copy(bed.onlySegment(), stolen);
    byte[] before = Files.readAllBytes(stolen);
    Path own = Objects.requireNonNull(bed.onlySegment().getParent());
    unused = Files.createSymbolicLink(own.resolve("500000000001.spool"), stolen);
    unused = Files.createSymbolicLink(bed.folder.resolve(NAME + "-2"), outside);
    Path third = Files.createDirectory(bed.folder.resolve(NAME + "-3"));
    Path target = Files.writeString(folder.resolve("target"), "precious");
    unused = Files.createSymbolicLink(third.resolve(FolderLock.AMONG_PROCESSES), target);

    try (Spool next = bed.open();
        Spool second = bed.open()) {
      assertThat(second.add(piece(9))).isTrue();
      assertThat(drain(next)).containsExactly(1);
      assertThat(drain(second)).containsExactly(9);
    }

    assertThat(stolen).hasBinaryContent(before);
    assertThat(outside).isDirectoryContaining(each -> each.equals(stolen));
    assertThat(Files.getPosixFilePermissions(outside)).isNotEqualTo(ownersOnly("rwx------"));
    assertThat(target).hasContent("precious");
    assertThat(bed.lost).isEmpty();
  }

  private static Set<PosixFilePermission> ownersOnly(String text) {
    return PosixFilePermissions.fromString(text);
  }

  @Test
  void pipe_inThePlaceOfAFile_doesNotHoldUpAnybody() throws Exception {
    Path own = Files.createDirectories(bed.folder.resolve(NAME + "-1"));
    Path other = Files.createDirectories(bed.folder.resolve(NAME + "-2"));
    makePipe(own.resolve("500000000000.spool"));
    makePipe(other.resolve(FolderLock.IN_THIS_JVM));

    try (Spool next = bed.open()) {
      assertThat(next.add(piece(1))).isTrue();
      assertThat(drain(next)).containsExactly(1);
    }
  }

  private static void makePipe(Path at) throws Exception {
    Process made;
    try {
      made = new ProcessBuilder("mkfifo", at.toString()).start();
    } catch (IOException noSuchProgram) {
      assumeThat(false).as("pipes can be made").isTrue();
      throw noSuchProgram;
    }
    assertThat(made.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(made.exitValue()).isZero();
  }

  @Test
  void filesAndFolders_areForTheirOwnerOnly_alsoWhereTheyWereOpenBefore() throws IOException {
    assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("posix");
    Path old = Files.createDirectories(bed.folder.resolve(NAME + "-1"));
    Path unused = Files.setPosixFilePermissions(old, ownersOnly("rwxrwxrwx"));
    try (Spool first = bed.open()) {
      assertThat(first.isEmpty()).isTrue();
    }
    unused = Files.createDirectories(old);
    unused = Files.setPosixFilePermissions(old, ownersOnly("rwxrwxrwx"));
    unused = Files.createFile(old.resolve("something"));

    try (Spool spool = bed.open()) {
      assertThat(spool.add(piece(1))).isTrue();
      assertThat(spool.addFirst(List.of(piece(0)))).isOne();
      assertThat(Files.getPosixFilePermissions(old)).isEqualTo(ownersOnly("rwx------"));
      Path own = Objects.requireNonNull(bed.segments().get(0).getParent());
      assertThat(own).isNotEqualTo(old);
      assertThat(Files.getPosixFilePermissions(own)).isEqualTo(ownersOnly("rwx------"));
      assertThat(bed.everything())
          .filteredOn(each -> each.startsWith(own) && !each.equals(own))
          .hasSize(4)
          .allSatisfy(
              file ->
                  assertThat(Files.getPosixFilePermissions(file))
                      .isEqualTo(ownersOnly("rw-------")));
    }
  }

  @Test
  void folder_ofTheSpool_whereThereIsNone_isMadeForItsOwnerOnly() throws IOException {
    assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("posix");
    Path logs = folder.resolve("logs");
    SpoolBed deeper = new SpoolBed(logs.resolve("spool"));

    try (Spool spool = deeper.open()) {
      assertThat(spool.add(piece(1))).isTrue();
      assertThat(Files.getPosixFilePermissions(deeper.folder)).isEqualTo(ownersOnly("rwx------"));
      assertThat(Files.getPosixFilePermissions(logs))
          .as("others may want to read the logs")
          .isNotEqualTo(ownersOnly("rwx------"));
    }
  }

  @Test
  void folder_removedByHandUnderTheSpool_costsWhatWasInIt_andAnotherIsMade() throws IOException {
    try (Spool spool = bed.open()) {
      for (int i = 1; i <= 5; i++) {
        assertThat(spool.add(piece(i))).isTrue();
      }
      Piece one = Objects.requireNonNull(spool.first());
      removeEverything();

      assertThat(spool.add(piece(6))).isTrue();
      assertThat(spool.first()).as("what is out is still in memory").isSameAs(one);
      spool.acknowledge(one);
      assertThat(drain(spool)).containsExactly(6);
      removeEverything();
      assertThat(spool.add(piece(7))).isTrue();
    }

    assertThat(bed.lost).isEqualTo(Map.of(Reason.FAILED, 4L));
    assertThat(log.take()).singleElement().asString().startsWith("WARNING").contains("is gone");
    try (Spool next = bed.open()) {
      assertThat(drain(next)).containsExactly(7);
    }
  }

  private void removeEverything() throws IOException {
    List<Path> all = bed.everything();
    for (int i = all.size() - 1; i >= 0; i--) {
      Files.delete(all.get(i));
    }
    Files.delete(bed.folder);
  }

  @Test
  void oneFile_removedByHand_costsOnlyWhatWasInIt() throws IOException {
    try (Spool spool = bed.open()) {
      assertThat(spool.add(piece(1, 3 << 20))).isTrue();
      assertThat(spool.add(piece(2, 3 << 20))).isTrue();
      assertThat(spool.add(piece(3, 3 << 20))).isTrue();
      Files.delete(bed.segments().get(1));

      assertThat(drain(spool)).containsExactly(1, 3);
    }
    assertThat(bed.lost).isEqualTo(Map.of(Reason.FAILED, 1L));
  }

  @Test
  void path_thatCannotBeUsed_isSaidOnce_andUsedAsSoonAsItCan() throws IOException {
    Path inTheWay = Files.createFile(bed.folder);
    try (Spool spool = bed.open()) {
      assertThat(spool.add(piece(1, 10, 3))).isFalse();
      assertThat(spool.addFirst(List.of(piece(2, 10, 4)))).isZero();
      assertThat(spool.isEmpty()).isTrue();
      assertThat(spool.first()).isNull();
      assertThat(log.take())
          .singleElement()
          .asString()
          .startsWith("WARNING")
          .contains(bed.folder.toString(), "glimpse.spool-path");
      Files.delete(inTheWay);
      assertThat(spool.add(piece(3))).isTrue();
      assertThat(log.take()).singleElement().asString().startsWith("INFO").contains("again");
      assertThat(number(Objects.requireNonNull(spool.first()))).isEqualTo(3);
    }
    assertThat(bed.lost).isEqualTo(Map.of(Reason.FAILED, 7L));
  }

  @Test
  void noLogLine_showsAByteOfAPiece() throws IOException {
    try (Spool spool = bed.open()) {
      byte[] secret = "4111 1111 1111 1111".getBytes(UTF_8);
      assertThat(spool.add(Piece.of(secret, 0, secret.length, 1))).isTrue();
      flip(Segment.HEADER + Frame.SIZE + 1);
      assertThat(spool.first()).isNull();
    }
    assertThat(log.take()).hasSize(1).noneMatch(line -> line.contains("1111 1111"));
  }
}
