package io.glimpse.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.context.SpanContext;
import io.glimpse.context.SpanId;
import io.glimpse.context.TraceFlags;
import io.glimpse.context.TraceId;
import io.glimpse.context.TraceState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every header; jqwik looks for the smallest one for which it does not. */
final class HeaderPropertiesTest {
  @Property
  void traceParent_anySpan_isReadAsItWasWritten(@ForAll("spans") SpanContext span) {
    TraceParent sent = TraceParent.of(span);

    assertThat(HeaderGrammar.isSentTraceParent(sent.header())).isTrue();
    assertThat(TraceParent.parse(List.of(sent.header()))).contains(sent);
  }

  @Property
  void traceParent_anyText_isJudgedAsTheGrammarSays(@ForAll("traceParents") List<String> lines) {
    assertThat(TraceParent.parse(lines).isPresent()).isEqualTo(HeaderGrammar.isTraceParent(lines));
  }

  @Property
  void traceState_anyText_isJudgedAsTheGrammarSays(@ForAll("lists") List<String> lines) {
    assertThat(TraceState.parse(lines).header()).isEqualTo(HeaderGrammar.expectedTraceState(lines));
  }

  @Property
  void traceState_goodMembers_everyKeyIsFound(@ForAll("members") Map<String, String> members) {
    String line =
        members.entrySet().stream()
            .map(member -> member.getKey() + "=" + member.getValue())
            .collect(Collectors.joining(","));
    Assume.that(line.length() <= 512);

    TraceState state = TraceState.parse(List.of(line));

    assertThat(state.header()).isEqualTo(line);
    members.forEach((key, value) -> assertThat(state.get(key)).contains(value));
    assertThat(state.get("absent")).isEmpty();
  }

  @Property
  void b3_anySpan_isReadAsItWasWritten(
      @ForAll("spans") SpanContext span, @ForAll("b3") Propagator format) {
    Propagation b3 = new Propagation(List.of(format), fault -> {});
    Map<String, String> headers = new HashMap<>();

    b3.inject(span, headers, Setter.map());

    int sampled = span.flags().bits() & TraceFlags.SAMPLED;
    SpanContext plain =
        new SpanContext(
            span.traceId(), span.spanId(), new TraceFlags(sampled), TraceState.NONE, true);
    assertThat(b3.extract(headers, Getter.map())).isEqualTo(new Caller.Known(plain));
  }

  @Provide
  Arbitrary<SpanContext> spans() {
    Arbitrary<Long> ids = Arbitraries.longs().filter(id -> id != 0).withoutEdgeCases();
    return Combinators.combine(
            Arbitraries.longs().withoutEdgeCases(), ids, ids, Arbitraries.integers())
        .as(
            (high, low, span, flags) ->
                new SpanContext(
                    new TraceId(high, low),
                    new SpanId(span),
                    new TraceFlags(flags),
                    TraceState.NONE,
                    true));
  }

  @Provide
  Arbitrary<Propagator> b3() {
    return Arbitraries.of(Propagator.B3, Propagator.B3MULTI);
  }

  @Provide
  Arbitrary<List<String>> traceParents() {
    Arbitrary<String> part = Arbitraries.of("00", "cc", "ff", "FF", "0g", "-", " ", "é", "0", "");
    Arbitrary<String> trace = hex(31, 33);
    Arbitrary<String> span = hex(15, 17);
    return Combinators.combine(part, trace, span, part, part)
        .as((version, t, s, flags, tail) -> version + "-" + t + "-" + s + "-" + flags + tail)
        .list()
        .ofMaxSize(2);
  }

  private static Arbitrary<String> hex(int least, int most) {
    return Arbitraries.strings().withChars("0123456789abcdef").ofMinLength(least).ofMaxLength(most);
  }

  @Provide
  Arbitrary<List<String>> lists() {
    Arbitrary<String> part =
        Arbitraries.of("a", "b@", "Z", "@", "=", "=", "=1", ",", ",", " ", "\t", "é", "0*/-_");
    return part.list().ofMaxSize(40).map(parts -> String.join("", parts)).list().ofMaxSize(3);
  }

  @Provide
  Arbitrary<Map<String, String>> members() {
    Arbitrary<String> first = Arbitraries.strings().withCharRange('a', 'z').numeric().ofLength(1);
    Arbitrary<String> rest =
        Arbitraries.strings().withCharRange('a', 'e').withChars("09_-*/@").ofMaxLength(8);
    Arbitrary<String> value =
        Arbitraries.strings()
            .withCharRange(' ', '~')
            .excludeChars(',', '=')
            .ofMaxLength(30)
            .map(text -> text + "v");
    Arbitrary<String> key = Combinators.combine(first, rest).as(String::concat);
    return Arbitraries.maps(key.filter(k -> !k.equals("absent")), value).ofMinSize(1).ofMaxSize(32);
  }
}
