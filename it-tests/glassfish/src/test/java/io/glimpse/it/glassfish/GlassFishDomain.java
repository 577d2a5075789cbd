package io.glimpse.it.glassfish;

import io.glimpse.it.ServerUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A running domain, made anew from the one that the distribution brings. It is started and stopped
 * by {@code asadmin}, and ends with the JVM of the tests.
 */
final class GlassFishDomain {

  private static final String NAME = "domain1";
  private static final String HOST = "127.0.0.1";
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final HttpClient client = HttpClient.newHttpClient();
  private final Path home;
  private final Path domains;
  private final int httpPort;
  private final int adminPort;

  private GlassFishDomain(Path home, Path domains, int httpPort, int adminPort) {
    this.home = home;
    this.domains = domains;
    this.httpPort = httpPort;
    this.adminPort = adminPort;
  }

  /** Starts the server of {@code home} in a fresh domain, with records going to that file. */
  static GlassFishDomain started(Path home, Path domains, Path records) {
    try {
      Path own = domains.resolve(NAME);
      delete(own);
      copy(home.resolve("glassfish/domains").resolve(NAME), own);
      GlassFishDomain domain = new GlassFishDomain(home, domains, freePort(), freePort());
      domain.configure(own.resolve("config/domain.xml"), records);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> domain.asadmin("stop-domain")));
      domain.asadmin("start-domain");
      return domain;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(LOOPBACK))) {
      return socket.getLocalPort();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Two listeners on the loopback, and none for TLS, JMX, IIOP and JMS. */
  private void configure(Path file, Path records) throws IOException {
    String xml = Files.readString(file);
    xml = replaced(xml, "<network-listener port=\"8080\"", listener(httpPort));
    xml = replaced(xml, "<network-listener port=\"4848\"", listener(adminPort));
    xml =
        replaced(
            xml,
            "<network-listener port=\"8181\"",
            "<network-listener enabled=\"false\" port=\"8181\"");
    xml = replaced(xml, "<jmx-connector ", "<jmx-connector enabled=\"false\" ");
    xml = replaced(xml, "<iiop-listener ", "<iiop-listener enabled=\"false\" ");
    xml =
        replaced(
            xml,
            "<diagnostic-service />",
            "<diagnostic-service />"
                + "<jms-service type=\"REMOTE\" default-jms-host=\"none\">"
                + "<jms-host name=\"none\" lazy-init=\"false\"/></jms-service>");
    xml =
        replaced(
            xml,
            "<jvm-options>-Xmx512m</jvm-options>",
            "<jvm-options>-Xmx512m</jvm-options>"
                + option("glimpse.log-path", records.toString())
                + option("glimpse.flush-interval", "50ms"));
    Files.writeString(file, xml);
  }

  private static String listener(int port) {
    return "<network-listener address=\"" + HOST + "\" port=\"" + port + "\"";
  }

  private static String option(String key, String value) {
    return "<jvm-options>-D" + key + "=" + value + "</jvm-options>";
  }

  /** Every occurrence: the file has the server's configuration and a template for others. */
  private static String replaced(String xml, String what, String by) {
    if (!xml.contains(what)) {
      throw new IllegalStateException("domain.xml of this GlassFish has no " + what);
    }
    return xml.replace(what, by);
  }

  private void asadmin(String command) {
    Path log = domains.resolve(command + ".log");
    try {
      Path java = Path.of(System.getProperty("java.home"), "bin", "java");
      ProcessBuilder builder =
          new ProcessBuilder(
              java.toString(),
              "-Duser.home=" + domains, // where it keeps what it has learnt of the server
              "-jar",
              home.resolve("glassfish/lib/client/appserver-cli.jar").toString(),
              command,
              "--domaindir",
              domains.toString(),
              NAME);
      builder.environment().put("AS_JAVA", System.getProperty("java.home"));
      Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(command + " does not end; see " + log);
      }
      if (process.exitValue() != 0) {
        throw new IllegalStateException(command + " failed; see " + log);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(command + " was not waited for; see " + log, e);
    }
  }

  /** The address of an application's context root. */
  URI root(String application) {
    return URI.create("http://" + HOST + ":" + httpPort + "/" + application);
  }

  /** Below a context root of that name. */
  void deploy(String name, Path war) {
    String form =
        "name="
            + name
            + "&contextroot=/"
            + name
            + "&id="
            + encoded(war.toAbsolutePath().toString());
    manage(
        request("")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build());
  }

  void undeploy(String name) {
    manage(request("/" + name).DELETE().build());
  }

  private HttpRequest.Builder request(String application) {
    URI uri =
        URI.create(
            "http://"
                + HOST
                + ":"
                + adminPort
                + "/management/domain/applications/application"
                + application);
    return HttpRequest.newBuilder(uri)
        .timeout(PATIENCE)
        .header("Accept", "application/json")
        .header("X-Requested-By", "the tests");
  }

  private void manage(HttpRequest request) {
    try {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException(
            request.method() + " " + request.uri() + ": " + response.body() + "; see " + logFile());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("GlassFish does not answer; see " + logFile(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Everything that it has logged so far. */
  String log() {
    return ServerUnderTest.read(logFile());
  }

  private Path logFile() {
    return domains.resolve(NAME).resolve("logs/server.log");
  }
}
