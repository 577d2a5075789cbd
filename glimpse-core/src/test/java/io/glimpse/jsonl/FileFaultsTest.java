package io.glimpse.jsonl;

import static io.glimpse.jsonl.WrittenLines.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.glimpse.record.RecordWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a file while it is written to. */
final class FileFaultsTest {
  @TempDir Path folder;

  private final Batches batches = new Batches();

  @Test
  void file_deletedWhileItIsWrittenTo_isMadeAnew() throws IOException {
    try (RecordWriter writer = JsonlWriter.to(file())) {
      write(writer, "gone");
      Files.delete(file());
      write(writer, "one");
      write(writer, "two");
    }

    assertThat(names(file())).containsExactly("one", "two");
  }

  @Test
  void file_deletedWithItsFolder_isMadeAnew() throws IOException {
    Path deeper = folder.resolve("a/b/trace.jsonl");
    try (RecordWriter writer = JsonlWriter.to(deeper)) {
      write(writer, "gone");
      Files.delete(deeper);
      Files.delete(folder.resolve("a/b"));
      write(writer, "one");
    }

    assertThat(names(deeper)).containsExactly("one");
  }

  @Test
  void file_movedWhileItIsWrittenTo_keepsWhatItHasAndANewOneBegins() throws IOException {
    Path moved = folder.resolve("trace.jsonl.1");
    try (RecordWriter writer = JsonlWriter.to(file())) {
      write(writer, "one");
      Path unused = Files.move(file(), moved);
      write(writer, "two");
    }

    assertThat(names(moved)).containsExactly("one");
    assertThat(names(file())).containsExactly("two");
  }

  @Test
  void diskFull_andBack_losesTheBatchesMeanwhileAndNoOther() throws IOException {
    Path full = Path.of("/dev/full");
    assumeThat(full).as("a device that is always full").exists();
    Path real = folder.resolve("real.jsonl");
    Path link = Files.createSymbolicLink(file(), real);
    try (RecordWriter writer = JsonlWriter.to(link)) {
      write(writer, "before");
      pointTo(full);
      assertThatIOException().isThrownBy(() -> write(writer, "lost"));
      assertThatIOException()
          .isThrownBy(() -> write(writer, "lost"))
          .withMessageContaining("No space left on device");
      pointTo(real);
      write(writer, "after");
    }

    assertThat(names(real)).containsExactly("before", "after");
  }

  private void pointTo(Path target) throws IOException {
    Files.delete(file());
    Path unused = Files.createSymbolicLink(file(), target);
  }

  @Test
  void link_thatLeadsNowhere_isMadeToLeadToAFile() throws IOException {
    Path real = folder.resolve("real.jsonl");
    try (RecordWriter writer = JsonlWriter.to(Files.createSymbolicLink(file(), real))) {
      write(writer, "one");
    }

    assertThat(names(real)).containsExactly("one");
  }

  @Test
  void writersThread_interrupted_writesAllTheSame() throws IOException {
    try (RecordWriter writer = JsonlWriter.to(file())) {
      write(writer, "one");
      Thread.currentThread().interrupt();
      write(writer, "two");
      assertThat(Thread.interrupted()).as("a second interrupt is not made up").isFalse();
      write(writer, "three");
    }

    assertThat(names(file())).containsExactly("one", "two", "three");
  }

  @Test
  void lastLine_thatAKilledProcessLeftTorn_isRemoved() throws IOException {
    try (RecordWriter writer = JsonlWriter.to(file())) {
      write(writer, "one");
      write(writer, "torn".repeat(50_000));
    }
    String whole = Files.readString(file());
    Path unused = Files.writeString(file(), whole.substring(0, whole.length() - 9));

    try (RecordWriter writer = JsonlWriter.to(file())) {
      write(writer, "two");
    }

    assertThat(names(file())).containsExactly("one", "two");
  }

  @Test
  void lastLine_tornInTheFirstLetters_isRemoved() throws IOException {
    Path unused = Files.writeString(file(), "{\"rec");

    try (RecordWriter writer = JsonlWriter.to(file())) {
      write(writer, "one");
    }

    assertThat(names(file())).containsExactly("one");
  }

  @Test
  void lastLine_ofAFileOfSomebodyElses_isLeftAsItIs() throws IOException {
    Path unused = Files.writeString(file(), "password file\nno end of line");

    try (RecordWriter writer = JsonlWriter.to(file())) {
      write(writer, "one");
    }

    assertThat(Files.readAllLines(file())).hasSize(3).startsWith("password file", "no end of line");
  }

  @Test
  void writersThread_interruptedWhileTheFileHasToBeMade_writesAllTheSame() throws IOException {
    try (RecordWriter writer = JsonlWriter.to(file())) {
      write(writer, "gone");
      Files.delete(file());
      Thread.currentThread().interrupt();
      write(writer, "one");
      write(writer, "two");
    }

    assertThat(names(file())).containsExactly("one", "two");
  }

  @Test
  void writersThread_interruptedAllTheTime_doublesAndTearsNoLine() throws Exception {
    Thread writing = Thread.currentThread();
    AtomicBoolean done = new AtomicBoolean();
    Thread tormentor =
        new Thread(
            () -> {
              while (!done.get()) {
                writing.interrupt();
                LockSupport.parkNanos(50_000);
              }
            });
    List<String> taken = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    try (RecordWriter writer = JsonlWriter.to(file())) {
      tormentor.start();
      for (int i = 0; i < 2_000; i++) {
        String name = i + "x".repeat(5_000);
        try {
          write(writer, name);
          taken.add(name);
        } catch (IOException interruptedTwice) {
          refused.add(name);
        }
      }
      done.set(true);
      joinQuietly(tormentor);
      boolean unused = Thread.interrupted();
    }

    assertThat(names(file())).isEqualTo(taken);
    assertThat(taken).hasSizeGreaterThan(refused.size());
  }

