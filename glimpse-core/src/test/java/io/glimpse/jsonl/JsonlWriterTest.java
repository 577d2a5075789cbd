package io.glimpse.jsonl;

import static io.glimpse.jsonl.WrittenLines.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.glimpse.record.RecordWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines on their way into a file. */
final class JsonlWriterTest {
  @TempDir Path folder;

  private final Batches batches = new Batches();

  @Test
  void write_intoFoldersThatDoNotExist_makesThem() throws IOException {
    Path file = folder.resolve("a/b/c/trace.jsonl");
    try (RecordWriter writer = JsonlWriter.to(file)) {
      assertThat(file).doesNotExist();
      writer.write(batches.span("one").seal(null, 1));
    }

    assertThat(names(file)).containsExactly("one");
  }

  @Test
  void write_intoAFolderBehindASymbolicLink_follows() throws IOException {
    Path real = Files.createDirectory(folder.resolve("real"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    try (RecordWriter writer = JsonlWriter.to(link.resolve("trace.jsonl"))) {
      writer.write(batches.span("one").seal(null, 1));
    }

    assertThat(names(real.resolve("trace.jsonl"))).containsExactly("one");
  }

  @Test
  void write_toAFileThatHasLines_appends() throws IOException {
    Path file = folder.resolve("trace.jsonl");
    for (String name : List.of("one", "two")) {
      try (RecordWriter writer = JsonlWriter.to(file)) {
        writer.write(batches.span(name).seal(null, 1));
      }
    }

    assertThat(names(file)).containsExactly("one", "two");
  }

  @Test
  void write_returning_hasEveryLineInTheFile() throws IOException {
    Path file = folder.resolve("trace.jsonl");
    try (RecordWriter writer = JsonlWriter.to(file)) {
      writer.write(batches.span("one").span("two").seal(null, 1));
      assertThat(names(file)).containsExactly("one", "two");
      writer.write(batches.span("three").seal(null, 1));
      assertThat(names(file)).containsExactly("one", "two", "three");
    }
  }

  @Test
  void write_largerThanTheBufferThatIsKept_arrivesWholeAndTheNextOneToo() throws IOException {
    Path file = folder.resolve("trace.jsonl");
    String huge = "x".repeat(3 << 20);
    try (RecordWriter writer = JsonlWriter.to(file)) {
      writer.write(batches.span(huge).seal(null, 1));
      writer.write(batches.span("small").seal(null, 1));
    }

    assertThat(names(file)).containsExactly(huge, "small");
  }

  @Test
  void write_emptyBatch_addsNothing() throws IOException {
    Path file = folder.resolve("trace.jsonl");
    try (RecordWriter writer = JsonlWriter.to(file)) {
      writer.write(batches.seal(null, 1));
    }

    assertThat(file).isEmptyFile();
  }

  @Test
  void write_whereAFolderCannotBeMade_throwsAndRecoversWhenItCan() throws IOException {
    Path inTheWay = Files.writeString(folder.resolve("logs"), "a file where the folder should be");
    Path file = inTheWay.resolve("trace.jsonl");
    try (RecordWriter writer = JsonlWriter.to(file)) {
      assertThatIOException().isThrownBy(() -> writer.write(batches.span("lost").seal(null, 1)));
      assertThatIOException().isThrownBy(() -> writer.write(batches.span("lost").seal(null, 1)));

      Files.delete(inTheWay);
      writer.write(batches.span("kept").seal(null, 1));
    }

    assertThat(names(file)).containsExactly("kept");
  }

  @Test
  void write_whereTheFileIsAFolder_throwsAndRecoversWhenItIsGone() throws IOException {
    Path file = Files.createDirectory(folder.resolve("trace.jsonl"));
    try (RecordWriter writer = JsonlWriter.to(file)) {
      assertThatIOException().isThrownBy(() -> writer.write(batches.span("lost").seal(null, 1)));

      Files.delete(file);
      writer.write(batches.span("kept").seal(null, 1));
    }

    assertThat(names(file)).containsExactly("kept");
  }

  @Test
  void write_afterClose_opensTheFileAgain() throws IOException {
    Path file = folder.resolve("trace.jsonl");
    RecordWriter writer = JsonlWriter.to(file);
    writer.write(batches.span("one").seal(null, 1));
    writer.close();
    writer.close();
    writer.write(batches.span("two").seal(null, 1));
    writer.close();

    assertThat(names(file)).containsExactly("one", "two");
  }

  @Test
  void close_withoutAWrite_makesNoFile() throws IOException {
    Path file = folder.resolve("trace.jsonl");
    JsonlWriter.to(file).close();

    assertThat(file).doesNotExist();
  }

  @Test
  void twoWriters_onOneFile_tearNoLine() throws Exception {
    Path file = folder.resolve("trace.jsonl");
    ExecutorService pool = Executors.newFixedThreadPool(2);
    CountDownLatch go = new CountDownLatch(1);
    Future<?> one = pool.submit(() -> writeOften(file, "a".repeat(700), go));
    Future<?> two = pool.submit(() -> writeOften(file, "b".repeat(900), go));
    go.countDown();
    one.get();
    two.get();
    pool.shutdown();

    List<String> names = names(file);
    assertThat(names).hasSize(2 * 200 * 10);
    assertThat(names).filteredOn(name -> name.equals("a".repeat(700))).hasSize(200 * 10);
    assertThat(names).filteredOn(name -> name.equals("b".repeat(900))).hasSize(200 * 10);
  }

  private static Void writeOften(Path file, String name, CountDownLatch go) throws Exception {
    Batches own = new Batches();
    go.await();
    try (RecordWriter writer = JsonlWriter.to(file)) {
      for (int i = 0; i < 200; i++) {
        for (int j = 0; j < 10; j++) {
          own.span(name);
        }
        writer.write(own.seal(null, 1));
      }
    }
    return null;
  }
}
