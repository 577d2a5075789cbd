package io.glimpse.trace;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.propagation.Propagator;
import io.glimpse.record.EntryLevel;
import io.glimpse.record.FunctionName;
import io.glimpse.record.LogEntry;
import io.glimpse.record.SpanRecord;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Settings that change while calls are open: what is under way goes on as it began. */
final class ChangedSettingsTest {
  @RegisterExtension final SpanLog log = new SpanLog();

  private final Tracer tracer = log.tracer();
  private final TracedFunction pay =
      tracer.function(
          FunctionName.of("com.acme.shop.Till", "pay", null),
          List.of("iban"),
          Set.of(),
          Object.class);

  private @Nullable OpenCall open() {
    return tracer.open(pay, new @Nullable Object[] {"DE02"});
  }

  private void call() {
    requireNonNull(open()).returned("done");
  }

  /** The standard ones with these instead. */
  private static TracerSettings settings(
      int depth, boolean arguments, boolean results, List<String> redact, Selection selection) {
    return new TracerSettings(
        EntryLevel.INFO,
        depth,
        2000,
        1.0,
        true,
        true,
        arguments,
        results,
        false,
        512,
        redact,
        List.of(Propagator.TRACECONTEXT),
        false,
        selection);
  }

  @Test
  void change_ofTheDepth_countsForTheNextRootAndNotForTheOpenOne() {
    OpenCall root = requireNonNull(open());
    tracer.change(settings(1, true, true, List.of(), Selection.EVERYTHING));
    OpenCall second = requireNonNull(open(), "the root began with a depth of five");
    OpenCall third = requireNonNull(open());
    third.returned("done");
    second.returned("done");
    root.returned("done");
    assertThat(log.takeSpans()).hasSize(3);

    try (Span request = tracer.span("request")) {
      OpenCall first = requireNonNull(open());
      assertThat(open()).isNull();
      first.returned("done");
    }
    assertThat(log.takeSpans()).extracting(SpanRecord::name).containsExactly("Till.pay", "request");
    assertThat(tracer.cutCalls()).isOne();
    log.takeEntries();
  }

  @Test
  void change_ofTheCapture_isSeenByTheFirstCallOfTheNextRoot() {
    call();
    assertThat(shown()).containsExactly("{\"iban\":\"DE02\"}", "\"done\"");

    tracer.change(settings(5, true, true, List.of("iban"), Selection.EVERYTHING));
    call();
    assertThat(shown()).containsExactly("{\"iban\":\"[redacted]\"}", "\"done\"");

    tracer.change(settings(5, false, false, List.of(), Selection.EVERYTHING));
    call();
    assertThat(shown()).containsExactly("null", "null");

    tracer.change(settings(5, true, false, List.of(), Selection.EVERYTHING));
    call();
    assertThat(shown()).containsExactly("{\"iban\":\"DE02\"}", "null");
    log.takeSpans();
  }

  @Test
  void change_ofTheCapture_betweenBeginningAndEnd_isNotSeenInTheCall() {
    OpenCall root = requireNonNull(open());
    tracer.change(settings(5, false, false, List.of(), Selection.EVERYTHING));
    OpenCall below = requireNonNull(open());
    below.returned("done");
    root.returned("done");

    assertThat(log.takeEntries())
        .allSatisfy(
            entry ->
                assertThat(entry.args() != null || entry.result() != null)
                    .as("%s", entry)
                    .isTrue());
    log.takeSpans();
  }

  @Test
  void change_toHoldTraces_leavesTheOpenRootAlone() {
    Span before = tracer.span("before");
    tracer.change(
        settings(
            5, true, true, List.of(), new Selection(Duration.ZERO, true, Duration.ofHours(1))));
    call();
    before.close();
    assertThat(log.takeSpans()).hasSize(2);

    tracer.span("after").close();
    assertThat(log.takeSpans()).isEmpty();
    assertThat(tracer.tracesNotKept()).isOne();
    assertThat(tracer.heldBytes()).isZero();
    log.takeEntries();
  }

  @Test
  void change_toLeaveOutShortCalls_leavesTheOpenRootAlone() {
    Span before = tracer.span("before");
    tracer.change(
        settings(
            5, true, true, List.of(), new Selection(Duration.ofHours(1), false, Duration.ZERO)));
    call();
    before.close();
    assertThat(log.takeSpans()).hasSize(2);

    call();
    assertThat(log.takeSpans()).isEmpty();
    log.takeEntries();
  }

  /** Arguments of START and result of END. */
  private List<String> shown() {
    List<LogEntry> entries = log.takeEntries();
    assertThat(entries).hasSize(2);
    return List.of(String.valueOf(entries.get(0).args()), String.valueOf(entries.get(1).result()));
  }
}
