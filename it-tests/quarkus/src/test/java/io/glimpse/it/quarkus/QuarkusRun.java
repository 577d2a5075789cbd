package io.glimpse.it.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.it.records.RecordFile;
import io.glimpse.it.records.Trace;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/**
 * The application while a test of this folder has it to itself, with a visitor and what it has
 * recorded since it was started.
 */
final class QuarkusRun implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final QuarkusProcess process;
  private final RecordFile records;
  private final long from;
  private final long logged;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private QuarkusRun(QuarkusProcess process, RecordFile records, long from, long logged) {
    this.process = process;
    this.records = records;
    this.from = from;
    this.logged = logged;
  }

  /** One request and what came of it. */
  record Visit(String traceId, int status, String answer) {}

  /** Starts the application that this folder's build has made, with these settings besides. */
  static QuarkusRun start(Map<String, String> settings) throws IOException {
    return start(Path.of(System.getProperty("quarkus.app")), settings);
  }

  /** Starts another build of it. */
  static QuarkusRun start(Path application, Map<String, String> settings) throws IOException {
    RecordFile records = new RecordFile(Path.of(System.getProperty("shop.records")));
    long from = records.size();
    long logged = QuarkusProcess.log().length();
    Map<String, String> all = new HashMap<>();
    all.put("glimpse.log-path", records.path().toString());
    all.put("glimpse.flush-interval", "50ms");
    all.putAll(settings);
    return new QuarkusRun(QuarkusProcess.start(application, all), records, from, logged);
  }

  private static String newTraceId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return String.format("%016x%016x", random.nextLong(1, Long.MAX_VALUE), random.nextLong());
  }

  /** Goes there as part of a trace of its own. */
  CompletableFuture<Visit> go(String path) {
    String traceId = newTraceId();
    return client
        .sendAsync(request(path, traceId), HttpResponse.BodyHandlers.ofString())
        .thenApply(answer -> new Visit(traceId, answer.statusCode(), answer.body()));
  }

  /** The same for the whole answer. */
  HttpResponse<String> ask(String path) throws IOException, InterruptedException {
    return client.send(request(path, newTraceId()), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest request(String path, String traceId) {
    return HttpRequest.newBuilder(URI.create(process.root() + path))
        .timeout(PATIENCE)
        .header("traceparent", "00-" + traceId + "-00f067aa0ba902b7-01")
        .build();
  }

  /** Goes there, and waits for the records. */
  Trace visit(String path) throws Exception {
    Visit visit = go(path).get();
    assertThat(visit.status()).as(visit.answer()).isEqualTo(200);
    return whole(visit);
  }

  /** The records of a visit, as soon as all of them are there. */
  Trace whole(Visit visit) {
    return whole(List.of(visit)).get(0);
  }

  /** The same of many visits, in their order. */
  List<Trace> whole(Collection<Visit> visits) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> traces(visits),
            traces ->
                traces.stream().allMatch(trace -> trace.server().isPresent() && trace.isWhole()));
  }

  private List<Trace> traces(Collection<Visit> visits) {
    Map<String, List<JsonObject>> byTrace =
        records().stream().collect(Collectors.groupingBy(record -> record.getString("trace_id")));
    return visits.stream()
        .map(Visit::traceId)
        .map(id -> Trace.of(id, byTrace.getOrDefault(id, List.of())))
        .toList();
  }

  /** Everything that it has recorded so far. */
  List<JsonObject> records() {
    return records.recordsFrom(from);
  }

  /** What it has logged so far. */
  String log() {
    return QuarkusProcess.log().substring((int) logged);
  }

  @Override
  public void close() {
    process.end();
  }
}
