package io.glimpse.it.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.it.records.Call;
import io.glimpse.it.records.CallText;
import io.glimpse.it.records.RecordFile;
import io.glimpse.it.records.Trace;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application ends and begins again within one JVM. */
class RestartIT {

  private static final int RUNS = 3;

  @TempDir Path folder;

  @Test
  void eachRun_recordsItsOwn_andLeavesNothingInItsThreads() throws Exception {
    Path application = Path.of(System.getProperty("quarkus.app"));
    List<String> traces =
        IntStream.rangeClosed(1, RUNS)
            .mapToObj("4bf92f3577b34da6a3ce929d0e0e47%02d"::formatted)
            .toList();
    Path records = folder.resolve("glimpse.jsonl");
    Path output = folder.resolve("output.txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
    command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
    command.add("-Dglimpse.log-path=" + records);
    command.add("-cp");
    command.add(testClasses() + File.pathSeparator + application);
    command.add(Restarts.class.getName());
    command.add(application.resolve("..").normalize().toString());
    traces.forEach(trace -> command.add("00-" + trace + "-00f067aa0ba902b7-01"));

    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(3, TimeUnit.MINUTES);
    process.destroyForcibly();

    String said = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(ended).as(said).isTrue();
    assertThat(said.lines().filter(line -> line.startsWith("run ")))
        .as(said)
        .containsExactly(
            "run 1: mug:1290 pen:250, left behind: []",
            "run 2: mug:1290 pen:250, left behind: []",
            "run 3: mug:1290 pen:250, left behind: []");
    for (String trace : traces) {
      assertThat(
              CallText.indented(
                  Trace.of(trace, new RecordFile(records).recordsFrom(0)).calls(), Call::shortName))
          .isEqualTo(
              """
              Catalog.find
              PriceTagResource.two
                Catalog.find
                Catalog.find
              """);
    }
  }

  private static String testClasses() throws Exception {
    return Path.of(Restarts.class.getProtectionDomain().getCodeSource().getLocation().toURI())
        .toString();
  }
}
