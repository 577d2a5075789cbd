package io.glimpse.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.context.SpanContext;
import io.glimpse.context.SpanId;
import io.glimpse.context.TraceFlags;
import io.glimpse.context.TraceId;
import io.glimpse.context.TraceState;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which headers are read, in which order, and what a message that throws costs. */
final class PropagationTest {
  private static final String IDS = "4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7";
  private static final String GOOD = "00-" + IDS + "-01";

  private final List<Throwable> faults = new ArrayList<>();
  private final Map<String, List<String>> headers = new LinkedHashMap<>();
  private final Propagation w3c = speaking(Propagator.TRACECONTEXT);

  private Propagation speaking(Propagator... propagators) {
    return new Propagation(List.of(propagators), faults::add);
  }

  @Test
  void extract_traceParentAndTraceState_isTheCallersSpan() {
    headers.put("Traceparent", List.of(GOOD));
    headers.put("TraceState", List.of("foo=1", "bar=2"));

    assertThat(extract(w3c)).isEqualTo(new Caller.Known(span(1, "foo=1,bar=2")));
  }

  @Test
  void extract_noTraceParent_dropsTheTraceStateUnread() {
    List<String> asked = new ArrayList<>();

    Caller caller =
        w3c.extract(
            asked,
            (names, name) -> {
              names.add(name);
              return List.of();
            });

    assertThat(caller).isEqualTo(Caller.NoSpan.SILENT);
    assertThat(asked).containsExactly("traceparent");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-" + IDS + "-1",
        "00-" + IDS + "-01-",
        "00-" + IDS + "-01.what",
        "ff-" + IDS + "-01",
        "cc-" + IDS + "-01.what",
        "00-" + IDS + "-0G",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01"
      })
  void extract_badTraceParent_saysNothing(String line) {
    headers.put("traceparent", List.of(line));
    headers.put("tracestate", List.of("foo=1"));

    assertThat(extract(w3c)).isEqualTo(Caller.NoSpan.SILENT);
    assertThat(faults).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cc-" + IDS + "-01", "cc-" + IDS + "-01-what-comes", " " + GOOD + "\t"})
  void extract_laterVersionOrBlanksAround_isTheCallersSpan(String line) {
    headers.put("traceparent", List.of(line));

    assertThat(extract(w3c)).isEqualTo(new Caller.Known(span(1, "")));
  }

  @Test
  void extract_twoTraceParentLines_saysNothing() {
    headers.put("traceparent", List.of(GOOD, GOOD));

    assertThat(extract(w3c)).isEqualTo(Caller.NoSpan.SILENT);
  }

  @Test
  void extract_twoTraceParentsThatDifferInCase_saysNothing() {
    headers.put("traceparent", List.of(GOOD));
    headers.put("TraceParent", List.of(GOOD));

    assertThat(extract(w3c)).isEqualTo(Caller.NoSpan.SILENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"trace-parent", "trace.parent", "traceparen", "traceparentt"})
  void extract_headerWithAnotherName_saysNothing(String name) {
    headers.put(name, List.of(GOOD));

    assertThat(extract(w3c)).isEqualTo(Caller.NoSpan.SILENT);
  }

  @Test
  void extract_badTraceState_goesOnWithoutIt() {
    headers.put("traceparent", List.of(GOOD));
    headers.put("tracestate", List.of("foo=1", "FOO=1"));

    assertThat(extract(w3c)).isEqualTo(new Caller.Known(span(1, "")));
  }

  @Test
  void extract_severalFormats_takesTheFirstThatSaysAnything() {
    headers.put("traceparent", List.of("garbage"));
    headers.put("b3", List.of("00000000000000010000000000000002-0000000000000003-1"));
    headers.put("X-B3-TraceId", List.of("0000000000000004"));
    headers.put("X-B3-SpanId", List.of("0000000000000005"));

    Caller caller = extract(speaking(Propagator.TRACECONTEXT, Propagator.B3, Propagator.B3MULTI));

    assertThat(((Caller.Known) caller).span().traceId()).isEqualTo(new TraceId(1, 2));
  }

  @Test
  void extract_formatThatIsNotSpoken_isNotLookedAt() {
    headers.put("traceparent", List.of(GOOD));

    assertThat(extract(speaking(Propagator.B3, Propagator.B3MULTI)))
        .isEqualTo(Caller.NoSpan.SILENT);
  }

  @Test
  void extract_getterThrowsForTheTraceState_costsTheTraceStateOnly() {
    IllegalStateException thrown = new IllegalStateException("recycled request");

    Caller caller =
        w3c.extract(
            "message",
            (message, name) -> {
              if (name.equals("tracestate")) {
                throw thrown;
              }
              return List.of(GOOD);
            });

    assertThat(caller).isEqualTo(new Caller.Known(span(1, "")));
    assertThat(faults).containsExactly(thrown);
  }

  @Test
  void extract_getterThrowsAnError_saysNothing() {
    StackOverflowError thrown = new StackOverflowError();

    Caller caller =
        w3c.extract(
            "message",
            (message, name) -> {
              throw thrown;
            });

    assertThat(caller).isEqualTo(Caller.NoSpan.SILENT);
    assertThat(faults).containsExactly(thrown);
  }

  @Test
  void extract_listThatThrowsWhenItIsRead_saysNothing() {
    IllegalStateException thrown = new IllegalStateException("closed");
    List<String> lines =
        new AbstractList<>() {
          @Override
          public String get(int index) {
            throw thrown;
          }

          @Override
          public int size() {
            return 1;
          }
        };

    Caller caller = w3c.extract("message", (message, name) -> lines);

    assertThat(caller).isEqualTo(Caller.NoSpan.SILENT);
    assertThat(faults).containsExactly(thrown);
  }

  @Test
  void inject_spanWithTraceState_setsOneLineOfEach() {
    w3c.inject(span(1, "foo=1,bar=2"), headers, Setter.listMap());

    assertThat(headers)
        .containsExactly(
            Map.entry("traceparent", List.of(GOOD)),
            Map.entry("tracestate", List.of("foo=1,bar=2")));
  }

  @Test
  void inject_spanWithoutTraceState_setsNoEmptyOne() {
    w3c.inject(span(3, ""), headers, Setter.listMap());

    assertThat(headers).containsExactly(Map.entry("traceparent", List.of("00-" + IDS + "-03")));
  }

  @Test
  void inject_severalFormats_writesAll() {
    speaking(Propagator.B3, Propagator.TRACECONTEXT, Propagator.B3MULTI)
        .inject(span(1, "foo=1"), headers, Setter.listMap());

    assertThat(headers.keySet())
        .containsExactly(
            "b3", "traceparent", "tracestate", "X-B3-TraceId", "X-B3-SpanId", "X-B3-Sampled");
  }

  @Test
  void inject_setterThrowsForOneHeader_costsThatHeaderOnly() {
    UnsupportedOperationException thrown = new UnsupportedOperationException();

    w3c.inject(
        span(1, "foo=1"),
        headers,
        (message, name, value) -> {
          if (name.equals("traceparent")) {
            throw thrown;
          }
          Setter.listMap().set(message, name, value);
        });

    assertThat(headers).containsOnlyKeys("tracestate");
    assertThat(faults).containsExactly(thrown);
  }

  private Caller extract(Propagation propagation) {
    return propagation.extract(headers, Getter.listMap());
  }

  private static SpanContext span(int flags, String traceState) {
    return new SpanContext(
        TraceId.parse(IDS.substring(0, 32)).orElseThrow(),
        SpanId.parse(IDS.substring(33)).orElseThrow(),
        new TraceFlags(flags),
        TraceState.parse(List.of(traceState)),
        true);
  }
}
