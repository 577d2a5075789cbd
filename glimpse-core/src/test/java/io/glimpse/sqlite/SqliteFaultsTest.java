package io.glimpse.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.glimpse.Glimpse;
import io.glimpse.config.Config;
import io.glimpse.config.LogLines;
import io.glimpse.policy.TracingPolicy;
import io.glimpse.record.Loss;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong around a database, with other processes and other disks than one would wish. */
@Tag("slow")
@Timeout(180)
final class SqliteFaultsTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(700);
  private static final Retention ALL = new Retention(Long.MAX_VALUE / 2, Duration.ofDays(36_500));

  @RegisterExtension final LogLines log = new LogLines("io.glimpse");

  @TempDir Path folder;

  private final Random dice = new Random(20261128);

  @Test
  void killed_underLoad_leaveAWholeDatabase_withAllThatWasFlushed() throws Exception {
    for (int round = 0; round < 3; round++) {
      String name = "killed" + round;
      long[] flushed;
      try (Other program = new Other("record", file().toString(), name)) {
        long[] before = program.marks(2 + dice.nextInt(5));
        program.kill();
        flushed = program.lastMarks(before);
      }

      assertThat(Arrays.stream(flushed).sum()).isPositive();
      assertThat(query("PRAGMA integrity_check")).containsExactly("ok");
      for (int thread = 0; thread < SqliteProgram.THREADS; thread++) {
        long there =
            count("trace_entries WHERE stage = 'END' AND function = '" + name + "-" + thread + "'");
        // One more may have been on its way than was asked for.
        assertThat(there).isGreaterThanOrEqualTo(flushed[thread]);
        // An end and its span come in one batch, so a transaction that was cut would part them.
        assertThat(count("spans WHERE name = '" + name + "-" + thread + "'")).isEqualTo(there);
      }
    }
    assertThat(
            count(
                "trace_entries e WHERE stage = 'END'"
                    + " AND NOT EXISTS (SELECT 1 FROM spans s WHERE s.span_id = e.call_id)"))
        .isZero();
  }

  @Test
  void database_lockedByAnotherProcess_getsEverythingAfterwards_andNoCallWaits() throws Exception {
    try (Glimpse glimpse = open(SqliteWriter.to(file(), ALL))) {
      record(glimpse, "before", 10);
      assertThat(glimpse.flush(LONG)).isTrue();
      try (Other other = new Other("lock", file().toString())) {
        assertThat(other.line()).isEqualTo("locked");
        // Each of these calls comes back while the lock is held.
        record(glimpse, "meanwhile", 5_000);
        assertThat(glimpse.flush(SHORT)).isFalse();
        assertThat(glimpse.counts().lostInAll()).isZero();
        other.goOn();
      }
      assertThat(glimpse.flush(LONG)).isTrue();
      assertThat(glimpse.counts().lostInAll()).isZero();
    }

    assertThat(count("spans WHERE name = 'meanwhile'")).isEqualTo(5_000);
    assertThat(count("trace_entries WHERE function = 'meanwhile'")).isEqualTo(10_000);
  }

  @Test
  void database_lockedForLongerThanOnesPatience_costsTheBatch_andTheNextOneIsWritten()
      throws Exception {
    Glimpse glimpse = open(SqliteWriter.to(file(), ALL, Duration.ZERO));
    record(glimpse, "before", 1);
    assertThat(glimpse.flush(LONG)).isTrue();
    try (Other other = new Other("lock", file().toString())) {
      assertThat(other.line()).isEqualTo("locked");
      record(glimpse, "meanwhile", 1);
      assertThat(glimpse.flush(LONG)).isTrue();
      other.goOn();
    }
    record(glimpse, "after", 1);
    glimpse.close();

    assertThat(glimpse.counts().lost().get("sqlite")).isEqualTo(Map.of(Loss.WRITE_FAILED, 3L));
    assertThat(query("SELECT name FROM spans")).containsExactly("before", "after");
    assertThat(log.take()).anyMatch(line -> line.contains("locked"));
  }

  @Test
  void twoProcesses_onOneDatabase_loseNothing() throws Exception {
    try (Other one = new Other("some", file().toString(), "one", "3000", "1 GiB");
        Other two = new Other("some", file().toString(), "two", "3000", "1 GiB")) {
      assertThat(one.line() + two.line()).isEqualTo("readyready");
      one.goOn();
      two.goOn();
      assertThat(one.line()).isEqualTo("lost 0");
      assertThat(two.line()).isEqualTo("lost 0");
    }

    assertThat(query("SELECT name, count(*) FROM spans GROUP BY 1"))
        .containsExactly("one|3000", "two|3000");
    assertThat(query("SELECT function, count(*) FROM trace_entries GROUP BY 1"))
        .containsExactly("one|6000", "two|6000");
    assertThat(query("PRAGMA integrity_check")).containsExactly("ok");
  }

  @Test
  void twoProcesses_thatBothCleanUp_keepTheNewestRows_andAWholeDatabase() throws Exception {
    try (Glimpse glimpse = open(SqliteWriter.to(file(), ALL))) {
      record(glimpse, "old", 20_000);
      assertThat(glimpse.flush(LONG)).isTrue();
    }
    long before = Files.size(file());
    try (Other one = new Other("some", file().toString(), "one", "3000", "1 MiB");
        Other two = new Other("some", file().toString(), "two", "3000", "1 MiB")) {
      assertThat(one.line() + two.line()).isEqualTo("readyready");
      one.goOn();
      two.goOn();
      assertThat(one.line()).isEqualTo("lost 0");
      assertThat(two.line()).isEqualTo("lost 0");
    }

    assertThat(Files.size(file())).isLessThan(before / 2);
    assertThat(count("spans WHERE name = 'old'")).isLessThan(10_000);
    assertThat(query("SELECT name FROM spans ORDER BY rowid DESC LIMIT 1"))
        .containsAnyOf("one", "two");
    assertThat(query("PRAGMA integrity_check")).containsExactly("ok");
  }

  @Test
  void diskFull_andBack_costsWhatCameMeanwhile_andNothingElse() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeThat(run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString()))
        .as("a small disk, which only root can have")
        .isZero();
    try {
      Path file = disk.resolve("traces.db");
      Glimpse glimpse = open(SqliteWriter.to(file, ALL));
      record(glimpse, "before", 100);
      assertThat(glimpse.flush(LONG)).isTrue();
      fill(disk.resolve("filler"));
      // What SQLite's files have room for still goes in, so it takes more than that.
      for (int i = 0; glimpse.counts().lostInAll() == 0 && i < 100; i++) {
        record(glimpse, "meanwhile", 500);
        assertThat(glimpse.flush(LONG)).isTrue();
      }
      Files.delete(disk.resolve("filler"));
      record(glimpse, "after", 100);
      glimpse.close();

      long lost = glimpse.counts().lostAt("sqlite");
      assertThat(lost).isPositive();
      assertThat(glimpse.counts().lost().get("sqlite")).isEqualTo(Map.of(Loss.WRITE_FAILED, lost));
      assertThat(query(file, "PRAGMA integrity_check")).containsExactly("ok");
      assertThat(
              query(file, "SELECT name, count(*) FROM spans WHERE name <> 'meanwhile' GROUP BY 1"))
          .containsExactly("after|100", "before|100");
      assertThat(
              query(
                  file,
                  "SELECT (SELECT count(*) FROM spans) + (SELECT count(*) FROM trace_entries)"))
          .containsExactly(Long.toString(glimpse.counts().writtenTo("sqlite")));
      assertThat(log.take())
          .filteredOn(line -> line.startsWith("SEVERE"))
          .hasSize(1)
          .allMatch(line -> line.contains("cannot write to sqlite") && line.contains("full"));
    } finally {
      int code = run("umount", disk.toString());
      assertThat(code).isZero();
    }
  }

  private static void fill(Path filler) throws IOException {
    byte[] page = new byte[4096];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(page);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("space");
    }
  }

  private static int run(String... command) throws Exception {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    } catch (IOException noSuchProgram) {
      return -1;
    }
  }

  @Test
  void database_whereNothingCanBeMade_costsItsOwnRecordsOnly() throws Exception {
    Path inTheWay = Files.createFile(folder.resolve("in-the-way"));
    Path lines = folder.resolve("trace.jsonl");
    Glimpse glimpse =
        Glimpse.builder()
            .config(
                Config.builder()
                    .readEnvironment(false)
                    .param("dest", "jsonl,sqlite")
                    .param("log-path", lines.toString())
                    .param("db-path", inTheWay.resolve("traces.db").toString()))
            .policy(TracingPolicy.none())
            .open();
    record(glimpse, "one", 10);
    assertThat(glimpse.flush(LONG)).isTrue();
    record(glimpse, "two", 10);
    glimpse.close();

    assertThat(glimpse.counts().lost().get("sqlite")).isEqualTo(Map.of(Loss.WRITE_FAILED, 60L));
    assertThat(glimpse.counts().lostAt("jsonl")).isZero();
    try (Stream<String> all = Files.lines(lines)) {
      assertThat(all.count()).isEqualTo(60);
    }
    assertThat(log.take())
        .filteredOn(line -> line.startsWith("SEVERE"))
        .hasSize(1)
        .allMatch(line -> line.contains("cannot write to sqlite") && line.contains("in-the-way"));
  }

  @Test
  void driver_thatWeMadeKnown_isForgottenAtClose() throws Exception {
    List<URL> places = new ArrayList<>();
    for (Class<?> each : List.of(SqliteWriter.class, Class.forName("org.sqlite.JDBC"))) {
      places.add(each.getProtectionDomain().getCodeSource().getLocation());
    }
    // A server has looked for drivers long before the application comes. Asking for them from
    // inside of it would make its driver known already.
    assertThat(DriverManager.drivers()).isNotEmpty();
    try (URLClassLoader application =
        new URLClassLoader(places.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Class<?> type = application.loadClass(SqliteDriver.class.getName());

      Object driver = Objects.requireNonNull(call(type, "load", null));
      assertThat(registered(type)).hasSize(1);
      Object unused = call(type, "unload", driver);
      assertThat(registered(type)).isEmpty();
    }
  }

  private static List<?> registered(Class<?> driver) throws Exception {
    return (List<?>) Objects.requireNonNull(call(driver, "registered", null));
  }

  private static @Nullable Object call(Class<?> type, String method, @Nullable Object on)
      throws Exception {
    Method found = type.getDeclaredMethod(method);
    found.setAccessible(true);
    return found.invoke(on);
  }

  private Path file() {
    return folder.resolve("traces.db");
  }

  private static Glimpse open(SqliteWriter writer) {
    return Glimpse.builder()
        .config(
            Config.builder()
                .readEnvironment(false)
                .param("close-timeout", "60 s")
                .param("queue-bytes", "128 MiB")
                .param("flush-interval", "10 ms"))
        .policy(TracingPolicy.none())
        .writer(writer)
        .open();
  }

  private static void record(Glimpse glimpse, String name, int calls) throws Exception {
    for (int n = 1; n <= calls; n++) {
      int number = n;
      int same = glimpse.tracer().trace(name, () -> number);
      assertThat(same).isEqualTo(n);
    }
  }

  private long count(String from) throws SQLException {
    return Long.parseLong(query("SELECT count(*) FROM " + from).get(0));
  }

  private List<String> query(String sql) throws SQLException {
    return query(file(), sql);
  }

  private static List<String> query(Path file, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      return Answers.of(connection, sql);
    }
  }

  /** A {@link SqliteProgram} and what it says. */
  private final class Other implements AutoCloseable {
    private final Process process;
    private final BufferedReader says;

    Other(String... arguments) throws IOException {
      List<String> command =
          new ArrayList<>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx512m",
                  "-cp",
                  System.getProperty(
                      "surefire.test.class.path", System.getProperty("java.class.path")),
                  SqliteProgram.class.getName()));
      command.addAll(List.of(arguments));
      process =
          new ProcessBuilder(command).redirectError(folder.resolve("errors").toFile()).start();
      says =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    String line() throws IOException {
      String line = says.readLine();
      if (line == null) {
        throw new AssertionError(Files.readString(folder.resolve("errors")));
      }
      return line;
    }

    void goOn() throws IOException {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
    }

    /** What had been flushed when it said so for the so-manieth time. */
    long[] marks(int lines) throws IOException {
      long[] marks = {};
      for (int i = 0; i < lines || Arrays.stream(marks).sum() == 0; i++) {
        marks = marks(line());
      }
      return marks;
    }

    /** The last ones that it could say. */
    long[] lastMarks(long[] otherwise) throws IOException {
      long[] marks = otherwise;
      for (String line = says.readLine(); line != null; line = says.readLine()) {
        marks = line.endsWith(" .") ? marks(line) : marks;
      }
      return marks;
    }

    private long[] marks(String line) {
      return Arrays.stream(line.split(" ", -1), 1, 1 + SqliteProgram.THREADS)
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
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        kill();
      }
      says.close();
    }
  }
}
