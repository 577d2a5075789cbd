package io.glimpse.it.tck;

import io.glimpse.Glimpse;
import io.glimpse.cdi.GlimpseExtension;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.testng.TestNG;

/**
 * One run of the TCK, by TestNG in a process of its own, which has ended when its caller gets it.
 * What it printed, its results and Glimpse's records are in its folder.
 */
final class TckRun {
  private static final long PATIENCE_IN_MINUTES = 20;

  /** What needs a server, and on the TCK's own advice is not run without one. */
  private static final String NOT_RUN = "integration,javaee-full,se,persistence";

  private final Path folder;

  private TckRun(Path folder) {
    this.folder = folder;
  }

  /** Glimpse is not even on the class path. */
  static TckRun withoutGlimpse(Path parent) throws IOException, InterruptedException {
    TckRun run = new TckRun(fresh(parent.resolve("without-glimpse")));
    run.start(parent, classPathWithoutGlimpse(), List.of(), List.of());
    return run;
  }

  /** With a policy of one tree. */
  static TckRun tracing(Path parent, String name, String tree)
      throws IOException, InterruptedException {
    TckRun run = new TckRun(fresh(parent.resolve(name)));
    Path policy = run.folder.resolve("glimpse-policy.json");
    Files.writeString(
        policy,
        """
        {"version": "1.0", "package_trees": ["%s"], "trace_depth": 1000}
        """
            .formatted(tree));
    run.start(
        parent,
        classPath(),
        List.of(
            "-Dglimpse.policy=" + policy,
            "-Dglimpse.log-path=" + run.records(),
            "-D" + Witness.FILE + "=" + run.witness()),
        List.of("-listener", Witness.class.getName()));
    return run;
  }

  private static Path fresh(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(file);
        }
      }
    }
    return Files.createDirectories(folder);
  }

  private void start(
      Path parent, List<String> classPath, List<String> properties, List<String> options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx1g");
    // A server's Weld refuses a proxy without a constructor; only Weld SE is lax about it.
    command.add("-Dorg.jboss.weld.construction.relaxed=false");
    command.addAll(properties);
    command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath)));
    command.add(TestNG.class.getName());
    command.addAll(List.of("-d", folder.toString(), "-usedefaultlisteners", "false"));
    command.addAll(List.of("-excludegroups", NOT_RUN));
    command.addAll(options);
    command.add(parent.resolve("suite.xml").toString());
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.txt").toFile())
            .start();
    try {
      if (!process.waitFor(PATIENCE_IN_MINUTES, TimeUnit.MINUTES)) {
        throw new IOException("The TCK does not end; see " + folder.resolve("output.txt"));
      }
    } finally {
      process.destroyForcibly();
    }
  }

  private static List<String> classPath() {
    return List.of(System.getProperty("java.class.path").split(File.pathSeparator));
  }

  private static List<String> classPathWithoutGlimpse() {
    Set<String> glimpse = Set.of(jarOf(Glimpse.class), jarOf(GlimpseExtension.class));
    List<String> rest = classPath().stream().filter(jar -> !glimpse.contains(jar)).toList();
    if (rest.size() != classPath().size() - 2) {
      throw new IllegalStateException(glimpse + " are not on the class path " + classPath());
    }
    return rest;
  }

  private static String jarOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  TckResults results() throws IOException {
    return TckResults.read(folder.resolve("testng-results.xml"));
  }

  /** In how many deployments the witness saw Glimpse. */
  int deployments() throws IOException {
    return seen(Witness.DEPLOYMENTS);
  }

  /** How many functions Glimpse attached in all of them. */
  int attached() throws IOException {
    return seen(Witness.ATTACHED);
  }

  private int seen(String what) throws IOException {
    Properties seen = new Properties();
    try (Reader file = Files.newBufferedReader(witness())) {
      seen.load(file);
    }
    return Integer.parseInt(seen.getProperty(what));
  }

  private Path witness() {
    return folder.resolve("witness.properties");
  }

  private Path records() {
    return folder.resolve("glimpse.jsonl");
  }

  /** How many records Glimpse wrote. */
  long recorded() throws IOException {
    if (!Files.exists(records())) {
      return 0;
    }
    try (var lines = Files.lines(records())) {
      return lines.count();
    }
  }

  /** The lines of its log with these words in them. */
  List<String> said(String words) throws IOException {
    try (var lines = Files.lines(folder.resolve("output.txt"))) {
      return lines.filter(line -> line.contains(words)).toList();
    }
  }
}
