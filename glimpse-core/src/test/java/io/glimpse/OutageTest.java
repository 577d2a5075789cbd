package io.glimpse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.glimpse.config.Config;
import io.glimpse.pipeline.Pipeline;
import io.glimpse.policy.TracingPolicy;
import io.glimpse.record.Loss;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A collector that is away for as long as JVMs live, which are killed, and comes back for another.
 */
@Tag("slow")
@Timeout(180)
final class OutageTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Pattern NAME = Pattern.compile("\"name\":\"span-(\\d+)\"");
  private static final Pattern SAID = Pattern.compile("spooled (\\d+) \\.");

  /** Far more than one program makes, so that the numbers of two of them do not meet. */
  private static final long APART = 1_000_000;

  private final List<Long> arrived = new CopyOnWriteArrayList<>();
  private volatile boolean away = true;
  private HttpServer collector;

  @TempDir Path folder;

  @BeforeEach
  void listen() throws IOException {
    InetSocketAddress free =
        new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
    collector = HttpServer.create(free, 0);
    collector.createContext("/", this::answer);
    collector.start();
  }

  @AfterEach
  void stopListening() {
    collector.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (!away) {
        Matcher names = NAME.matcher(new String(body, StandardCharsets.UTF_8));
        while (names.find()) {
          arrived.add(Long.parseLong(names.group(1)));
        }
      }
      exchange.sendResponseHeaders(away ? 503 : 200, 2);
      exchange.getResponseBody().write(new byte[] {'{', '}'});
    }
  }

  @Test
  void collector_awayWhileTwoJvmsAreKilled_getsFromAThirdWhatTheyPutOnTheDisk_onceAndInOrder()
      throws Exception {
    long first = spooledWhenKilled(1, 200);
    long second = spooledWhenKilled(APART, 200);

    away = false;
    Pipeline.Counts counts;
    try (Glimpse third =
        Glimpse.builder()
            .config(
                Config.builder()
                    .readEnvironment(false)
                    .param("dest", "jaeger")
                    .param("jaeger-endpoint", endpoint())
                    .param("spool-path", spool()))
            .policy(TracingPolicy.none())
            .open()) {
      third.tracer().span("span-" + 2 * APART).close();
      await().atMost(LONG).until(() -> arrived.contains(2 * APART));
      counts = third.counts();
    }

    // A kill between two writes tears the piece that was under way, which nobody had said is there.
    assertThat(counts.lost().getOrDefault("jaeger", Map.of()).keySet())
        .isSubsetOf(Loss.SPOOL_FAILED);
    assertThat(arrived).hasSize((int) counts.writtenTo("jaeger"));
    // What a program had put on the disk and not said yet may be there, too; but nothing is missing
    // in between.
    assertThat(arrived).containsExactlyElementsOf(runsUpToTheirLast(1, APART, 2 * APART));
    assertThat(arrived).contains(first, APART + second - 1);
    try (Stream<Path> left = Files.walk(Path.of(spool()))) {
      assertThat(left.filter(file -> file.toString().endsWith(".spool"))).isEmpty();
    }
  }

  /** From each of these numbers all up to the last one that has arrived before the next of them. */
  private List<Long> runsUpToTheirLast(long... firsts) {
    return LongStream.of(firsts)
        .flatMap(from -> LongStream.rangeClosed(from, lastBefore(from + APART / 2)))
        .boxed()
        .toList();
  }

  private long lastBefore(long end) {
    return arrived.stream().mapToLong(Long::longValue).filter(n -> n < end).max().orElse(0);
  }

  private String endpoint() {
    return "http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces";
  }

  private String spool() {
    return folder.resolve("spool").toString();
  }

  /** Runs a program until at least so many of its spans are on the disk, and kills it. */
  private long spooledWhenKilled(long firstNumber, long atLeast) throws Exception {
    ProcessBuilder program =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            OutageMain.class.getName(),
            endpoint(),
            spool(),
            Long.toString(firstNumber));
    program.directory(folder.toFile());
    Path errors = folder.resolve("errors");
    Process process = program.redirectError(errors.toFile()).start();
    try (BufferedReader says =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      long spooled = 0;
      while (spooled < atLeast) {
        spooled = read(says.readLine(), errors);
      }
      boolean unused = process.toHandle().destroyForcibly();
      for (String line = says.readLine(); line != null; line = says.readLine()) {
        spooled = line.endsWith(" .") ? read(line, errors) : spooled;
      }
      assertThat(process.waitFor()).isNotZero();
      return spooled;
    } finally {
      boolean unused = process.toHandle().destroyForcibly();
    }
  }

  private static long read(String line, Path errors) throws IOException {
    Matcher said = SAID.matcher(String.valueOf(line));
    if (!said.matches()) {
      throw new AssertionError(line + "\n" + Files.readString(errors));
    }
    return Long.parseLong(said.group(1));
  }
}
