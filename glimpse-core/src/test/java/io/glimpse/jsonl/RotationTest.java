package io.glimpse.jsonl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.glimpse.config.LogLines;
import io.glimpse.record.RecordWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Files that are put aside, compressed and removed, while others write to them. */
final class RotationTest {
  private static final Duration LONG = Duration.ofDays(1);
  private static final Duration SHORT = Duration.ofMillis(300);

  @RegisterExtension final LogLines log = new LogLines("io.glimpse.jsonl");

  @TempDir Path folder;

  private final Batches batches = new Batches();
  private Instant now = Instant.parse("2026-11-23T04:15:00Z");

  @Test
  void file_thatIsTooLarge_isPutAsideWithItsTimeInItsName() throws IOException {
    try (RecordWriter writer = writer(new Rotation(1, null, 9, LONG))) {
      write(writer, "one");
      write(writer, "two");
      now = now.plusSeconds(61);
      write(writer, "three");
      write(writer, "four");
    }

    assertThat(names(file())).containsExactly("four");
    assertThat(names(folder.resolve("trace.jsonl.2026-11-23T04-15-00Z"))).containsExactly("one");
    assertThat(names(folder.resolve("trace.jsonl.2026-11-23T04-16-01Z"))).containsExactly("two");
    assertThat(names(folder.resolve("trace.jsonl.2026-11-23T04-16-01Z-1")))
        .containsExactly("three");
    assertThat(folder.resolve("trace.jsonl.rotating")).doesNotExist();
  }

  @Test
  void file_belowTheSize_goesOn() throws IOException {
    try (RecordWriter writer = writer(new Rotation(1 << 20, null, 9, LONG))) {
      write(writer, "one");
      write(writer, "two");
    }

    assertThat(names(file())).containsExactly("one", "two");
    assertThat(everything()).hasSize(1);
  }

  @Test
  void age_isThatOfTheFirstRecord_alsoOfAnEarlierProcess() throws IOException {
    Rotation hourly = new Rotation(Long.MAX_VALUE, Duration.ofHours(1), 9, LONG);
    // The record of this test is of January 2, 2026, at 03:04:05.
    now = Instant.parse("2026-01-02T04:04:04Z");
    try (RecordWriter writer = writer(hourly)) {
      write(writer, "one");
      write(writer, "two");
    }
    now = Instant.parse("2026-01-02T04:04:06Z");
    try (RecordWriter writer = writer(hourly)) {
      write(writer, "opened for it");
      write(writer, "three");
    }

    assertThat(names(file())).containsExactly("three");
    assertThat(names(folder.resolve("trace.jsonl.2026-01-02T04-04-06Z")))
        .containsExactly("one", "two", "opened for it");
  }

  @Test
  void clock_setBack_putsNothingAside() throws IOException {
    try (RecordWriter writer = writer(new Rotation(Long.MAX_VALUE, Duration.ofHours(1), 9, LONG))) {
      write(writer, "one");
      now = now.minus(Duration.ofDays(400));
      write(writer, "two");
      write(writer, "three");
    }

    assertThat(names(file())).containsExactly("one", "two", "three");
  }

  @Test
  void keep_leavesTheNewest_andWhatIsNotOurs() throws IOException {
    List<String> others =
        List.of("trace.jsonl.bak", "trace.jsonl.2026-11-23", "other.jsonl.2020-01-01T00-00-00Z");
    for (String other : others) {
      Path unused = Files.createFile(folder.resolve(other));
    }
    Path unused = Files.createFile(folder.resolve("trace.jsonl.2020-01-01T00-00-00Z.gz"));
    try (RecordWriter writer = writer(new Rotation(1, null, 2, LONG))) {
      for (String name : List.of("one", "two", "three", "four")) {
        write(writer, name);
        now = now.plusSeconds(1);
      }
    }

    assertThat(everything())
        .containsExactlyInAnyOrder(
            "trace.jsonl",
            "trace.jsonl.2026-11-23T04-15-02Z",
            "trace.jsonl.2026-11-23T04-15-03Z",
            "trace.jsonl.bak",
            "trace.jsonl.2026-11-23",
            "other.jsonl.2020-01-01T00-00-00Z");
  }

