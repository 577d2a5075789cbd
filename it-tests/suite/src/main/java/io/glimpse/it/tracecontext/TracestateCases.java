package io.glimpse.it.tracecontext;

import static io.glimpse.it.tracecontext.HeaderCase.GOOD;
import static io.glimpse.it.tracecontext.HeaderCase.goesOn;
import static io.glimpse.it.tracecontext.HeaderCase.restarts;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * W3C Trace Context level 2, section 3.3: which {@code tracestate} is passed on, how its lines
 * become one, and that a bad one is dropped whole while the trace goes on. Keys follow the rule of
 * June 2026, which allows {@code @} anywhere but in front.
 */
final class TracestateCases {

  private static final String PRINTABLE =
      IntStream.rangeClosed(' ', '~')
          .filter(c -> c != ',' && c != '=')
          .mapToObj(Character::toString)
          .collect(Collectors.joining());

  private TracestateCases() {}

  static Stream<HeaderCase> all() {
    return Stream.of(
            withoutTrace(),
            names(),
            lines(),
            blanks(),
            twice(),
            howMany(),
            howLong(),
            keys(),
            values())
        .flatMap(group -> group);
  }

  private static HeaderCase kept(String name, String list) {
    return passed(name, list, list);
  }

  /** The lines come in beside a good {@code traceparent}, {@code out} goes on. */
  private static HeaderCase passed(String name, String out, String... lines) {
    return goesOn(
            name,
            Stream.concat(Stream.of(GOOD), Arrays.stream(lines).map(line -> "tracestate: " + line))
                .toArray(String[]::new))
        .withState(out);
  }

  private static HeaderCase dropped(String name, String... lines) {
    return passed(name, "", lines);
  }

  private static Stream<HeaderCase> withoutTrace() {
    String state = "tracestate: foo=1,bar=2";
    return Stream.of(
        restarts("tracestate without traceparent", state),
        restarts("tracestate beside a bad traceparent", GOOD + "1", state),
        restarts("tracestate beside two traceparents", GOOD, GOOD, state),
        goesOn("tracestate in front of traceparent", state, GOOD).withState("foo=1,bar=2"),
        goesOn("tracestate of a trace that is not sampled", GOOD.replaceAll("01$", "00"), state)
            .withFlags("00")
            .withState("foo=1,bar=2"));
  }

  private static Stream<HeaderCase> names() {
    return Stream.concat(
        Stream.of("Tracestate", "TraceState", "TRACESTATE", "tRaCeStAtE")
            .map(
                name ->
                    goesOn("tracestate named " + name, GOOD, name + ": foo=1").withState("foo=1")),
        Stream.of("trace-state", "trace.state", "trace_state")
            .map(name -> goesOn("tracestate named " + name, GOOD, name + ": foo=1")));
  }

  private static Stream<HeaderCase> lines() {
    return Stream.of(
        kept("one member", "foo=1"),
        kept("members in their order", "foo=1,bar=2,abc=3"),
        passed("two lines", "foo=1,bar=2", "foo=1", "bar=2"),
        passed("two lines of several", "foo=1,bar=2,baz=3,abc=4", "foo=1,bar=2", "baz=3,abc=4"),
        passed("an empty line in front", "foo=1", "", "foo=1"),
        passed("an empty line behind", "foo=1", "foo=1", ""),
        passed("an empty line between", "foo=1,bar=2", "foo=1", "", "bar=2"),
        dropped("a bad line behind a good one", "foo=1", "BAR=2"),
        dropped("an empty line alone", ""),
        dropped("two empty lines", "", ""));
  }

