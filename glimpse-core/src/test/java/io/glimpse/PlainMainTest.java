package io.glimpse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A plain {@code main()} in a JVM of its own. */
@Tag("slow")
final class PlainMainTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"return, 0", "exit, 3", "throw, 1", "close twice, 0"})
  void main_endingThisWay_hasWrittenEverything(String end, int exitCode) throws Exception {
    assertThat(run(testClassPath(), end)).isEqualTo(exitCode);

    assertThat(lines()).hasSize(3 * PlainMain.CALLS);
  }

  @Test
  void main_runningAgainAfterClose_isHookedUpAgain() throws Exception {
    assertThat(run(testClassPath(), "reopen")).isZero();

    assertThat(lines()).hasSize(3 * PlainMain.CALLS + 1);
  }

  @Test
  void main_withNothingButTheCoreAndTheJdk_works() throws Exception {
    String classPath = place(Glimpse.class) + File.pathSeparator + place(PlainMain.class);

    assertThat(run(classPath, "return")).isZero();

    assertThat(lines()).hasSize(3 * PlainMain.CALLS);
    assertThat(output()).contains("Glimpse found no policy").doesNotContain("Exception");
  }

  @Test
  void main_wantingSqliteWithoutItsDriver_failsNamingTheDependency() throws Exception {
    String classPath = place(Glimpse.class) + File.pathSeparator + place(PlainMain.class);

    assertThat(run(classPath, "return", "-Dglimpse.dest=sqlite")).isNotZero();

    assertThat(output()).contains("Add the dependency org.xerial:sqlite-jdbc to the application");
  }

  @Test
  void main_onAJdkWithoutJmx_worksAndSaysSo() throws Exception {
    String classPath = place(Glimpse.class) + File.pathSeparator + place(PlainMain.class);

    assertThat(run(classPath, "return", "--limit-modules", "java.base,java.logging")).isZero();

    assertThat(lines()).hasSize(3 * PlainMain.CALLS);
    assertThat(output()).contains("Glimpse goes on without JMX: ");
  }

  /** With a flush interval of minutes, so that only the end of the JVM can have written. */
  private int run(String classPath, String end, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.add("-Dglimpse.flush-interval=10 m");
    command.addAll(List.of("-cp", classPath, PlainMain.class.getName(), end));
    ProcessBuilder program = new ProcessBuilder(command);
    program.directory(folder.toFile());
    program.environment().keySet().removeIf(name -> name.startsWith("GLIMPSE_"));
    program.redirectErrorStream(true).redirectOutput(folder.resolve("output").toFile());
    Process process = program.start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running: " + output());
    }
    return process.exitValue();
  }

  private List<String> lines() throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("glimpse.jsonl"));
    assertThat(lines).allMatch(line -> line.startsWith("{\"record_type\":") && line.endsWith("}"));
    return lines;
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("output"));
  }

  private static String testClassPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  private static String place(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }
}
