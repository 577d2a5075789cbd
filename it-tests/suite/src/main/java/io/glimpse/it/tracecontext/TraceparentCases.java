package io.glimpse.it.tracecontext;

import static io.glimpse.it.tracecontext.HeaderCase.GOOD;
import static io.glimpse.it.tracecontext.HeaderCase.PARENT;
import static io.glimpse.it.tracecontext.HeaderCase.TRACE;
import static io.glimpse.it.tracecontext.HeaderCase.goesOn;
import static io.glimpse.it.tracecontext.HeaderCase.restarts;

import java.util.stream.Stream;

/**
 * W3C Trace Context level 2, section 3.2: which {@code traceparent} is continued and which begins a
 * new trace, by its name, its lines and blanks, its version and each of its fields; and several
 * calls within one request.
 */
final class TraceparentCases {

  private static final String OTHER_TRACE = "ffeeddccbbaa99887766554433221100";

  private TraceparentCases() {}

  static Stream<HeaderCase> all() {
    return Stream.of(lines(), names(), blanks(), version00(), otherVersions(), ids(), flags())
        .flatMap(group -> group);
  }

  private static String traceparent(String version, String trace, String parent, String flags) {
    return "traceparent: " + version + "-" + trace + "-" + parent + "-" + flags;
  }

  private static Stream<HeaderCase> lines() {
    return Stream.of(
        restarts("no header at all"),
        goesOn("a good traceparent", GOOD),
        restarts("an empty traceparent", "traceparent: "),
        restarts("two different traceparents", GOOD, traceparent("00", OTHER_TRACE, PARENT, "01")),
        restarts("the same traceparent twice", GOOD, GOOD),
        restarts("two traceparents in one line", GOOD + "," + GOOD.substring(13)),
        restarts("three calls, no header").calling(3),
        goesOn("three calls, a good traceparent", GOOD).calling(3),
        goesOn("three calls, not sampled", traceparent("00", TRACE, PARENT, "00"))
            .withFlags("00")
            .calling(3),
        goesOn("three calls, tracestate", GOOD, "tracestate: foo=1").withState("foo=1").calling(3),
        restarts("three calls, a bad traceparent", traceparent("00", TRACE, PARENT, "1"))
            .calling(3));
  }

  private static Stream<HeaderCase> names() {
    String value = GOOD.substring("traceparent".length());
    return Stream.concat(
        Stream.of("Traceparent", "TraceParent", "TRACEPARENT", "tRaCePaReNt")
            .map(name -> goesOn("traceparent named " + name, name + value)),
        Stream.of("trace-parent", "trace.parent", "trace_parent")
            .map(name -> restarts("traceparent named " + name, name + value)));
  }

  private static Stream<HeaderCase> blanks() {
    String name = "traceparent:";
    String value = GOOD.substring("traceparent: ".length());
    return Stream.of(
        goesOn("traceparent without a blank", name + value),
        goesOn("spaces before traceparent", name + "   " + value),
        goesOn("a tab before traceparent", name + "\t" + value),
        goesOn("spaces behind traceparent", GOOD + "  "),
        goesOn("a tab behind traceparent", GOOD + "\t"),
        goesOn("blanks of both kinds around traceparent", name + "\t \t" + value + " \t "),
        restarts("a blank in traceparent", GOOD.replace("-" + PARENT, " " + PARENT)));
  }

  private static Stream<HeaderCase> version00() {
    return Stream.of("-", "-more", ".", ".more", "1", "-01-01")
        .map(more -> restarts("version 00 followed by " + more, GOOD + more));
  }

  private static Stream<HeaderCase> otherVersions() {
    String cc = traceparent("cc", TRACE, PARENT, "01");
    String ff = traceparent("ff", TRACE, PARENT, "01");
    return Stream.concat(
        Stream.of(
            goesOn("version 01", traceparent("01", TRACE, PARENT, "01")),
            goesOn("version cc", cc),
            goesOn("version cc with a dash", cc + "-"),
            goesOn("version cc with more fields", cc + "-one-more-and-another"),
            restarts("version cc with more, but no dash", cc + ".more"),
            restarts("version cc with longer flags", cc + "1"),
            restarts("version cc and too short", cc.substring(0, cc.length() - 1)),
            restarts("version ff", ff),
            restarts("version ff with more fields", ff + "-more")),
        Stream.of("0", "000", "0000", "", ".0", "0.", "0g", "CC", "cC")
            .map(bad -> restarts("version '" + bad + "'", traceparent(bad, TRACE, PARENT, "01"))));
  }

  private static Stream<HeaderCase> ids() {
    return Stream.of(
            Stream.of("0".repeat(32), TRACE.substring(1), TRACE + "0", "")
                .map(
                    bad ->
                        restarts("trace id '" + bad + "'", traceparent("00", bad, PARENT, "01"))),
            Stream.of(".", "g", "A", "-")
                .flatMap(bad -> Stream.of(bad + TRACE.substring(1), TRACE.substring(0, 31) + bad))
                .map(
                    bad ->
                        restarts("trace id '" + bad + "'", traceparent("00", bad, PARENT, "01"))),
            Stream.of("0".repeat(16), PARENT.substring(1), PARENT + "0", "")
                .map(
                    bad ->
                        restarts("parent id '" + bad + "'", traceparent("00", TRACE, bad, "01"))),
            Stream.of(".", "g", "A", "-")
                .flatMap(bad -> Stream.of(bad + PARENT.substring(1), PARENT.substring(0, 15) + bad))
                .map(
                    bad ->
                        restarts("parent id '" + bad + "'", traceparent("00", TRACE, bad, "01"))),
            Stream.of(restarts("fields parted by _", GOOD.replace('-', '_'))))
        .flatMap(group -> group);
  }

  /** Sampled and random go on; a bit that level 2 does not know goes out as 0. */
  private static Stream<HeaderCase> flags() {
    return Stream.concat(
        Stream.of("00 00", "01 01", "02 02", "03 03", "04 00", "fd 01", "ff 03")
            .map(
                inAndOut ->
                    goesOn(
                            "flags " + inAndOut.substring(0, 2),
                            traceparent("00", TRACE, PARENT, inAndOut.substring(0, 2)))
                        .withFlags(inAndOut.substring(3))),
        Stream.of("", "1", "001", "0000", ".1", "0.", "0g", "0A")
            .map(bad -> restarts("flags '" + bad + "'", traceparent("00", TRACE, PARENT, bad))));
  }
}