  private static Stream<HeaderCase> blanks() {
    String tidy = "foo=1,bar=2,baz=3";
    return Stream.of(
        passed("spaces around members", tidy, "foo=1 , bar=2,  baz=3"),
        passed("tabs around members", tidy, "foo=1\t,\tbar=2,\t\tbaz=3"),
        passed("blanks of both kinds around members", tidy, "foo=1 \t , \t bar=2, \t baz=3"),
        passed("blanks in front of the list", "foo=1", " \t foo=1"),
        passed("blanks behind the list", "foo=1", "foo=1 \t "),
        passed("an empty member between", "foo=1,bar=2", "foo=1,,bar=2"),
        passed("a blank member between", "foo=1,bar=2", "foo=1, \t ,bar=2"),
        passed("an empty member in front", "foo=1", ",foo=1"),
        passed("an empty member behind", "foo=1", "foo=1,"),
        dropped("empty members alone", ",,"),
        dropped("blanks alone", " \t "));
  }

  /** The specification leaves open which goes on; here it is the first, which is the newest. */
  private static Stream<HeaderCase> twice() {
    return Stream.of(
        passed("the same member twice", "foo=1", "foo=1,foo=1"),
        passed("a key twice", "foo=1", "foo=1,foo=2"),
        passed("a key twice, another between", "foo=1,bar=2", "foo=1,bar=2,foo=3"),
        passed("a key twice, on two lines", "foo=1", "foo=1", "foo=2"),
        kept("a key that begins like another", "foo=1,foobar=2,fo=3"));
  }

  private static Stream<HeaderCase> howMany() {
    return Stream.of(
        kept("32 members", members(1, 32)),
        dropped("33 members", members(1, 33)),
        passed("32 members on two lines", members(1, 32), members(1, 16), members(17, 32)),
        dropped("33 members on two lines", members(1, 16), members(17, 33)));
  }

  private static String members(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(number -> "m" + number + "=" + number)
        .collect(Collectors.joining(","));
  }

  /** What does not fit into 512 characters loses members: large ones first, then from the end. */
  private static Stream<HeaderCase> howLong() {
    String hundred =
        Stream.of("a", "b", "c", "d", "e")
            .map(key -> member(key, 98))
            .collect(Collectors.joining(","));
    return Stream.of(
        kept("512 characters", hundred + "," + member("f", 5)),
        passed("513 characters", hundred, hundred + "," + member("f", 6)),
        passed(
            "616 characters, three of the members large",
            "a=1," + member("b", 200) + "," + member("c", 200) + ",e=5",
            "a=1," + member("b", 200) + "," + member("c", 200) + "," + member("d", 200) + ",e=5"));
  }

  private static String member(String key, int length) {
    return key + "=" + "v".repeat(length);
  }

  private static Stream<HeaderCase> keys() {
    String longest = "k".repeat(256);
    return Stream.concat(
        Stream.of(
                "f",
                "0",
                "0foo",
                "abcdefghijklmnopqrstuvwxyz0123456789_-*/@",
                "foo@bar",
                "foo@",
                "foo@@bar",
                "foo@bar@baz",
                "t@" + "v".repeat(15),
                "t".repeat(241) + "@" + "v".repeat(14),
                "t".repeat(242) + "@v",
                longest)
            .map(key -> kept("key " + shown(key), key + "=1,bar=2")),
        Stream.of(
                "",
                "@foo",
                "_foo",
                "-foo",
                "*foo",
                "/foo",
                "FOO",
                "fOo",
                "foo.bar",
                "foo:bar",
                "foo ",
                "foo bar",
                "foo\t",
                longest + "k")
            .map(key -> dropped("key " + shown(key), key + "=1,bar=2")));
  }

  private static Stream<HeaderCase> values() {
    String longest = "v".repeat(256);
    return Stream.concat(
        Stream.of("1", PRINTABLE, " 1", "1 2", "1;2", longest)
            .map(value -> kept("value " + shown(value), "foo=" + value + ",bar=2")),
        Stream.concat(
            Stream.of("", " ", "1=2", "=", longest + "v")
                .map(value -> dropped("value " + shown(value), "foo=" + value + ",bar=2")),
            Stream.of(dropped("a member without a value", "foo,bar=2"))));
  }

  private static String shown(String text) {
    String quoted = "'" + text.replace("\t", "\\t") + "'";
    return text.length() <= 48 ? quoted : quoted.substring(0, 5) + "… of " + text.length();
  }
}
