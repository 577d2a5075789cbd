package io.glimpse;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.config.Config;
import io.glimpse.config.LogLines;
import io.glimpse.pipeline.Pipeline;
import io.glimpse.policy.TracingPolicy;
import io.glimpse.record.FunctionName;
import io.glimpse.trace.OpenCall;
import io.glimpse.trace.SpanLog;
import io.glimpse.trace.TracedFunction;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Many threads, many calls, one file: nothing torn, nothing doubled, nothing lost uncounted. */
@Timeout(120)
final class ThroughputCorrectnessTest {
  private static final int THREADS = 8;
  private static final int CALLS = 20_000;
  private static final int RECORDS = THREADS * CALLS * 3;

  @RegisterExtension final LogLines log = new LogLines("io.glimpse");

  @TempDir Path folder;

  @Test
  void queueThatHoldsThemAll_everyRecord_isInTheFileOnceAndWhole() throws Exception {
    Path file = folder.resolve("trace.jsonl");

    Pipeline.Counts counts = record(file, "512 MiB");

    assertThat(counts.lostInAll()).isZero();
    assertThat(counts.written()).isEqualTo(Map.of("jsonl", (long) RECORDS));
    Tally tally = Tally.of(file);
    assertThat(tally.lines).isEqualTo(RECORDS);
    assertThat(tally.seenBySpan).hasSize(THREADS * CALLS);
    assertThat(tally.seenBySpan.values()).containsOnly(Tally.START | Tally.END | Tally.SPAN);
  }

  @Test
  void smallQueue_writtenAndLost_areAllThereWere() throws Exception {
    Path file = folder.resolve("trace.jsonl");

    Pipeline.Counts counts = record(file, "64 KiB");

    long written = counts.written().getOrDefault("jsonl", 0L);
    assertThat(written + counts.lostInAll()).isEqualTo(RECORDS);
    assertThat(counts.highestQueueBytes()).isLessThanOrEqualTo(64 * 1024);
    assertThat(Tally.of(file).lines).isEqualTo(written);
  }

  private static Pipeline.Counts record(Path file, String queue) throws InterruptedException {
    Glimpse glimpse =
        Glimpse.builder()
            .config(
                Config.builder()
                    .readEnvironment(false)
                    .param("log-path", file.toString())
                    .param("log-max-size", "1 GiB")
                    .param("queue-bytes", queue)
                    .param("close-timeout", "60 s"))
            .policy(TracingPolicy.none())
            .open();
    TracedFunction function =
        glimpse
            .tracer()
            .function(
                FunctionName.of("com.acme.Cart", "add", null),
                List.of("id"),
                Set.of(),
                Object.class);
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    CountDownLatch go = new CountDownLatch(1);
    for (int i = 0; i < THREADS; i++) {
      pool.execute(
          () -> {
            await(go);
            for (int j = 0; j < CALLS; j++) {
              OpenCall call = glimpse.tracer().open(function, new Object[] {j});
              if (call == null) {
                throw new AssertionError("a call was not recorded");
              }
              call.returned(j);
            }
            SpanLog.assertThreadIsClean(glimpse.tracer());
          });
    }
    go.countDown();
    pool.shutdown();
    assertThat(pool.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    glimpse.close();
    assertThat(glimpse.tracer().faults()).isZero();
    return glimpse.counts();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** What a file holds, read line by line. */
  private static final class Tally {
    static final int START = 1;
    static final int END = 2;
    static final int SPAN = 4;

    final Map<String, Integer> seenBySpan = new HashMap<>();
    long lines;

    static Tally of(Path file) throws IOException {
      Tally tally = new Tally();
      try (BufferedReader reader = Files.newBufferedReader(file)) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          tally.add(line);
        }
      }
      return tally;
    }

    private void add(String line) {
      lines++;
      int what;
      if (line.startsWith("{\"record_type\":\"span\"") && line.endsWith(",\"service\":null}")) {
        what = SPAN;
      } else if (line.startsWith("{\"record_type\":\"log_entry\"") && line.endsWith("\"}")) {
        what = line.contains("\"stage\":\"START\"") ? START : END;
      } else {
        throw new AssertionError("torn: " + line);
      }
      int at = line.indexOf("\"span_id\":\"") + 11;
      Integer before = seenBySpan.merge(line.substring(at, at + 16), what, this::both);
      if (before == null || line.indexOf("\"record_type\"", 2) >= 0) {
        throw new AssertionError("torn: " + line);
      }
    }

    private int both(int before, int more) {
      if ((before & more) != 0) {
        throw new AssertionError("twice");
      }
      return before | more;
    }
  }
}
