package io.glimpse.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.context.TraceId;
import io.glimpse.record.SpanRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Threads that trace at the same time do not see each other, and keep nothing. */
final class ManyThreadsTest {
  private static final int THREADS = 8;
  private static final int TRACES = 500;

  @RegisterExtension final SpanLog log = new SpanLog();

  private final Tracer tracer = log.tracer();
  private final TracedFunction outer = SpanLog.function(tracer, "outer");
  private final TracedFunction inner = SpanLog.function(tracer, "inner");

  @Test
  void traces_ofManyThreads_areWholeAndSeparateAndLeaveTheThreadsClean() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    List<Future<?>> done = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      done.add(pool.submit(this::traceOften));
    }
    for (Future<?> each : done) {
      Object nothing = each.get();
      assertThat(nothing).isNull();
    }
    pool.shutdown();

    Map<TraceId, List<SpanRecord>> traces = new HashMap<>();
    for (SpanRecord span : log.takeSpans()) {
      traces.computeIfAbsent(span.traceId(), id -> new ArrayList<>()).add(span);
    }
    assertThat(traces).hasSize(THREADS * TRACES);
    assertThat(traces.values())
        .allSatisfy(
            spans -> {
              assertThat(spans)
                  .extracting(SpanRecord::name)
                  .containsExactly("Shop.inner", "Shop.outer");
              assertThat(spans.get(0).parentSpanId()).isEqualTo(spans.get(1).spanId());
            });
    log.takeEntries();
  }

  private void traceOften() {
    for (int i = 0; i < TRACES; i++) {
      OpenCall first = tracer.open(outer, new Object[0]);
      OpenCall second = tracer.open(inner, new Object[0]);
      if (first == null || second == null) {
        throw new AssertionError("not recorded");
      }
      if (i % 2 == 0) {
        second.returned(null);
      } else {
        second.failed(new IllegalStateException());
      }
      first.returned(null);
    }
    SpanLog.assertThreadIsClean(tracer);
  }

  @Test
  void twoTracers_onOneThread_doNotSeeEachOther() {
    Tracer other = log.tracer();
    try (Span mine = tracer.span("mine")) {
      assertThat(other.active()).isEmpty();
      try (Span theirs = other.span("theirs")) {
        assertThat(theirs.context().traceId()).isNotEqualTo(mine.context().traceId());
      }
    }
    assertThat(log.takeSpans()).hasSize(2);
  }
}
