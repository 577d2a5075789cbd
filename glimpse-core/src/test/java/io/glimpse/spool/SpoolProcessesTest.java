package io.glimpse.spool;

import static io.glimpse.spool.SpoolBed.NAME;
import static io.glimpse.spool.SpoolBed.drain;
import static io.glimpse.spool.SpoolBed.piece;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glimpse.Tries;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several JVMs and several class loaders at one path, and JVMs that are killed. */
@Tag("slow")
@Timeout(180)
final class SpoolProcessesTest {
  @TempDir Path folder;

  private SpoolBed bed;
  private final Random dice = new Random(20261128);

  @BeforeEach
  void makeBed() {
    bed = new SpoolBed(folder.resolve("spool"));
  }

  @Test
  void jvms_killedUnderLoadOneAfterTheOther_loseNothing_andNothingComesTwice() throws Exception {
    int next = 0;
    int taken = -1;
    for (int round = 0; round < Tries.of(100); round++) {
      int added = next - 1;
      int taking = taken;
      try (Program program = new Program("load", next)) {
        program.readUntil("begun");
        program.read(dice.nextInt(400));
        program.kill();
        for (String line : program.said()) {
          int number = line.equals("begun") ? 0 : Integer.parseInt(line.replaceAll(".* ", ""));
          if (line.startsWith("added ")) {
            assertThat(number).isEqualTo(added + 1);
            added = number;
          } else if (line.startsWith("taking ")) {
            assertThat(number).as("in order and once").isEqualTo(taken + 1);
            taking = number;
          } else if (line.startsWith("taken ")) {
            taken = number;
          } else {
            // Lost is what was torn, and nobody was told that it was kept.
            assertThat(line).matches("begun|found .*|lost 1");
          }
        }
      }
      // It may have been killed between a deed and its saying so. The next one has to know.
      try (Spool spool = bed.open()) {
        Piece first = spool.first();
        int there = first == null ? -1 : SpoolBed.number(first);
        if (taking > taken && there != taking) {
          taken = taking;
        }
        int last = there < 0 ? taken : there + (int) spool.records() - 1;
        assertThat(there < 0 ? last + 1 : there).isEqualTo(taken + 1);
        assertThat(last).isBetween(added, added + 1);
        next = last + 1;
      }
    }

    assertThat(next).isPositive();
    try (Spool spool = bed.open()) {
      assertThat(drain(spool))
          .containsExactlyElementsOf(IntStream.range(taken + 1, next).boxed().toList());
    }
    assertThat(bed.everything()).isEmpty();
  }

  @Test
  void twoJvms_keepApart_untilOneIsKilled_thenTheNextSpoolTakesItsPiecesOver() throws Exception {
    try (Program other = new Program("hold", 1)) {
      other.readUntil("holds 3");
      Spool ours = bed.open();
      assertThat(ours.isEmpty()).isTrue();
      assertThat(ours.add(piece(4))).isTrue();
      assertThat(drain(ours)).containsExactly(4);
      assertThat(ours.add(piece(5))).isTrue();
      ours.close();

      other.kill();
      try (Spool next = bed.open()) {
        assertThat(next.inherited()).isEqualTo(4);
        assertThat(drain(next)).containsExactly(1, 2, 3, 5);
      }
    }
    assertThat(bed.everything()).isEmpty();
  }

  @Test
  void secondClassLoader_thatFindsAFolderTaken_doesNotGiveItAwayToOtherProcesses()
      throws Exception {
    try (Spool ours = bed.open()) {
      assertThat(ours.add(piece(1))).isTrue();
      collectGarbage();
      assertThat(inheritedInAnotherClassLoader()).isZero();
      try (Program other = new Program("look", 0)) {
        other.readUntil("found 0");
      }
      assertThat(bed.folder.resolve(NAME + "-1")).exists();
      assertThat(drain(ours)).containsExactly(1);
    }
    assertThat(bed.everything()).isEmpty();
  }

  /** The JVM knows its locks by weak references. */
  private static void collectGarbage() {
    WeakReference<Object> one = new WeakReference<>(new Object());
    await()
        .until(
            () -> {
              System.gc();
              return one.get() == null;
            });
  }

