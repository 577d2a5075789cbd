package io.glimpse.it.tomee;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.glimpse.it.ServerSettings;
import io.glimpse.it.ServerUnderTest;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The process that TomEE runs in. It boots when it is first needed, and ends with the JVM of the
 * tests.
 */
final class TomEeProcess {

  private static final String BACK_DOOR = "/back-door";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** How an answer of the manager begins where all went well. */
  private static final String DONE = "OK";

  /** The packages that TomEE's own script opens. */
  private static final List<String> OPENED =
      List.of(
          "java.base/java.io",
          "java.base/java.lang",
          "java.base/java.util",
          "java.base/java.util.concurrent",
          "java.rmi/sun.rmi.transport");

  private static @Nullable TomEeProcess running;

  /** Whether the log is of these tests, and not of others before them. */
  private static boolean booted;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final Path log;

  private TomEeProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static synchronized TomEeProcess running() {
    TomEeProcess known = running;
    if (known == null) {
      try {
        known = boot(Path.of(System.getProperty("tomee.home")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      running = known;
    }
    return known;
  }

  private static TomEeProcess boot(Path home) throws IOException {
    Path log = Files.createDirectories(home.resolve("logs")).resolve("server.log");
    if (!booted) {
      Files.deleteIfExists(log);
      booted = true;
    }
    deployNothing(home.resolve("webapps"));
    Process process =
        new ProcessBuilder(command(home))
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process)));
    TomEeProcess server = new TomEeProcess(process, log);
    server.awaitManager();
    server.deploy(BACK_DOOR, Path.of(System.getProperty("back-door.war")));
    return server;
  }

  /** What was served before lies there until it is undeployed, and would be served again. */
  private static void deployNothing(Path webapps) throws IOException {
    try (Stream<Path> files = Files.walk(webapps)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (!file.equals(webapps) && !webapps.relativize(file).startsWith("manager")) {
          Files.delete(file);
        }
      }
    }
  }

  /** What {@code catalina.sh run} would start. */
  private static List<String> command(Path home) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    OPENED.forEach(opened -> command.add("--add-opens=" + opened + "=ALL-UNNAMED"));
    command.add("-javaagent:" + home.resolve("lib/openejb-javaagent.jar"));
    command.add("-Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager");
    command.add("-Djava.util.logging.config.file=" + home.resolve("conf/logging.properties"));
    command.add("-Dcatalina.home=" + home);
    command.add("-Dcatalina.base=" + home);
    command.add("-Djava.io.tmpdir=" + home.resolve("temp"));
    command.add("-Dglimpse.log-path=" + System.getProperty("shop.records"));
    command.add("-Dglimpse.flush-interval=50ms");
    command.add("-cp");
    Path bin = home.resolve("bin");
    command.add(bin.resolve("bootstrap.jar") + File.pathSeparator + bin.resolve("tomcat-juli.jar"));
    command.add("org.apache.catalina.startup.Bootstrap");
    command.add("start");
    return command;
  }

  private static void stop(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
    }
  }

  private void awaitManager() {
    await("TomEE, which logs to " + log)
        .atMost(PATIENCE)
        .failFast("TomEE has ended", () -> !process.isAlive())
        .ignoreExceptionsInstanceOf(ConnectException.class)
        .until(() -> tellManager("list").startsWith(DONE));
  }

  /** The address of a context root. */
  URI root(String context) {
    return URI.create("http://127.0.0.1:" + System.getProperty("tomee.port") + context);
  }

  ServerSettings settings() {
    return ServerSettings.throughBackDoor(root(BACK_DOOR));
  }

  void deploy(String context, Path war) {
    String file = URLEncoder.encode(war.toUri().toString(), UTF_8);
    tell("deploy?path=" + context + "&war=" + file);
  }

  /**
   * Ends it, so that the next one who asks boots another. TomEE 9.0.0 needs that after a deployment
   * that has failed: it does not let go of the application's JNDI names, and no application starts
   * under the same context root any more.
   */
  static synchronized void end() {
    TomEeProcess known = running;
    running = null;
    if (known != null) {
      stop(known.process);
    }
  }

  void undeploy(String context) {
    tell("undeploy?path=" + context);
  }

  private void tell(String command) {
    try {
      String answer = tellManager(command);
      if (!answer.startsWith(DONE)) {
        throw new IllegalStateException(command + ": " + answer + "; see " + log);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(command + " had no answer; see " + log, e);
    }
  }

  private String tellManager(String command) throws IOException {
    String user = Base64.getEncoder().encodeToString("suite:suite".getBytes(UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(root("/manager/text/") + command))
            .header("Authorization", "Basic " + user)
            .timeout(PATIENCE)
            .build();
    try {
      return client.send(request, BodyHandlers.ofString()).body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Everything that it has logged so far. */
  String log() {
    return ServerUnderTest.read(log);
  }
}
