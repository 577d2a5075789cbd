package io.glimpse.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.context.SpanId;
import io.glimpse.context.TraceId;
import io.glimpse.propagation.Propagator;
import io.glimpse.record.AttributeNames;
import io.glimpse.record.FunctionName;
import io.glimpse.record.LogEntry;
import io.glimpse.record.SpanKind;
import io.glimpse.record.SpanRecord;
import io.glimpse.record.Stage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What one call leaves behind: START, END or EXCEPTION, and a span. */
final class CallRecordsTest {
  @RegisterExtension final SpanLog log = new SpanLog();

  private final Tracer tracer = log.tracer();

  @Test
  void call_thatReturns_leavesStartEndAndSpanThatAgree() {
    TracedFunction add =
        tracer.function(
            FunctionName.of("com.acme.Cart", "addLine", "com.acme.BigCart"),
            List.of("article", "password"),
            Set.of(),
            Object.class);
    log.ids.script(1L, 2L, 3L);

    OpenCall call = open(add, "bread", "hunter2");
    log.clock.pass(Duration.ofNanos(1_500_001));
    Object result = List.of(7);
    assertThat(call.returned(result)).isSameAs(result);

    LogEntry start = log.takeEntry(Stage.START);
    LogEntry end = log.takeEntry(Stage.END);
    SpanRecord span = log.takeOnly();
    assertThat(start)
        .isEqualTo(
            new LogEntry(
                "log-1",
                new SpanId(3),
                new TraceId(1, 2),
                new SpanId(3),
                null,
                "com.acme.Cart.addLine",
                Stage.START,
                TurnedClock.BEGIN,
                "{\"article\":\"bread\",\"password\":\"[redacted]\"}",
                null,
                -1,
                null,
                Thread.currentThread().getName()));
    assertThat(end)
        .isEqualTo(
            new LogEntry(
                "log-2",
                new SpanId(3),
                new TraceId(1, 2),
                new SpanId(3),
                null,
                "com.acme.Cart.addLine",
                Stage.END,
                TurnedClock.BEGIN.plusNanos(1_500_001),
                null,
                "[7]",
                1_500_001,
                null,
                Thread.currentThread().getName()));
    assertThat(span.name()).isEqualTo("Cart.addLine");
    assertThat(span.kind()).isEqualTo(SpanKind.INTERNAL);
    assertThat(span.start()).isEqualTo(start.timestamp());
    assertThat(span.end()).isEqualTo(end.timestamp());
    assertThat(span.failed()).isFalse();
    assertThat(span.service()).isEqualTo("shop of the test");
    assertThat(span.attributes())
        .containsExactly(
            java.util.Map.entry(AttributeNames.FUNCTION, "com.acme.Cart.addLine"),
            java.util.Map.entry(AttributeNames.BEAN, "com.acme.BigCart"),
            java.util.Map.entry(AttributeNames.ARGUMENTS, start.args() + ""),
            java.util.Map.entry(AttributeNames.RESULT, "[7]"));
  }

  @Test
  void call_thatThrows_leavesExceptionWithArgumentsAndAFailedSpanWithOneEvent() {
    TracedFunction find =
        tracer.function(
            FunctionName.of("com.acme.Cart", "find", null), List.of("id"), Set.of(), Object.class);

    open(find, 42).failed(new IOException("disk full"));

    LogEntry exception = log.takeEntry(Stage.EXCEPTION);
    assertThat(exception.exception()).isEqualTo("java.io.IOException: disk full");
    assertThat(exception.args()).isEqualTo("{\"id\":42}");
    assertThat(exception.result()).isNull();
    SpanRecord span = log.takeOnly();
    assertThat(span.failed()).isTrue();
    assertThat(span.events()).hasSize(1);
    SpanRecord.Event event = span.events().get(0);
    assertThat(event.name()).isEqualTo("exception");
    assertThat(event.timestamp()).isEqualTo(span.end());
    assertThat(event.attributes())
        .containsEntry(AttributeNames.EXCEPTION_TYPE, "java.io.IOException")
        .containsEntry(AttributeNames.EXCEPTION_MESSAGE, "disk full")
        .containsKey(AttributeNames.EXCEPTION_STACKTRACE);
    log.takeEntry(Stage.START);
  }

  @Test
  void exception_withoutAMessage_hasNoMessageAttribute() {
    open(SpanLog.function(tracer, "open")).failed(new IOException());

    assertThat(log.takeOnly().events().get(0).attributes())
        .doesNotContainKey(AttributeNames.EXCEPTION_MESSAGE);
    assertThat(log.takeEntry(Stage.EXCEPTION).exception()).isEqualTo("java.io.IOException");
    log.takeEntry(Stage.START);
  }

  @Test
  void call_thatReturnsVoid_showsNoResultAndNullIsOne() {
    open(SpanLog.function(tracer, "nothing")).returned(null);
    TracedFunction some =
        tracer.function(
            FunctionName.of("com.acme.Cart", "some", null), List.of(), Set.of(), Object.class);
    open(some).returned(null);

    assertThat(log.take("Shop.nothing").attributes()).doesNotContainKey(AttributeNames.RESULT);
    assertThat(log.take("Cart.some").attributes()).containsEntry(AttributeNames.RESULT, "null");
    log.takeEntries();
  }