  private static void joinQuietly(Thread thread) {
    while (thread.isAlive()) {
      boolean unused = Thread.interrupted();
      LockSupport.parkNanos(100_000);
    }
  }

  @Test
  void folderThatIsALink_isWrittenTo() throws IOException {
    Path real = Files.createDirectory(folder.resolve("real"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    try (RecordWriter writer = JsonlWriter.to(link.resolve("trace.jsonl"))) {
      write(writer, "one");
    }

    assertThat(names(real.resolve("trace.jsonl"))).containsExactly("one");
  }

  @Test
  void folderInWhichNothingCanBeMade_isSaidWithThePath_andWritingGoesOnOnceItCan()
      throws IOException {
    Path inTheWay = Files.createFile(folder.resolve("logs"));
    Path below = inTheWay.resolve("trace.jsonl");
    try (RecordWriter writer = JsonlWriter.to(below)) {
      assertThatIOException()
          .isThrownBy(() -> write(writer, "lost"))
          .withMessageContaining(below + " cannot be opened")
          .withMessageContaining("glimpse.log-path");
      Files.delete(inTheWay);
      write(writer, "one");
    }

    assertThat(names(below)).containsExactly("one");
  }

  @Test
  void tornLine_ofAnotherProcessThatWasKilledMeanwhile_isRemovedBeforeTheNextLine()
      throws IOException {
    try (RecordWriter writer = JsonlWriter.to(file())) {
      write(writer, "one");
      String line = Files.readString(file());
      Path unused =
          Files.writeString(
              file(), line + line.substring(0, line.length() / 2), StandardOpenOption.APPEND);
      write(writer, "two");
    }

    assertThat(names(file())).containsExactly("one", "one", "two");
    assertThat(folder.resolve("trace.jsonl.rotating")).doesNotExist();
  }

  @Test
  void tornLine_thatFourFindAtTheSameMoment_isRemovedAndNoneOfTheirsIsLost() throws Exception {
    for (int round = 0; round < 5; round++) {
      Path unused = Files.writeString(file(), "{\"record_type\":\"span\",\"trace_id\":\"4bf9");
      ExecutorService pool = Executors.newFixedThreadPool(4);
      CyclicBarrier together = new CyclicBarrier(4);
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        String name = "writer-" + i;
        all.add(
            pool.submit(
                () -> {
                  int unusedArrival = together.await();
                  try (RecordWriter writer = JsonlWriter.to(file())) {
                    writer.write(new Batches().span(name).seal(null, 1));
                  }
                  return null;
                }));
      }
      for (Future<?> each : all) {
        Object done = each.get();
        assertThat(done).isNull();
      }
      pool.shutdown();

      assertThat(names(file()))
          .containsExactlyInAnyOrder("writer-0", "writer-1", "writer-2", "writer-3");
    }
  }

  @Test
  void writersThatComeAndGo_leaveNoDescriptorOpen() throws IOException {
    Path open = Path.of("/proc/self/fd");
    assumeThat(open).exists();
    for (int i = 0; i < 50; i++) {
      try (RecordWriter writer = JsonlWriter.to(file())) {
        write(writer, "one");
        Files.delete(file());
        write(writer, "two");
      }
    }

    try (Stream<Path> descriptors = Files.list(open)) {
      assertThat(descriptors.filter(this::leadsIntoTheFolder)).isEmpty();
    }
  }

  private boolean leadsIntoTheFolder(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).startsWith(folder);
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }

  @Test
  void fileOnASystemWithoutKeys_isAnotherWhenItsSizeIs() throws IOException {
    Path unused = Files.writeString(file(), "four");
    BasicFileAttributes there =
        new WithoutKey(Files.readAttributes(file(), BasicFileAttributes.class));

    assertThat(LogFile.isAnother(there, null, 4)).isFalse();
    assertThat(LogFile.isAnother(there, null, 5)).isTrue();
    assertThat(LogFile.isAnother(there, "a key", 4)).isTrue();
  }

  /** As Windows shows a file. */
  private record WithoutKey(BasicFileAttributes file) implements BasicFileAttributes {
    @Override
    public FileTime lastModifiedTime() {
      return file.lastModifiedTime();
    }

    @Override
    public FileTime lastAccessTime() {
      return file.lastAccessTime();
    }

    @Override
    public FileTime creationTime() {
      return file.creationTime();
    }

    @Override
    public boolean isRegularFile() {
      return file.isRegularFile();
    }

    @Override
    public boolean isDirectory() {
      return file.isDirectory();
    }

    @Override
    public boolean isSymbolicLink() {
      return file.isSymbolicLink();
    }

    @Override
    public boolean isOther() {
      return file.isOther();
    }

    @Override
    public long size() {
      return file.size();
    }

    @Override
    public @Nullable Object fileKey() {
      return null;
    }
  }

  @Test
  void pathThatLeadsToADevice_isWrittenTo() throws IOException {
    Path nothing = Path.of("/dev/null");
    assumeThat(nothing).exists();
    try (RecordWriter writer =
        JsonlWriter.to(nothing, new Rotation(1, null, 1, java.time.Duration.ofDays(1)))) {
      write(writer, "one");
      write(writer, "two");
    }

    assertThat(nothing).exists();
  }

  private Path file() {
    return folder.resolve("trace.jsonl");
  }

  private void write(RecordWriter writer, String name) throws IOException {
    writer.write(batches.span(name).seal(null, 1));
  }
}
