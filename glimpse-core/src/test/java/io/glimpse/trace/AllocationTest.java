package io.glimpse.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.glimpse.pipeline.OnFull;
import io.glimpse.pipeline.Pipeline;
import io.glimpse.record.FunctionName;
import io.glimpse.record.NameTable;
import io.glimpse.record.RecordBatch;
import io.glimpse.record.RecordSink;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What a call costs in memory, counted by the JVM and not timed: the one small object that stands
 * for the call, and nothing else.
 */
final class AllocationTest {
  private static final int CALLS = 20_000;
  private static final int ROUNDS = 10;

  /** A 12-byte header and the fields of an {@link OpenCall}, rounded up to eight. */
  private static final double ONE_OPEN_CALL = 64;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final NameTable functions = new NameTable();

  @Test
  void call_withScalars_allocatesTheOpenCallAndNothingElse() {
    RecordSink taken = (lane, kind, bytes, from, length) -> true;
    Tracer tracer = new Tracer(TracerSettings.standard(), functions, taken);

    assertThat(bytesPerCall(tracer, new @Nullable Object[] {"mug", 2, true}, "ok"))
        .isLessThanOrEqualTo(ONE_OPEN_CALL);
  }

  @Test
  void call_withoutArgumentsThroughThePipeline_addsOnlyTheBlocksThatTheQueueMayHold() {
    RecordBatch.Source source = new RecordBatch.Source("test", null, functions);
    Pipeline.Settings settings =
        new Pipeline.Settings(1 << 20, Duration.ofMillis(1), Duration.ofSeconds(5), OnFull.DROP);
    try (Pipeline pipeline = Pipeline.start(settings, source, List.of(batch -> {}))) {
      Tracer tracer = new Tracer(TracerSettings.standard(), functions, pipeline);

      // A segment's own object is 48 bytes for some hundred records; blocks are used again.
      assertThat(bytesPerCall(tracer, new @Nullable Object[0], null))
          .isLessThanOrEqualTo(ONE_OPEN_CALL + 1);
    }
  }

  @Test
  void call_ofAStoppedTracer_allocatesNothing() {
    Tracer tracer =
        new Tracer(TracerSettings.standard(), functions, (lane, kind, bytes, from, length) -> true);
    tracer.stop();

    assertThat(bytesPerCall(tracer, new @Nullable Object[] {"mug"}, "ok")).isZero();
  }

  @Test
  void call_ofAModuleThatIsSwitchedOff_allocatesNothing() {
    Tracer tracer =
        new Tracer(TracerSettings.standard(), functions, (lane, kind, bytes, from, length) -> true);
    tracer.modules().turn("com.acme", false);

    assertThat(bytesPerCall(tracer, new @Nullable Object[] {"mug"}, "ok")).isZero();
  }

  @Test
  void call_afterTheSettingsHaveChanged_allocatesTheOpenCallAndNothingElse() {
    RecordSink taken = (lane, kind, bytes, from, length) -> true;
    Tracer tracer = new Tracer(TracerSettings.standard(), functions, taken);
    tracer.change(TracerSettings.standard());

    assertThat(bytesPerCall(tracer, new @Nullable Object[] {"mug", 2, true}, "ok"))
        .isLessThanOrEqualTo(ONE_OPEN_CALL);
  }

  /** The best of some rounds: the JVM itself allocates now and then, on our thread too. */
  private double bytesPerCall(
      Tracer tracer, @Nullable Object[] arguments, @Nullable Object result) {
    TracedFunction function =
        tracer.function(
            FunctionName.of("com.acme.Cart", "addLine", null),
            List.of("sku", "quantity", "gift").subList(0, arguments.length),
            Set.of(),
            result == null ? void.class : Object.class);
    double best = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      try (Span root = tracer.span("root")) {
        long thread = Thread.currentThread().getId();
        // Fewer calls than max_calls_per_trace would cut, so each round has several roots.
        long bytes = 0;
        for (int chunk = 0; chunk < CALLS / 1000; chunk++) {
          try (Span inner = tracer.span("chunk", root.context())) {
            long before = THREADS.getThreadAllocatedBytes(thread);
            for (int i = 0; i < 1000; i++) {
              OpenCall call = tracer.open(function, arguments);
              if (call != null) {
                call.returned(result);
              }
            }
            bytes += THREADS.getThreadAllocatedBytes(thread) - before;
          }
        }
        best = Math.min(best, (double) bytes / CALLS);
      }
    }
    return best;
  }
}