  /** As in a second web application with a Glimpse of its own. */
  private long inheritedInAnotherClassLoader() throws Exception {
    List<URL> path = new ArrayList<>();
    for (String each : classPath().split(File.pathSeparator, -1)) {
      path.add(Path.of(each).toUri().toURL());
    }
    try (URLClassLoader loader =
        new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Class<?> bedOfOthers = loader.loadClass(SpoolBed.class.getName());
      assertThat(bedOfOthers).isNotSameAs(SpoolBed.class);
      var constructor = bedOfOthers.getDeclaredConstructor(Path.class);
      constructor.setAccessible(true);
      Method open = bedOfOthers.getDeclaredMethod("open");
      open.setAccessible(true);
      try (AutoCloseable spool =
          (AutoCloseable)
              Objects.requireNonNull(open.invoke(constructor.newInstance(bed.folder)))) {
        return (Long) Objects.requireNonNull(spool.getClass().getMethod("inherited").invoke(spool));
      }
    }
  }

  @Test
  void eightJvms_thatStartAtOnce_shareOutWhatIsLeft_andEachPieceIsFoundOnce() throws Exception {
    List<Spool> several = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Spool spool =
          Spool.at(
              bed.folder, NAME, SpoolBed.WIDE, InstantSource.system(), (reason, records) -> {});
      assertThat(spool.add(piece(i))).isTrue();
      several.add(spool);
    }
    several.forEach(Spool::close);
    List<Program> programs = new ArrayList<>();
    int found = 0;
    try {
      for (int i = 0; i < 8; i++) {
        programs.add(new Program("hold", 100 + 10 * i));
      }
      for (Program program : programs) {
        found += program.readFound();
        program.readUntil("holds 3");
      }
    } finally {
      for (Program program : programs) {
        program.close();
      }
    }

    assertThat(found).isEqualTo(4);
    try (Spool all = bed.open()) {
      assertThat(all.inherited()).isEqualTo(4 + 8 * 3);
      assertThat(drain(all)).doesNotHaveDuplicates().hasSize(28);
    }
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  /** A {@link SpoolingMain} and what it says. */
  private final class Program implements AutoCloseable {
    private final Process process;
    private final BufferedReader says;
    private final List<String> said = new ArrayList<>();

    Program(String deed, int first) throws IOException {
      ProcessBuilder program =
          new ProcessBuilder(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx128m",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  classPath(),
                  SpoolingMain.class.getName(),
                  bed.folder.toString(),
                  deed,
                  String.valueOf(first)));
      program.redirectError(folder.resolve("errors").toFile());
      process = program.start();
      says = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    void readUntil(String line) throws IOException {
      String read = "";
      while (!read.equals(line)) {
        read = readLine();
      }
    }

    int readFound() throws IOException {
      return Integer.parseInt(readLine().replace("found ", ""));
    }

    void read(int lines) throws IOException {
      for (int i = 0; i < lines; i++) {
        String unused = readLine();
      }
    }

    private String readLine() throws IOException {
      String line = says.readLine();
      if (line == null) {
        throw new AssertionError(said + Files.readString(folder.resolve("errors")));
      }
      said.add(line);
      return line;
    }

    /** Everything that it could say; the last line may be torn. */
    List<String> said() throws IOException {
      StringBuilder rest = new StringBuilder();
      char[] some = new char[8192];
      for (int n = says.read(some); n >= 0; n = says.read(some)) {
        rest.append(some, 0, n);
      }
      String whole = rest.substring(0, rest.lastIndexOf("\n") + 1);
      whole.lines().forEach(said::add);
      return said;
    }

    void kill() throws InterruptedException {
      // Not the process's own: that one closes the pipe, and what was said last is lost with it.
      boolean sent = process.toHandle().destroyForcibly();
      assertThat(sent || !process.isAlive()).isTrue();
      int unused = process.waitFor();
    }

    @Override
    public void close() throws Exception {
      kill();
      says.close();
    }
  }
}
