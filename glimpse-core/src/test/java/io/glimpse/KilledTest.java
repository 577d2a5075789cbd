package io.glimpse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glimpse.config.Config;
import io.glimpse.policy.TracingPolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** JVMs that are killed while four of their threads record into one file. */
@Tag("slow")
@Timeout(180)
final class KilledTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;

  private final Random dice = new Random(20261123);
  private final WrittenTraces written = WrittenTraces.of(List.of());
  private long read;

  @Test
  void killed_afterAFlush_loseNothingFromBefore_andLeaveWholeLines() throws Exception {
    for (int round = 0; round < Tries.of(30); round++) {
      long[] flushed = runAndKill("asked" + round, "asked");

      assertThat(Arrays.stream(flushed).sum()).isPositive();
      WrittenTraces all = readOn();
      for (int thread = 0; thread < flushed.length; thread++) {
        all.assertHasAll("asked" + round + "-" + thread + "-", flushed[thread]);
      }
    }
    assertTheNextOneLeavesWholeLines();
  }

  @Test
  void killed_loseNothingThatTheFlushIntervalHasWritten_andLeaveWholeLines() throws Exception {
    for (int round = 0; round < Tries.of(10); round++) {
      String name = "unasked" + round;
      try (Killable program = new Killable(name, "unasked")) {
        long[] known = {};
        // Nobody asks for a flush, and more is recorded all the time: what is done at some moment
        // is in the file after a while, without waiting for a quiet one.
        for (int mark = 0; mark < 3; mark++) {
          long[] done = program.readMark(1 + dice.nextInt(20));
          await().atMost(LONG).until(() -> readOn().hasAll(name, done) || !program.isAlive());
          assertThat(program.isAlive()).isTrue();
          known = done;
        }
        program.kill();
        assertThat(readOn().hasAll(name, known)).isTrue();
      }
    }
    assertTheNextOneLeavesWholeLines();
  }

  private long[] runAndKill(String name, String mode) throws Exception {
    try (Killable program = new Killable(name, mode)) {
      long[] before = program.readMark(5 + dice.nextInt(40));
      while (Arrays.stream(before).sum() == 0) {
        before = program.readMark(1); // a busy machine: none of its threads has had a turn yet
      }
      program.kill();
      return program.lastMark(before);
    }
  }

  private Path file() {
    return folder.resolve("trace.jsonl");
  }

  /** Reads on where it had come to the last time, up to the last end of a line. */
  private WrittenTraces readOn() throws IOException {
    if (Files.exists(file())) {
      try (InputStream in = Files.newInputStream(file())) {
        in.skipNBytes(read);
        String more = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        String whole = more.substring(0, more.lastIndexOf('\n') + 1);
        whole.lines().forEach(written::add);
        read += whole.getBytes(StandardCharsets.UTF_8).length;
      }
    }
    return written;
  }

  private void assertTheNextOneLeavesWholeLines() throws Exception {
    try (Glimpse next =
        Glimpse.builder()
            .config(Config.builder().readEnvironment(false).param("log-path", file().toString()))
            .policy(TracingPolicy.none())
            .open()) {
      Integer one = next.tracer().trace("next-0-1", () -> 1);
      assertThat(one).isOne();
    }

    readOn().assertHasAll("next-0-", 1);
    assertThat(Files.size(file())).as("nothing behind the last line").isEqualTo(read);
  }

  /** A {@link RecordingMain} and what it says. */
  private final class Killable implements AutoCloseable {
    private final Process process;
    private final BufferedReader says;

    Killable(String name, String mode) throws IOException {
      ProcessBuilder program =
          new ProcessBuilder(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx512m",
                  "-cp",
                  System.getProperty(
                      "surefire.test.class.path", System.getProperty("java.class.path")),
                  RecordingMain.class.getName(),
                  file().toString(),
                  name,
                  mode));
      program.directory(folder.toFile());
      program.redirectError(folder.resolve("errors").toFile());
      process = program.start();
      says =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    boolean isAlive() {
      return process.isAlive();
    }

    /** How many calls each thread had done when it said so for the so-manieth time from now. */
    long[] readMark(int lines) throws IOException {
      String line = "";
      for (int i = 0; i < lines; i++) {
        line = says.readLine();
        if (line == null) {
          throw new AssertionError(Files.readString(folder.resolve("errors")));
        }
      }
      return marks(line);
    }

    /** The last one that it could say. */
    long[] lastMark(long[] otherwise) throws IOException {
      String last = "";
      for (String line = says.readLine(); line != null; line = says.readLine()) {
        last = line.endsWith(" .") ? line : last;
      }
      return last.isEmpty() ? otherwise : marks(last);
    }

    private long[] marks(String line) {
      String[] words = line.split(" ", -1);
      assertThat(List.of(words).subList(5, 8)).containsExactly("lost", "0", ".");
      return Arrays.stream(words, 1, 1 + RecordingMain.THREADS)
          .mapToLong(Long::parseLong)
          .toArray();
    }

    void kill() throws InterruptedException {
      // Not the process's own: that one closes the pipe, and what was said last is lost with it.
      boolean unused = process.toHandle().destroyForcibly();
      int code = process.waitFor();
      assertThat(code).isNotZero();
    }

    @Override
    public void close() throws Exception {
      kill();
      says.close();
    }
  }
}