  @Test
  void age_ofAFileFromBeforeTheClockWasSetBack_countsFromThen() throws IOException {
    try (RecordWriter writer = writer(new Rotation(Long.MAX_VALUE, Duration.ofHours(1), 9, LONG))) {
      write(writer, "one");
      now = now.minus(Duration.ofDays(400));
      write(writer, "two");
      now = now.plus(Duration.ofMinutes(61));
      write(writer, "three");
    }

    assertThat(names(file())).containsExactly("three");
    assertThat(everything()).hasSize(2);
  }

  @Test
  void keep_afterTheClockWasSetBack_leavesWhatWasPutAsideLast() throws IOException {
    try (RecordWriter writer = writer(new Rotation(1, null, 2, LONG))) {
      for (String name : List.of("one", "two", "three", "four", "five")) {
        write(writer, name);
        now = now.minus(Duration.ofHours(1));
      }
    }

    assertThat(names(file())).containsExactly("five");
    assertThat(namesAside()).containsExactlyInAnyOrder("three", "four");
  }

  @Test
  void keep_whenAFileIsPutAsideOftenWithinASecond_leavesWhatWasPutAsideLast() throws IOException {
    try (RecordWriter writer = writer(new Rotation(1, null, 2, LONG))) {
      for (int i = 1; i <= 7; i++) {
        write(writer, "line-" + i);
      }
    }

    assertThat(namesAside()).containsExactlyInAnyOrder("line-5", "line-6");
  }

  private List<String> namesAside() throws IOException {
    List<String> names = new ArrayList<>();
    for (String each : everything()) {
      if (!each.equals("trace.jsonl")) {
        names.addAll(names(folder.resolve(each)));
      }
    }
    return names;
  }

  @Test
  void keep_countsAFileThatIsBeingCompressedOnce() throws IOException {
    Path plain = Files.createFile(folder.resolve("trace.jsonl.2026-11-22T00-00-00Z"));
    Path packed = Files.createFile(AsideFiles.compressed(plain));
    try (RecordWriter writer = writer(new Rotation(1, null, 2, LONG))) {
      write(writer, "one");
      write(writer, "two");
      assertThat(plain).exists();
      assertThat(packed).exists();
      write(writer, "three");
    }

    assertThat(plain).doesNotExist();
    assertThat(packed).doesNotExist();
  }

  @Test
  void fileThatCannotBeRemoved_hindersNobody_andIsSaidOnce() throws IOException {
    Path folderOfThatName = folder.resolve("trace.jsonl.2020-01-01T00-00-00Z");
    Path unused = Files.createFile(Files.createDirectory(folderOfThatName).resolve("something"));
    try (RecordWriter writer = writer(new Rotation(1, null, 1, LONG))) {
      for (String name : List.of("one", "two", "three", "four")) {
        write(writer, name);
      }
    }

    assertThat(names(file())).containsExactly("four");
    assertThat(folderOfThatName).exists();
    assertThat(everything()).hasSize(3);
    assertThat(log.take())
        .hasSize(1)
        .first()
        .asString()
        .startsWith("WARNING Of the files that ")
        .contains("cannot be removed");
  }

  @Test
  void link_atThePath_stays_andTheFileIsPutAsideWhereItLies() throws IOException {
    Path big = Files.createDirectory(folder.resolve("big"));
    Path link = Files.createSymbolicLink(file(), big.resolve("real.jsonl"));
    try (RecordWriter writer = writer(new Rotation(1, null, 9, LONG))) {
      write(writer, "one");
      write(writer, "two");
    }

    assertThat(link).isSymbolicLink();
    assertThat(names(big.resolve("real.jsonl"))).containsExactly("two");
    assertThat(names(big.resolve("real.jsonl.2026-11-23T04-15-00Z"))).containsExactly("one");
    assertThat(everything()).containsExactlyInAnyOrder("trace.jsonl", "big");
  }

