package io.glimpse.jsonl;

import static io.glimpse.jsonl.WrittenLines.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.glimpse.record.RecordWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
