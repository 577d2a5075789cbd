package io.glimpse.it.payara;

import fish.payara.micro.PayaraMicro;
import io.glimpse.it.ServerUnderTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The process that {@link PayaraMain} runs in. It boots when it is first needed, and ends with the
 * JVM of the tests: by its shutdown hook, and where that is killed by the end of its input.
 */
final class PayaraProcess {

  private static final long PATIENCE_IN_SECONDS = 180;

  private static @Nullable PayaraProcess running;

  private final Process process;
  private final BufferedReader replies;
  private final Path log;
  private final String port;

  private PayaraProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.replies = process.inputReader(StandardCharsets.UTF_8);
    this.port = reply();
  }

  static synchronized PayaraProcess running() {
    PayaraProcess known = running;
    if (known == null) {
      try {
        known = boot(Path.of(System.getProperty("payara.folder")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      running = known;
    }
    return known;
  }

  private static PayaraProcess boot(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path jar = jarOf(PayaraMicro.class);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.addAll(opened(jar));
    command.add("-Dglimpse.log-path=" + System.getProperty("shop.records"));
    command.add("-Dglimpse.flush-interval=50ms");
    command.add("-cp");
    command.add(jar + System.getProperty("path.separator") + jarOf(PayaraMain.class));
    command.add(PayaraMain.class.getName());
    command.add(folder.toString());
    Path log = folder.resolve("server.log");
    Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process)));
    return new PayaraProcess(process, log);
  }

  /** What {@code java -jar} reads from the manifest has to be said where the class path is ours. */
  private static List<String> opened(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      Attributes manifest = file.getManifest().getMainAttributes();
      return Stream.of("Add-Opens", "Add-Exports")
          .flatMap(
              name ->
                  Pattern.compile(" ")
                      .splitAsStream(manifest.getValue(name))
                      .map(packages -> option(name, packages)))
          .toList();
    }
  }

  /** {@code --add-opens=java.base/java.lang=ALL-UNNAMED}. */
  private static String option(String name, String packages) {
    return "--" + name.toLowerCase(Locale.ROOT) + "=" + packages + "=ALL-UNNAMED";
  }

  private static Path jarOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void end(Process process) {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException | InterruptedException e) {
      process.destroyForcibly();
    }
  }

  /** Where it listens. */
  String port() {
    return port;
  }

  /** Says one command and waits until it is done. */
  synchronized void tell(String... words) {
    try {
      process
          .getOutputStream()
          .write((String.join("\t", words) + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException("Payara Micro has gone; see " + log, e);
    }
    String reply = reply();
    if (!reply.equals(PayaraMain.DONE)) {
      throw new IllegalStateException(words[0] + ": " + reply + "; see " + log);
    }
  }

  private String reply() {
    try {
      String line =
          CompletableFuture.supplyAsync(this::line).get(PATIENCE_IN_SECONDS, TimeUnit.SECONDS);
      if (line.isEmpty()) {
        throw new IllegalStateException("Payara Micro has ended; see " + log);
      }
      return line;
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("Payara Micro does not answer; see " + log, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Empty where the process has ended. */
  private String line() {
    try {
      String line = replies.readLine();
      return line == null ? "" : line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything that it has logged so far. */
  String log() {
    return ServerUnderTest.read(log);
  }
}