  @Test
  void permissions_ofTheFile_areThoseOfTheNextOneAndOfTheCompressedOne() throws IOException {
    assumeThat(Files.getFileStore(folder).supportsFileAttributeView("posix")).isTrue();
    Set<PosixFilePermission> mine = PosixFilePermissions.fromString("rw-------");
    Path aside = folder.resolve("trace.jsonl.2026-11-23T04-15-00Z");
    Path unused = Files.createFile(file(), PosixFilePermissions.asFileAttribute(mine));
    try (RecordWriter writer = writer(new Rotation(1, null, 9, SHORT))) {
      write(writer, "one");
      write(writer, "two");
      await().until(() -> !Files.exists(aside));
    }

    assertThat(Files.getPosixFilePermissions(file())).isEqualTo(mine);
    assertThat(Files.getPosixFilePermissions(AsideFiles.compressed(aside))).isEqualTo(mine);
  }

  @Test
  void file_thatAKilledProcessHadCompressedButNotRemoved_isCompressedAgain() throws IOException {
    Path aside = folder.resolve("trace.jsonl.2026-11-23T04-15-00Z");
    try (RecordWriter writer = writer(new Rotation(1, null, 9, LONG))) {
      write(writer, "one");
      write(writer, "two");
    }
    Path packed = Files.writeString(AsideFiles.compressed(aside), "of the killed one");

    try (RecordWriter writer = writer(new Rotation(Long.MAX_VALUE, null, 9, SHORT))) {
      write(writer, "three");
      await().until(() -> !Files.exists(aside));
    }

    assertThat(names(packed)).containsExactly("one");
  }

  @Test
  void file_thatCannotBeCompressed_isSaidOnce_andTheOthersAre() throws IOException {
    Path folderOfThatName =
        Files.createDirectory(folder.resolve("trace.jsonl.2027-01-01T00-00-00Z"));
    Path other = Files.createFile(folder.resolve("trace.jsonl.2020-01-01T00-00-00Z"));
    try (RecordWriter writer = writer(new Rotation(Long.MAX_VALUE, null, 9, SHORT))) {
      write(writer, "one");
      await().until(() -> !Files.exists(other));
      await().until(() -> !threads().contains("glimpse-gzip"));
    }

    assertThat(AsideFiles.compressed(other)).exists();
    assertThat(folderOfThatName).exists();
    assertThat(log.take())
        .hasSize(1)
        .first()
        .asString()
        .startsWith("WARNING Glimpse leaves " + folderOfThatName + " uncompressed: ");
  }

  @Test
  void keepNone_removesTheFileAtOnce() throws IOException {
    try (RecordWriter writer = writer(new Rotation(1, null, 0, LONG))) {
      write(writer, "one");
      write(writer, "two");
    }

    assertThat(everything()).containsExactly("trace.jsonl");
  }

  @Test
  void fileThatWasPutAside_isCompressedOnceItStandsStill_withWhatCameLate() throws IOException {
    Path aside = folder.resolve("trace.jsonl.2026-11-23T04-15-00Z");
    Path compressed = folder.resolve("trace.jsonl.2026-11-23T04-15-00Z.gz");
    try (RecordWriter writer = writer(new Rotation(1, null, 9, SHORT))) {
      write(writer, "one");
      write(writer, "two");
      String line = Files.readString(aside, UTF_8);
      Path unused =
          Files.writeString(aside, line.replace("one", "late"), StandardOpenOption.APPEND);

      await().until(() -> !Files.exists(aside));
    }

    assertThat(names(compressed)).containsExactly("one", "late");
    assertThat(names(file())).containsExactly("two");
    assertThat(folder.resolve(compressed.getFileName() + ".part")).doesNotExist();
  }

