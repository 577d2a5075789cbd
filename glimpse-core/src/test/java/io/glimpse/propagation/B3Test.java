package io.glimpse.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.context.SpanContext;
import io.glimpse.context.SpanId;
import io.glimpse.context.TraceFlags;
import io.glimpse.context.TraceId;
import io.glimpse.context.TraceState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class B3Test {
  private static final String TRACE = "463ac35c9f6413ad48485a3953bb6124";
  private static final String HALF = "48485a3953bb6124";
  private static final String SPAN = "0020000000000001";
  private static final String PARENT = "05e3ac9a4f6e3b90";
  private static final TraceId TRACE_ID = new TraceId(0x463ac35c9f6413adL, 0x48485a3953bb6124L);

  private final Propagation single = new Propagation(List.of(Propagator.B3), fault -> {});
  private final Propagation multi = new Propagation(List.of(Propagator.B3MULTI), fault -> {});

  @ParameterizedTest
  @ValueSource(strings = {"-1", "-d", "-1-" + PARENT, "-d-" + PARENT})
  void single_acceptOrDebug_isASampledCaller(String state) {
    assertThat(single(TRACE + "-" + SPAN + state)).isEqualTo(known(TRACE_ID, true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0", "-0-" + PARENT})
  void single_deny_isACallerWithAClearFlag(String state) {
    assertThat(single(TRACE + "-" + SPAN + state)).isEqualTo(known(TRACE_ID, false));
  }

  @Test
  void single_noState_leavesTheDecisionToUs() {
    assertThat(single(TRACE + "-" + SPAN))
        .isEqualTo(new Caller.Undecided(((Caller.Known) known(TRACE_ID, false)).span()));
  }

  @Test
  void single_64BitTraceId_isPaddedOnTheLeft() {
    assertThat(single(HALF + "-" + SPAN + "-1"))
        .isEqualTo(known(new TraceId(0, 0x48485a3953bb6124L), true));
  }

  @Test
  void single_blanksAround_areNoPartOfIt() {
    assertThat(single(" " + TRACE + "-" + SPAN + "-1\t")).isEqualTo(known(TRACE_ID, true));
  }

  @Test
  void single_zeroAlone_wantsNoRecord() {
    assertThat(single("0")).isEqualTo(Caller.NoSpan.UNWANTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "d",
        "x",
        "-",
        "--",
        TRACE,
        TRACE + "-",
        TRACE + "-" + SPAN + "-",
        TRACE + "-" + SPAN + "-2",
        TRACE + "-" + SPAN + "-true",
        TRACE + "-" + SPAN + "-1-",
        TRACE + "-" + SPAN + "-1-" + PARENT + "0",
        TRACE + "-" + SPAN + "-1-05E3AC9A4F6E3B90",
        TRACE + "-" + SPAN + "-" + PARENT,
        TRACE + "-" + SPAN + "0-1",
        TRACE + "0-" + SPAN + "-1",
        "463AC35C9F6413AD48485A3953BB6124-" + SPAN + "-1",
        TRACE + "-00000000000000aG-1",
        "00000000000000000000000000000000-" + SPAN + "-1",
        "0000000000000000-" + SPAN + "-1",
        TRACE + "-0000000000000000-1",
        TRACE + "\u0660-" + SPAN + "-1"
      })
  void single_sampledAloneOrMalformed_saysNothing(String line) {
    assertThat(single(line)).isEqualTo(Caller.NoSpan.SILENT);
  }

  @Test
  void single_twoLines_sayNothing() {
    String line = TRACE + "-" + SPAN + "-1";

    assertThat(single.extract(Map.of("b3", List.of(line, line)), Getter.listMap()))
        .isEqualTo(Caller.NoSpan.SILENT);
  }

  @Test
  void multi_allHeaders_isASampledCaller() {
    assertThat(
            multi(
                "x-b3-traceid",
                TRACE,
                "x-b3-spanid",
                SPAN,
                "x-b3-parentspanid",
                PARENT,
                "x-b3-sampled",
                "1"))
        .isEqualTo(known(TRACE_ID, true));
  }

  @Test
  void multi_olderWords_areUnderstood() {
    assertThat(multi("X-B3-TraceId", TRACE, "X-B3-SpanId", SPAN, "X-B3-Sampled", "true"))
        .isEqualTo(known(TRACE_ID, true));
    assertThat(multi("X-B3-TraceId", TRACE, "X-B3-SpanId", SPAN, "X-B3-Sampled", "false"))
        .isEqualTo(known(TRACE_ID, false));
  }

  @Test
  void multi_debugFlag_isASampledCallerWhateverSampledSays() {
    assertThat(multi("X-B3-TraceId", TRACE, "X-B3-SpanId", SPAN, "X-B3-Flags", "1"))
        .isEqualTo(known(TRACE_ID, true));
    assertThat(
            multi(
                "X-B3-TraceId", TRACE, "X-B3-SpanId", SPAN, "X-B3-Flags", "1", "X-B3-Sampled", "0"))
        .isEqualTo(known(TRACE_ID, true));
  }

  @Test
  void multi_noSampledHeader_leavesTheDecisionToUs() {
    assertThat(multi("X-B3-TraceId", HALF, "X-B3-SpanId", SPAN))
        .isInstanceOf(Caller.Undecided.class);
  }

  @Test
  void multi_sampledAlone_wantsNoRecordWhereItIsZero() {
    assertThat(multi("X-B3-Sampled", "0")).isEqualTo(Caller.NoSpan.UNWANTED);
    assertThat(multi("X-B3-Sampled", "1")).isEqualTo(Caller.NoSpan.SILENT);
    assertThat(multi("X-B3-Flags", "1")).isEqualTo(Caller.NoSpan.SILENT);
  }

  @Test
  void multi_partsMissingOrMalformed_sayNothing() {
    assertThat(multi()).isEqualTo(Caller.NoSpan.SILENT);
    assertThat(multi("X-B3-TraceId", TRACE, "X-B3-Sampled", "0")).isEqualTo(Caller.NoSpan.SILENT);
    assertThat(multi("X-B3-SpanId", SPAN)).isEqualTo(Caller.NoSpan.SILENT);
    assertThat(multi("X-B3-TraceId", TRACE, "X-B3-SpanId", "1")).isEqualTo(Caller.NoSpan.SILENT);
    assertThat(multi("X-B3-TraceId", TRACE, "X-B3-SpanId", SPAN, "X-B3-Sampled", "yes"))
        .isEqualTo(Caller.NoSpan.SILENT);
    assertThat(multi("X-B3-TraceId", TRACE, "x-b3-traceid", TRACE, "X-B3-SpanId", SPAN))
        .isEqualTo(Caller.NoSpan.SILENT);
  }

  @Test
  void inject_single_writesIdsAndState() {
    Map<String, String> headers = new LinkedHashMap<>();

    single.inject(span(new TraceId(0, 0x48485a3953bb6124L), true), headers, Setter.map());
    assertThat(headers)
        .containsExactly(Map.entry("b3", "0000000000000000" + HALF + "-" + SPAN + "-1"));

    single.inject(span(TRACE_ID, false), headers, Setter.map());
    assertThat(headers).containsExactly(Map.entry("b3", TRACE + "-" + SPAN + "-0"));
  }

  @Test
  void inject_multi_writesAHeaderForEachPart() {
    Map<String, String> headers = new LinkedHashMap<>();

    multi.inject(span(TRACE_ID, true), headers, Setter.map());

    assertThat(headers)
        .containsExactly(
            Map.entry("X-B3-TraceId", TRACE),
            Map.entry("X-B3-SpanId", SPAN),
            Map.entry("X-B3-Sampled", "1"));
  }

  private Caller single(String line) {
    return single.extract(Map.of("B3", line), Getter.map());
  }

  private Caller multi(String... namesAndValues) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return multi.extract(headers, Getter.map());
  }

  private static Caller known(TraceId trace, boolean sampled) {
    return new Caller.Known(span(trace, sampled));
  }

  private static SpanContext span(TraceId trace, boolean sampled) {
    return new SpanContext(
        trace,
        new SpanId(0x0020000000000001L),
        new TraceFlags(sampled ? TraceFlags.SAMPLED : 0),
        TraceState.NONE,
        true);
  }
}
