package io.glimpse.it.quarkus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Quarkus's own build, run once more on a copy of the application: the folder's build has left it
 * in the form that can be (a mutable jar).
 */
final class QuarkusBuild {

  private static final Path BUILT =
      Path.of(System.getProperty("quarkus.app")).resolve("..").normalize();

  private final Path folder;

  private QuarkusBuild(Path folder) {
    this.folder = folder;
  }

  /** What a build has said, and whether it went well. */
  record Outcome(int exitCode, String output) {}

  /** A copy of the application, to be built again. */
  static QuarkusBuild copiedTo(Path parent) throws IOException {
    Path folder = parent.resolve(BUILT.getFileName()); // the build insists on its name
    try (Stream<Path> files = Files.walk(BUILT)) {
      files.forEach(file -> copy(file, folder.resolve(BUILT.relativize(file).toString())));
    }
    return new QuarkusBuild(folder);
  }

  /** The libraries are only read, so the copy may share them. */
  private static void copy(Path from, Path to) {
    try {
      if (Files.isDirectory(from)) {
        Files.createDirectories(to);
      } else if (from.startsWith(BUILT.resolve("lib")) && !isOfTheShop(from)) {
        Files.createLink(to, from);
      } else {
        Files.copy(from, to);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOfTheShop(Path jar) {
    return jar.getFileName().toString().contains("glimpse") && jar.toString().contains("shop");
  }

  /** Puts this policy into the application, in place of its own. */
  QuarkusBuild withPolicy(String policy) throws IOException {
    try (FileSystem jar = FileSystems.newFileSystem(shopJar())) {
      Files.writeString(jar.getPath("META-INF/glimpse-policy.json"), policy);
    }
    return this;
  }

  private Path shopJar() throws IOException {
    try (Stream<Path> jars = Files.list(folder.resolve("lib/main"))) {
      return jars.filter(QuarkusBuild::isOfTheShop).findAny().orElseThrow();
    }
  }

  /** Runs the build with these system properties. */
  Outcome run(Map<String, String> settings) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.add("-Dquarkus.launch.rebuild=true");
    settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.add("-jar");
    command.add(application().toString());
    Path output = folder.resolve("build.log");
    Process build =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!build.waitFor(5, TimeUnit.MINUTES)) {
      build.destroyForcibly();
      throw new IllegalStateException("the build does not end; see " + output);
    }
    return new Outcome(build.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
  }

  /** What was built, to be started. */
  Path application() {
    return folder.resolve("quarkus-run.jar");
  }
}