  @Test
  void fileThatAnEarlierProcessPutAside_isCompressed() throws IOException {
    try (RecordWriter writer = writer(new Rotation(1, null, 9, LONG))) {
      write(writer, "one");
      write(writer, "two");
    }
    Path aside = folder.resolve("trace.jsonl.2026-11-23T04-15-00Z");
    Path halfDone = Files.writeString(folder.resolve(aside.getFileName() + ".gz.part"), "torn");
    Path unused =
        Files.setLastModifiedTime(halfDone, FileTime.from(Instant.now().minusSeconds(90)));

    try (RecordWriter writer = writer(new Rotation(Long.MAX_VALUE, null, 9, SHORT))) {
      write(writer, "three");
      await().until(() -> !Files.exists(aside));
    }

    assertThat(names(AsideFiles.compressed(aside))).containsExactly("one");
    assertThat(halfDone).doesNotExist();
  }

  @Test
  void close_whileAFileWaitsToBeCompressed_endsTheThreadAndLeavesTheFile() throws IOException {
    RecordWriter writer = writer(new Rotation(1, null, 9, LONG));
    write(writer, "one");
    write(writer, "two");
    assertThat(threads()).contains("glimpse-gzip");
    writer.close();

    assertThat(threads()).doesNotContain("glimpse-gzip");
    assertThat(names(folder.resolve("trace.jsonl.2026-11-23T04-15-00Z"))).containsExactly("one");
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
  }

  @Test
  void rotation_thatAnotherProcessIsDoing_isLeftToIt() throws IOException {
    Path sign = Files.createFile(folder.resolve("trace.jsonl.rotating"));
    try (RecordWriter writer = writer(new Rotation(1, null, 9, LONG))) {
      write(writer, "one");
      write(writer, "two");
      assertThat(names(file())).containsExactly("one", "two");

      // Its process was killed a while ago.
      Path unused = Files.setLastModifiedTime(sign, FileTime.from(Instant.now().minusSeconds(61)));
      write(writer, "three");
    }

    assertThat(names(file())).containsExactly("three");
    assertThat(sign).doesNotExist();
  }

  @Test
  void fourWriters_whoseFileIsPutAsideAllTheTime_loseAndTearNoLine() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    List<Future<?>> all = new ArrayList<>();
    for (int writer = 0; writer < 4; writer++) {
      String name = "writer-" + writer;
      all.add(pool.submit(() -> writeOften(name)));
    }
    for (Future<?> each : all) {
      each.get();
    }
    pool.shutdown();

    List<String> names = new ArrayList<>();
    for (String each : everything()) {
      names.addAll(names(folder.resolve(each)));
    }
    for (int writer = 0; writer < 4; writer++) {
      String name = "writer-" + writer;
      assertThat(names).filteredOn(name::equals).hasSize(2_000);
    }
    assertThat(everything()).hasSizeGreaterThan(4);
  }

  private Void writeOften(String name) throws IOException {
    Batches own = new Batches();
    Rotation small = new Rotation(32 << 10, null, Integer.MAX_VALUE, LONG);
    try (RecordWriter writer = JsonlWriter.to(file(), small)) {
      for (int i = 0; i < 200; i++) {
        for (int j = 0; j < 10; j++) {
          own.span(name);
        }
        writer.write(own.seal(null, 1));
      }
    }
    return null;
  }

  private Path file() {
    return folder.resolve("trace.jsonl");
  }

  private RecordWriter writer(Rotation rotation) {
    return JsonlWriter.to(file(), rotation, () -> now);
  }

  private void write(RecordWriter writer, String name) throws IOException {
    writer.write(batches.span(name).seal(null, 1));
  }

  private List<String> everything() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(each -> String.valueOf(each.getFileName())).toList();
    }
  }

  /** The names in the file, each of a whole line. */
  private static List<String> names(Path file) throws IOException {
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
      return new BufferedReader(new InputStreamReader(in, UTF_8))
          .lines()
          .map(WrittenLines::nameOf)
          .toList();
    }
  }
}