  @Test
  void nestedCalls_withLargeArguments_showTheirOwnAtTheirEnds() {
    TracedFunction echo =
        tracer.function(
            FunctionName.of("com.acme.Cart", "echo", null),
            List.of("text"),
            Set.of(),
            Object.class);
    OpenCall outer = open(echo, "a".repeat(400));
    OpenCall middle = open(echo, "b".repeat(400));
    tracer.span("manual").attribute("note", "n".repeat(400)).close();
    OpenCall inner = open(echo, "c".repeat(400));
    inner.failed(new IllegalStateException());
    middle.returned("y");
    outer.returned("z");

    assertThat(log.takeSpans())
        .filteredOn(span -> span.name().equals("Cart.echo"))
        .extracting(span -> span.attributes().get(AttributeNames.ARGUMENTS))
        .containsExactly(text("c"), text("b"), text("a"));
    log.takeEntries();
  }

  private static String text(String letter) {
    return "{\"text\":\"" + letter.repeat(400) + "\"}";
  }

  @Test
  void settings_withoutArgumentsAndResults_keepNeither() {
    TracerSettings all = TracerSettings.standard();
    Tracer discreet =
        log.tracer(
            new TracerSettings(
                all.level(),
                5,
                2000,
                1,
                true,
                true,
                false,
                false,
                false,
                512,
                List.of(),
                List.of(Propagator.TRACECONTEXT),
                false,
                Selection.EVERYTHING));
    TracedFunction function =
        discreet.function(
            FunctionName.of("com.acme.Cart", "add", null),
            List.of("article"),
            Set.of(),
            Object.class);

    Objects.requireNonNull(discreet.open(function, new Object[] {"bread"})).returned(1);

    assertThat(log.takeEntry(Stage.START).args()).isNull();
    assertThat(log.takeEntry(Stage.END).result()).isNull();
    assertThat(log.takeOnly().attributes()).containsOnlyKeys(AttributeNames.FUNCTION);
  }

  @Test
  void stop_endsFunctionCallsOnly_untilRun() throws Exception {
    tracer.stop();
    assertThat(tracer.isRunning()).isFalse();
    assertThat(tracer.open(SpanLog.function(tracer, "open"), new Object[0])).isNull();
    tracer.span("manual").close();
    tracer.run();
    open(SpanLog.function(tracer, "open")).returned(null);

    assertThat(log.takeSpans()).extracting(SpanRecord::name).containsExactly("manual", "Shop.open");
    log.takeEntries();
  }

  @Test
  void stop_whileACallIsOpen_stillEndsIt() {
    OpenCall call = open(SpanLog.function(tracer, "open"));
    tracer.stop();
    call.returned(null);

    assertThat(log.takeStages())
        .containsExactly("START com.acme.Shop.open", "END com.acme.Shop.open");
    log.takeOnly();
  }

  @Test
  void trace_callableReturns_leavesStartEndAndSpanOfItsName() throws Exception {
    String result =
        tracer.trace(
            "import",
            () -> {
              log.clock.pass(Duration.ofMillis(3));
              return "done";
            });

    assertThat(result).isEqualTo("done");
    LogEntry start = log.takeEntry(Stage.START);
    LogEntry end = log.takeEntry(Stage.END);
    SpanRecord span = log.takeOnly();
    assertThat(start.function()).isEqualTo("import");
    assertThat(end.function()).isEqualTo("import");
    assertThat(end.durationNanos()).isEqualTo(3_000_000);
    assertThat(span.name()).isEqualTo("import");
    assertThat(span.durationNanos()).isEqualTo(3_000_000);
    assertThat(span.spanId()).isEqualTo(start.spanId()).isEqualTo(end.spanId());
  }

  @Test
  void trace_callableReturnsNull_givesNullBack() throws Exception {
    Object result = tracer.trace("import", () -> null);

    assertThat(result).isNull();
    log.ignoreRecords();
  }

  @Test
  void trace_callableThrows_callerGetsTheSameExceptionAndTheSpanIsFailed() {
    IOException thrown = new IOException("disk full");

    assertThatThrownBy(() -> tracer.trace("import", () -> fail(thrown))).isSameAs(thrown);

    assertThat(log.takeStages()).containsExactly("START import", "EXCEPTION import");
    assertThat(log.takeOnly().failed()).isTrue();
  }

  @Test
  void trace_callableThrowsAnError_callerGetsTheSameError() {
    StackOverflowError thrown = new StackOverflowError("deep");

    assertThatThrownBy(
            () ->
                tracer.trace(
                    "import",
                    () -> {
                      throw thrown;
                    }))
        .isSameAs(thrown);

    assertThat(log.takeEntry(Stage.EXCEPTION).exception())
        .isEqualTo("java.lang.StackOverflowError: deep");
    log.takeEntry(Stage.START);
    assertThat(log.takeOnly().failed()).isTrue();
  }

  private static String fail(Exception thrown) throws Exception {
    throw thrown;
  }

  private OpenCall open(TracedFunction function, Object... arguments) {
    return Objects.requireNonNull(tracer.open(function, arguments));
  }
}
