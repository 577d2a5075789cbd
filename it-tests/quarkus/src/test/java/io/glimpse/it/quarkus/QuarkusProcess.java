package io.glimpse.it.quarkus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The built application in a process of its own, on a free port that its log tells. It ends with
 * the deployment, or with the JVM of the tests.
 */
final class QuarkusProcess {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern LISTENING = Pattern.compile("Listening on: (http://[0-9.:]+)");

  private final Process process;
  private final Thread hook = new Thread(this::kill);
  private final URI root;

  private QuarkusProcess(Process process, long logged) {
    this.process = process;
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      this.root = awaitRoot(logged);
    } catch (RuntimeException failed) {
      end();
      throw failed;
    }
  }

  /** Starts the application with these system properties, and waits until it serves. */
  static QuarkusProcess start(Map<String, String> settings) throws IOException {
    return start(Path.of(System.getProperty("quarkus.app")), settings);
  }

  /** Starts another build of it. */
  static QuarkusProcess start(Path application, Map<String, String> settings) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx256m");
    command.add("-Dquarkus.http.port=0");
    settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.add("-jar");
    command.add(application.toString());
    long logged = log().length();
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()))
            .start();
    return new QuarkusProcess(process, logged);
  }

  private static Path logFile() {
    return Path.of(System.getProperty("quarkus.log"));
  }

  /** Everything that all of them have logged so far. */
  static String log() {
    try {
      return Files.exists(logFile()) ? Files.readString(logFile(), StandardCharsets.UTF_8) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private URI awaitRoot(long logged) {
    Instant patience = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(patience)) {
      boolean ended = hasEndedWithin(50);
      Matcher listening = LISTENING.matcher(log().substring((int) logged));
      if (listening.find()) {
        return URI.create(listening.group(1) + "/shop");
      }
      if (ended) {
        throw new IllegalStateException(
            "Quarkus has ended: " + log().substring((int) logged).strip());
      }
    }
    throw new IllegalStateException("Quarkus does not serve; see " + logFile());
  }

  private boolean hasEndedWithin(long millis) {
    try {
      return process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The address of the context root. */
  URI root() {
    return root;
  }

  /** Ends it as an operator would, so that it writes what is left. */
  void end() {
    process.destroy();
    if (!hasEndedWithin(30_000)) {
      kill();
    }
    Runtime.getRuntime().removeShutdownHook(hook);
  }

  private void kill() {
    process.destroyForcibly();
  }
}
