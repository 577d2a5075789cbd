package io.glimpse.it.tracecontext;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A row of the tables: what comes in, and what has to go out.
 *
 * <p>Whatever comes in, each request that goes out has exactly one {@code traceparent}, of version
 * 00 and with a parent id of its own, and all of them are of one trace. The row says of which.
 *
 * @param name what is special about the headers
 * @param headers the header lines that come in
 * @param traceGoesOn whether {@link #TRACE} goes out, or else a new trace
 * @param flags what goes out behind the ids
 * @param state the value of the one {@code tracestate} that goes out, empty for none
 * @param calls how many other services are called
 */
record HeaderCase(
    String name, List<String> headers, boolean traceGoesOn, String flags, String state, int calls) {

  /** The caller's trace in all rows. */
  static final String TRACE = "a0b1c2d3e4f5061728394a5b6c7d8e9f";

  /** The caller's span in all rows. */
  static final String PARENT = "0102030405060708";

  /** A good header of that trace. */
  static final String GOOD = "traceparent: 00-" + TRACE + "-" + PARENT + "-01";

  private static final Pattern VERSION_00 =
      Pattern.compile("00-(?<trace>[0-9a-f]{32})-(?<parent>[0-9a-f]{16})-(?<flags>[0-9a-f]{2})");

  HeaderCase {
    headers = List.copyOf(headers);
  }

  /** The caller's trace goes on, without a {@code tracestate}. */
  static HeaderCase goesOn(String name, String... headers) {
    return new HeaderCase(name, List.of(headers), true, "01", "", 1);
  }

  /** A trace begins here, sampled and with random ids, and no {@code tracestate} gets into it. */
  static HeaderCase restarts(String name, String... headers) {
    return new HeaderCase(name, List.of(headers), false, "03", "", 1);
  }

  HeaderCase withFlags(String flagsOut) {
    return new HeaderCase(name, headers, traceGoesOn, flagsOut, state, calls);
  }

  HeaderCase withState(String stateOut) {
    return new HeaderCase(name, headers, traceGoesOn, flags, stateOut, calls);
  }

  HeaderCase calling(int services) {
    return new HeaderCase(name, headers, traceGoesOn, flags, state, services);
  }

  /** All rows of all tables. */
  static Stream<HeaderCase> all() {
    return Stream.concat(TraceparentCases.all(), TracestateCases.all());
  }

  /** Fails where something else went out of the endpoint. */
  void verify(Endpoint endpoint, List<Outgoing> requests) {
    String row = endpoint + ", " + name + ": ";
    assertThat(requests).as(row + "requests that went out").hasSize(calls);
    Set<String> traces = new HashSet<>();
    List<String> parents = new ArrayList<>();
    for (Outgoing request : requests) {
      assertThat(request.traceparent()).as(row + "lines of traceparent").hasSize(1);
      Matcher sent = VERSION_00.matcher(request.traceparent().get(0));
      assertThat(sent.matches()).as(row + "version 00 of " + request.traceparent()).isTrue();
      assertThat(sent.group("flags")).as(row + "flags").isEqualTo(flags);
      assertThat(request.tracestate())
          .as(row + "lines of tracestate")
          .isEqualTo(state.isEmpty() ? List.of() : List.of(state));
      traces.add(sent.group("trace"));
      parents.add(sent.group("parent"));
    }
    assertThat(traces).as(row + "trace ids").hasSize(1).doesNotContain("0".repeat(32));
    if (traceGoesOn) {
      assertThat(traces).as(row + "the trace that goes on").containsExactly(TRACE);
    } else {
      assertThat(headers)
          .as(row + "a trace of nobody's")
          .noneMatch(line -> containsAny(line, traces));
    }
    assertThat(parents)
        .as(row + "parent ids")
        .doesNotHaveDuplicates()
        .doesNotContain(PARENT, "0".repeat(16));
  }

  private static boolean containsAny(String line, Set<String> traces) {
    return traces.stream().anyMatch(line::contains);
  }

  @Override
  public String toString() {
    return name;
  }
}
