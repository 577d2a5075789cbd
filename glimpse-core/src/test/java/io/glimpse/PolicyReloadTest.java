package io.glimpse;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glimpse.config.Config;
import io.glimpse.config.LogLines;
import io.glimpse.context.SpanContext;
import io.glimpse.policy.PolicyChange;
import io.glimpse.policy.TracingPolicy;
import io.glimpse.propagation.Getter;
import io.glimpse.record.FunctionName;
import io.glimpse.record.SpanRecord;
import io.glimpse.trace.OpenCall;
import io.glimpse.trace.Span;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A policy file that changes while the application runs. */
@Tag("slow")
final class PolicyReloadTest {
  private static final String HEAD = "{\"version\": \"1.0\", \"package_trees\": [\"com.acme\"]";

  @RegisterExtension final LogLines log = new LogLines("io.glimpse");

  @TempDir Path folder;

  private final Collected collected = new Collected();
  private Path file = Path.of("");
  private URLClassLoader application = new URLClassLoader(new URL[0]);
  private Glimpse glimpse = Glimpse.current();

  /** On the class path, where nobody watches it: it is read when the test says so. */
  @BeforeEach
  void open() throws IOException {
    file = Files.createDirectories(folder.resolve("META-INF")).resolve("glimpse-policy.json");
    Files.writeString(file, HEAD + "}");
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    application = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before);
    thread.setContextClassLoader(application);
    try {
      glimpse = open(Config.builder().readEnvironment(false));
    } finally {
      thread.setContextClassLoader(before);
    }
    List<String> unused = log.take();
  }

  private Glimpse open(Config.Builder config) {
    return Glimpse.builder().config(config).writer(collected).open();
  }

  /** In a file of its own. */
  private Glimpse openWatched() throws IOException {
    file = folder.resolve("shop-policy.json");
    Files.writeString(file, HEAD + "}");
    return open(Config.builder().readEnvironment(false).param("policy", file.toString()));
  }

  @AfterEach
  void close() throws IOException {
    glimpse.close();
    application.close();
  }

  private void now(String members) throws IOException {
    Files.writeString(file, HEAD + members + "}");
    PolicyReload done = glimpse.reload();
    assertThat(done).isNotInstanceOf(PolicyReload.Refused.class);
  }

  private List<String> spans() throws InterruptedException {
    assertThat(glimpse.flush(Duration.ofSeconds(30))).isTrue();
    return collected.spans().stream().map(SpanRecord::name).toList();
  }

  private OpenCall call() {
    return requireNonNull(tryCall());
  }

  private @Nullable OpenCall tryCall() {
    return glimpse
        .tracer()
        .open(
            glimpse
                .tracer()
                .function(
                    FunctionName.of("com.acme.Till", "pay", null),
                    List.of("iban"),
                    Set.of(),
                    void.class),
            new Object[] {"DE02"});
  }

  @Test
  void reload_ofOtherNumbers_countsAtOnceAndIsOneLine() throws Exception {
    Files.writeString(file, HEAD + ", \"trace_depth\": 1, \"capture\": {\"redact\": [\"iban\"]}}");

    PolicyReload done = glimpse.reload();

    assertThat(done)
        .isEqualTo(
            new PolicyReload.Changed(
                glimpse.policy().origin(),
                List.of(
                    new PolicyChange("trace_depth", "5", "1"),
                    new PolicyChange("capture.redact", "[]", "[\"iban\"]")),
                List.of()));
    assertThat(log.take())
        .containsExactly(
            "INFO The policy was read again from "
                + glimpse.policy().origin()
                + ": trace_depth 5 -> 1, capture.redact [] -> [\"iban\"]. It counts for what"
                + " begins from now on.");
    assertThat(glimpse.policy().traceDepth()).isEqualTo(1);
    try (Span request = glimpse.tracer().span("request")) {
      OpenCall first = call();
      assertThat(tryCall()).isNull();
      first.returned(null);
    }
    assertThat(spans()).containsExactly("Till.pay", "request");
    assertThat(collected.entries().get(0).args()).isEqualTo("{\"iban\":\"[redacted]\"}");
  }

  @Test
  void reload_ofEachKeyThatIsNoSelection_countsForWhatBeginsAfterwards() throws Exception {
    now(", \"max_calls_per_trace\": 1");
    try (Span request = glimpse.tracer().span("budget of one")) {
      call().returned(null);
      assertThat(tryCall()).isNull();
    }
    now(", \"min_duration_ms\": 3600000");
    call().returned(null);
    now(", \"keep\": \"slow_or_failed\", \"slow_ms\": 3600000");
    glimpse.tracer().span("not kept").close();
    now(", \"keep\": \"slow_or_failed\", \"slow_ms\": 0");
    glimpse.tracer().span("slow").close();
    now(", \"sample_ratio\": 0");
    glimpse.tracer().span("not sampled").close();
    now(", \"capture\": {\"arguments\": false}");
    call().returned(null);

    // A trace that waited for its verdict may come before or behind others.
    assertThat(spans()).containsExactlyInAnyOrder("Till.pay", "budget of one", "slow", "Till.pay");
    assertThat(collected.entries().get(2).args()).isNull();
  }

  @Test
  void reload_ofHttp_countsForTheNextRequest() throws Exception {
    String caller = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";
    assertThat(glimpse.ignoredPaths().matches("/internal/jobs")).isFalse();
    now(
        ", \"http\": {\"exclude_paths\": [\"/internal/*\"], \"trust_incoming\": false,"
            + " \"honour_sampled\": false}");

    assertThat(glimpse.ignoredPaths().matches("/internal/jobs")).isTrue();
    Optional<SpanContext> sent =
        glimpse.tracer().extract(Map.of("traceparent", caller), Getter.map());
    try (Span span = glimpse.tracer().span("stranger", sent.orElseThrow())) {
      assertThat(span.isRecorded()).isTrue();
      assertThat(span.context().traceId().hex()).isNotEqualTo(caller.substring(3, 35));
    }
  }

  @Test
  void reload_ofABadFile_keepsTheFormerPolicyAndSaysEveryProblem() throws Exception {
    now(", \"trace_depth\": 3");
    List<String> unused = log.take();
    Files.writeString(file, HEAD + ", \"trace_depth\": 0, \"trace_dept\": 4}");

    PolicyReload done = glimpse.reload();

    assertThat(done).isInstanceOf(PolicyReload.Refused.class);
    assertThat(((PolicyReload.Refused) done).problems()).hasSize(2);
    assertThat(glimpse.policy().traceDepth()).isEqualTo(3);
    assertThat(log.take())
        .singleElement()
        .asString()
        .startsWith("WARNING The policy was not read again; the former one stays in force.")
        .contains("/trace_depth: found 0", "the unknown key \"trace_dept\"");
  }

  @Test
  void reload_ofAFileThatHasGone_keepsTheFormerPolicy() throws Exception {
    now(", \"trace_depth\": 3");
    Files.delete(file);

    assertThat(glimpse.reload()).isInstanceOf(PolicyReload.Refused.class);
    assertThat(glimpse.policy().traceDepth()).isEqualTo(3);
  }

  @Test
  void reload_ofOtherLists_warnsAndLeavesTheSelectionAsItIs() throws Exception {
    Files.writeString(
        file, "{\"version\": \"1.0\", \"exact_modules\": [\"com.acme\"], \"slow_ms\": 7}");

    PolicyReload done = glimpse.reload();

    assertThat(done).isInstanceOf(PolicyReload.Changed.class);
    assertThat(((PolicyReload.Changed) done).atNextDeployment())
        .extracting(PolicyChange::toString)
        .containsExactly(
            "exact_modules [] -> [\"com.acme\"]", "package_trees [\"com.acme\"] -> []");
    assertThat(glimpse.policy().packageTrees()).containsExactly("com.acme");
    assertThat(glimpse.policy().slowMillis()).isEqualTo(7);
    List<String> lines = log.take();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0))
        .startsWith("INFO")
        .contains("slow_ms 500 -> 7")
        .doesNotContain("exact");
    assertThat(lines.get(1))
        .startsWith("WARNING")
        .contains("package_trees [\"com.acme\"] -> []", "when the application is deployed again");
  }

  @Test
  void reload_ofTheSame_saysNothing() {
    assertThat(glimpse.reload()).isEqualTo(new PolicyReload.Unchanged(glimpse.policy().origin()));
    assertThat(log.take()).isEmpty();
  }

  @Test
  void reload_ofAPolicyMadeInCode_isRefused() {
    try (Glimpse own =
        Glimpse.builder()
            .config(Config.builder().readEnvironment(false))
            .policy(TracingPolicy.none())
            .writer(new Collected())
            .open()) {
      assertThat(own.reload().text()).contains("made in code");
    }
  }

  @Test
  void file_thatChanges_isReadAgainByItself() throws Exception {
    try (Glimpse watching = openWatched()) {
      Files.writeString(file, HEAD + ", \"trace_depth\": 9}");
      awaitDepth(9, watching);

      // The same length; some file systems count seconds.
      Files.writeString(file, HEAD + ", \"trace_depth\": 8}");
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(60)));
      awaitDepth(8, watching);

      Files.writeString(file, "{");
      await()
          .untilAsserted(
              () -> assertThat(log.take()).anyMatch(line -> line.contains("stays in force")));
      assertThat(watching.policy().traceDepth()).isEqualTo(8);
    }
  }

  @Test
  void close_endsTheWatchAndRunBeginsItAgain() throws Exception {
    assertThat(watches()).as("on the class path").isZero();
    Glimpse watching = openWatched();
    assertThat(watches()).isOne();
    watching.close();
    assertThat(watches()).isZero();

    watching.run();
    assertThat(watches()).isOne();
    Files.writeString(file, HEAD + ", \"trace_depth\": 9}");
    awaitDepth(9, watching);
    watching.close();
  }

  private static void awaitDepth(int depth, Glimpse watching) {
    await().untilAsserted(() -> assertThat(watching.policy().traceDepth()).isEqualTo(depth));
  }

  private static long watches() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("glimpse-policy"))
        .count();
  }
}
