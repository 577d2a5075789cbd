package io.glimpse.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PolicyReaderTest {
  private static final String SHOP =
      """
      {
        "version": "1.0",
        "name": "shop",
        "exact_modules": ["com.acme.shop.web"],
        "package_trees": ["com.acme.shop.domain"],
        "trace_depth": 7,
        "exclude": ["com.acme.shop.domain.generated", "com.acme.shop.*Mapper", "com.acme.shop.Cart#toDto"],
        "capture": {"arguments": false, "result": false, "unnamed": true, "max_field_length": 1024, "redact": ["iban"]},
        "min_duration_ms": 3,
        "max_calls_per_trace": 20,
        "sample_ratio": 0.25,
        "keep": "slow_or_failed",
        "slow_ms": 900,
        "http": {"exclude_paths": ["/internal/*", "/a", "*.css", "/", "/*"], "trust_incoming": false, "honour_sampled": false}
      }
      """;

  @Test
  void parse_everyKey_isHeldAsWritten() {
    TracingPolicy policy = TracingPolicy.parse("shop.json", SHOP);

    assertThat(policy.origin()).isEqualTo("shop.json");
    assertThat(policy.name()).isEqualTo("shop");
    assertThat(policy.exactModules()).containsExactly("com.acme.shop.web");
    assertThat(policy.packageTrees()).containsExactly("com.acme.shop.domain");
    assertThat(policy.exclude()).hasSize(3).endsWith("com.acme.shop.Cart#toDto");
    assertThat(policy.traceDepth()).isEqualTo(7);
    assertThat(policy.maxCallsPerTrace()).isEqualTo(20);
    assertThat(policy.minDurationMillis()).isEqualTo(3);
    assertThat(policy.sampleRatio()).isEqualTo(0.25);
    assertThat(policy.keep()).isEqualTo(Keep.SLOW_OR_FAILED);
    assertThat(policy.slowMillis()).isEqualTo(900);
    assertThat(policy.capture())
        .isEqualTo(new Capture(false, false, true, OptionalInt.of(1024), List.of("iban")));
    assertThat(policy.http())
        .isEqualTo(new Http(List.of("/internal/*", "/a", "*.css", "/", "/*"), false, false));
  }

  @Test
  void parse_onlyTheVersion_givesEveryDefault() {
    TracingPolicy policy = TracingPolicy.parse("p", "{\"version\": \"1.0\"}");

    assertThat(policy.name()).isNull();
    assertThat(policy.rules()).isEmpty();
    assertThat(policy.exclude()).isEmpty();
    assertThat(policy.traceDepth()).isEqualTo(5);
    assertThat(policy.maxCallsPerTrace()).isEqualTo(2000);
    assertThat(policy.minDurationMillis()).isZero();
    assertThat(policy.sampleRatio()).isEqualTo(1.0);
    assertThat(policy.keep()).isEqualTo(Keep.ALL);
    assertThat(policy.slowMillis()).isEqualTo(500);
    assertThat(policy.capture())
        .isEqualTo(new Capture(true, true, false, OptionalInt.empty(), List.of()));
    assertThat(policy.http()).isEqualTo(new Http(List.of(), true, true));
    assertThat(policy).isEqualTo(TracingPolicy.none()).hasSameHashCodeAs(TracingPolicy.none());
  }

  @Test
  void toJson_anyPolicy_isReadBackAsAnEqualOne() {
    TracingPolicy shop = TracingPolicy.parse("shop.json", SHOP);
    TracingPolicy odd =
        TracingPolicy.builder().name("a\"b\\c\u0001\ud83d\ude00").sampleRatio(1e-9).build();

    assertThat(TracingPolicy.parse("again", shop.toJson())).isEqualTo(shop).isNotEqualTo(odd);
    assertThat(TracingPolicy.parse("again", odd.toJson())).isEqualTo(odd);
    assertThat(shop).hasToString(shop.toJson() + " from shop.json");
  }

  @Test
  void parse_zeroDepth_saysWhereWhatAndWhatToDo() {
    assertThat(problemsOf("\"trace_depth\": 0"))
        .containsExactly(
            "META-INF/glimpse-policy.json at /trace_depth: found 0."
                + " Write a whole number from 1 to 1000, or leave it out for 5.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "'trace_depth': 1001                | /trace_depth | 1001",
        "'trace_depth': -1                  | /trace_depth | -1",
        "'trace_depth': 2.5                 | /trace_depth | 2.5",
        "'trace_depth': 5.0                 | /trace_depth | 5.0",
        "'trace_depth': 1e2                 | /trace_depth | 1e2",
        "'trace_depth': 1e999999999         | /trace_depth | 1e999999999",
        "'trace_depth': 99999999999999999999 | /trace_depth | 99999999999999999999",
        "'trace_depth': '5'                 | /trace_depth | \"5\"",
        "'trace_depth': null                | /trace_depth | null",
        "'trace_depth': [5]                 | /trace_depth | a list",
        "'trace_depth': {'a': {'b': []}}    | /trace_depth | an object",
        "'max_calls_per_trace': 0           | /max_calls_per_trace | 0",
        "'max_calls_per_trace': 1000001     | /max_calls_per_trace | 1000001",
        "'min_duration_ms': -1              | /min_duration_ms | -1",
        "'min_duration_ms': 3600001         | /min_duration_ms | 3600001",
        "'slow_ms': 3600001                 | /slow_ms | 3600001",
        "'slow_ms': true                    | /slow_ms | true",
        "'sample_ratio': 1.0001             | /sample_ratio | 1.0001",
        "'sample_ratio': -0.1               | /sample_ratio | -0.1",
        "'sample_ratio': 1e999999999        | /sample_ratio | 1e999999999",
        "'sample_ratio': '1'                | /sample_ratio | \"1\"",
        "'keep': 'slow'                     | /keep | \"slow\"",
        "'keep': 'ALL'                      | /keep | \"ALL\"",
        "'keep': false                      | /keep | false",
        "'name': 5                          | /name | 5",
        "'exact_modules': 'com.acme'        | /exact_modules | \"com.acme\"",
        "'exact_modules': ['a', 5, 'b']     | /exact_modules/1 | 5",
        "'exact_modules': ['a', ['b']]      | /exact_modules/1 | a list",
        "'exact_modules': ['a', ' ']        | /exact_modules/1 | \" \"",
        "'exact_modules': ['a', 'b', 'a']   | /exact_modules/2 | \"a\" a second time",
        "'exact_modules': ['a#']            | /exact_modules/0 | \"a#\"",
        "'exact_modules': ['#b']            | /exact_modules/0 | \"#b\"",
        "'exact_modules': ['a#b#c']         | /exact_modules/0 | \"a#b#c\"",
        "'exact_modules': ['a..b']          | /exact_modules/0 | \"a..b\"",
        "'exact_modules': ['a.#b']          | /exact_modules/0 | \"a.#b\"",
        "'package_trees': ['']              | /package_trees/0 | \"\"",
        "'package_trees': ['a.C#pay']       | /package_trees/0 | \"a.C#pay\"",
        "'package_trees': ['com/acme']      | /package_trees/0 | \"com/acme\"",
        "'package_trees': [' com.acme']     | /package_trees/0 | \" com.acme\"",
        "'exclude': ['a', 'a']              | /exclude/1 | \"a\" a second time",
        "'exclude': {}                      | /exclude | an object",
        "'capture': true                    | /capture | true",
        "'capture': {'arguments': 'yes'}    | /capture/arguments | \"yes\"",
        "'capture': {'result': 1}           | /capture/result | 1",
        "'capture': {'unnamed': null}       | /capture/unnamed | null",
        "'capture': {'max_field_length': 15}    | /capture/max_field_length | 15",
        "'capture': {'max_field_length': 65537} | /capture/max_field_length | 65537",
        "'capture': {'redact': ['a', '']}   | /capture/redact/1 | \"\"",
        "'capture': {'redact': 'iban'}      | /capture/redact | \"iban\"",
        "'capture': {'redact': [], 'redact': []} | /capture/redact | \"redact\" a second time",
        "'http': []                         | /http | a list",
        "'http': {'trust_incoming': 0}      | /http/trust_incoming | 0",
        "'http': {'honour_sampled': 'no'}   | /http/honour_sampled | \"no\"",
        "'http': {'exclude_paths': ['a']}   | /http/exclude_paths/0 | \"a\"",
        "'http': {'exclude_paths': ['/a*']} | /http/exclude_paths/0 | \"/a*\"",
        "'http': {'exclude_paths': ['/*/b']} | /http/exclude_paths/0 | \"/*/b\"",
        "'http': {'exclude_paths': ['*.']}  | /http/exclude_paths/0 | \"*.\"",
        "'http': {'exclude_paths': ['*.a/b']} | /http/exclude_paths/0 | \"*.a/b\"",
        "'http': {'exclude_paths': ['/a?b']} | /http/exclude_paths/0 | \"/a?b\"",
        "'http': {'exclude_paths': ['*']}   | /http/exclude_paths/0 | \"*\"",
        "'http': {'exclude_paths': ['/a', '/a']} | /http/exclude_paths/1 | \"/a\" a second time",
        "'name': 'a', 'name': 'b'           | /name | \"name\" a second time",
        "'version': '1.0'                   | /version | \"version\" a second time",
        "'trace_dept': 5                    | /trace_dept | the unknown key \"trace_dept\"",
        "'capture': {'argumants': true}     | /capture/argumants | the unknown key \"argumants\"",
        "'a/b~c': {'deep': [[{}]]}          | /a~1b~0c | the unknown key \"a/b~c\"",
        "'capture/arguments': true          | /capture~1arguments | the unknown key \"capture/arguments\"",
      })
  void parse_oneMistake_isOneProblemWithItsPlace(String member, String pointer, String found) {
    List<PolicyProblem> problems = problems(member);

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).pointer()).isEqualTo(pointer);
    assertThat(problems.get(0).found()).isEqualTo(found);
    assertThat(problems.get(0).remedy()).endsWith(".");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "'trace_dept': 5                | Write \"trace_depth\", or take it out.",
        "'Version': 5                   | Write \"version\", or take it out.",
        "'http': {'trust_incomming': 1} | Write \"trust_incoming\", or take it out.",
        "'redact': []                   | Write it inside \"capture\".",
        "'http': {'keep': 'all'}        | Write it at the top of the policy.",
        "'http': {'zzzzzzzzzz': 1}"
            + " | Take it out; known here are exclude_paths, trust_incoming, honour_sampled.",
      })
  void parse_unknownKey_namesTheOneThatWasMeant(String member, String remedy) {
    assertThat(problems(member)).extracting(PolicyProblem::remedy).containsExactly(remedy);
  }

  @Test
  void parse_versionMissingOrUnknownOrOfAnotherType_isAProblem() {
    assertThat(problemsOfText("{}"))
        .containsExactly("file at /version: found nothing. Write \"version\": \"1.0\".");
    assertThat(problemsOfText("{\"version\": \"2.0\"}"))
        .containsExactly(
            "file at /version: found the unknown version \"2.0\". Write \"version\": \"1.0\".");
    assertThat(problemsOfText("{\"version\": 1.0}"))
        .containsExactly("file at /version: found 1.0. Write \"version\": \"1.0\".");
  }

  @Test
  void parse_manyMistakes_areAllReportedInTheOrderOfTheFile() {
    PolicyException bad =
        refused(
            """
            {"trace_depth": 0, "exclude": ["", 1], "kep": "all",
             "capture": {"redact": [" "]}, "http": {"exclude_paths": ["x"]}, "keep": "none"}
            """);

    assertThat(bad.problems())
        .extracting(PolicyProblem::pointer)
        .containsExactly(
            "/trace_depth",
            "/exclude/0",
            "/exclude/1",
            "/kep",
            "/capture/redact/0",
            "/http/exclude_paths/0",
            "/keep",
            "/version");
    assertThat(bad)
        .hasMessageStartingWith("the policy has 8 problems:\n- file at /trace_depth: found 0.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "\"1.0\"", "5", "null", "true"})
  void parse_topLevelThatIsNoObject_isAProblem(String json) {
    assertThat(problemsOfText(json))
        .hasSize(1)
        .first()
        .asString()
        .contains("Write one object, such as {\"version\": \"1.0\"}.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"version\": \"1.0\"} x",
        "{\"version\": \"1.0\"} {}",
        "{\"version\": \"1.0\"}}",
        "{\"version\": \"1.0\"},",
        "{\"version\": \"1.0\",}",
        "{\"version\": \"1.0\"",
        "{\"version\": \"1.0",
        "{\"version\" \"1.0\"}",
        "{version: \"1.0\"}",
        "{\"version\": \"1.0\" // comment\n}",
        "{\"version\": \"1.0\", \"exclude\": [\"a\",]}",
        "{\"version\": \"1.0\", \"exclude\": [\"a\"}",
        "{\"version\": \"1.0\", \"slow_ms\": 05}",
        "{\"version\": \"1.0\", \"slow_ms\": NaN}",
        "{\"version\": \"1.0\", \"name\": \"a\nb\"}",
        "{\"version\": \"1.0\", \"name\": \"\\x\"}",
        "{\"version\": \"1.0\", \"name\": 'a'}",
        "{",
        "}",
        "hello",
      })
  void parse_badJson_isAProblemWithLineAndColumn(String json) {
    List<String> problems = problemsOfText(json);

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0))
        .containsPattern("found text that is not JSON at line [12], column ");
  }

  @Test
  void parse_badJsonAfterMistakes_reportsTheMistakesToo() {
    PolicyException bad = refused("{\"trace_depth\": 0,\n \"exclude\": [\"a\" \"b\"]}");

    assertThat(bad.problems())
        .extracting(PolicyProblem::pointer)
        .containsExactly("/trace_depth", "/exclude");
    assertThat(bad).hasMessageContaining("line 2, column ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n", "\ufeff"})
  void parse_emptyFile_saysWhatTheShortestPolicyIs(String json) {
    assertThat(problemsOfText(json))
        .containsExactly("file: found nothing. Write at least {\"version\": \"1.0\"}.");
  }

  @Test
  void parse_byteOrderMark_isIgnored() {
    assertThat(TracingPolicy.parse("file", "\ufeff{\"version\": \"1.0\"}"))
        .isEqualTo(TracingPolicy.none());
  }

  @Test
  void read_bytes_areUtf8AndNothingElse() throws IOException {
    String json = "{\"version\": \"1.0\", \"name\": \"Bücher\"}";
    var utf8 = new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
    var latin1 = new ByteArrayInputStream(json.getBytes(StandardCharsets.ISO_8859_1));

    assertThat(TracingPolicy.read("file", utf8).name()).isEqualTo("Bücher");
    assertThatThrownBy(() -> TracingPolicy.read("file", latin1))
        .hasMessage("file: found bytes that are not UTF-8. Save the file as UTF-8.");
  }

  @Test
  void read_moreThanAMebibyte_stopsThere() {
    byte[] bytes = new byte[3 << 20];
    var endless = new ByteArrayInputStream(bytes);

    assertThatThrownBy(() -> TracingPolicy.read("file", endless))
        .isInstanceOf(PolicyException.class)
        .hasMessageStartingWith("file: found more than 1 MiB of text. ");
    assertThat(endless.available()).isEqualTo(bytes.length - PolicyText.LARGEST - 1);
    assertThatThrownBy(() -> TracingPolicy.parse("file", " ".repeat(PolicyText.LARGEST + 1)))
        .hasMessageStartingWith("file: found more than 1 MiB of text. ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void parse_deepNesting_isAProblemAndNoStackOverflow(String level) {
    String deep = level.repeat(1_000_000 / level.length());

    for (String key : List.of("x", "exclude", "capture", "trace_depth", "version")) {
      assertThat(refused("{\"" + key + "\": " + deep)).hasMessageContaining("levels of nesting");
    }
    assertThat(refused("[".repeat(1_000_000))).hasMessageContaining("found a list");
  }

  @ParameterizedTest
  @ValueSource(strings = {"trace_depth", "sample_ratio"})
  void parse_numberOfAMillionDigits_isAProblemWithAShortText(String key) {
    for (String number : List.of("9".repeat(200_000), "0." + "1".repeat(200_000))) {
      List<PolicyProblem> problems = problems("'" + key + "': " + number);

      assertThat(problems).hasSize(1);
      assertThat(problems.get(0).text()).hasSizeLessThan(400);
    }
  }

  @Test
  void parse_hundredThousandUnknownKeys_reportsAHundredAndSaysThereAreMore() {
    String members =
        IntStream.range(0, 80_000)
            .mapToObj(i -> "\"k" + i + "\":0")
            .collect(Collectors.joining(","));

    PolicyException bad = refused("{" + members + "}");

    assertThat(bad.problems()).hasSize(Problems.MOST + 1);
    assertThat(bad.problems().get(Problems.MOST).text())
        .isEqualTo("file: found more than 100 problems. Correct the ones above first.");
  }

  @Test
  void text_foreignTextWithLineBreaks_staysOnOneLine() {
    String text = problems("'exclude': ['a b\\nERROR forged \\u202e\\u0000']").get(0).text();

    assertThat(text).doesNotContain("\n", "\u202e", "\u0000").contains("a b\\u000aERROR forged");
  }

  private static List<PolicyProblem> problems(String member) {
    String json = "{\"version\": \"1.0\", " + member.replace('\'', '"') + "}";
    return catchThrowableOfType(
            PolicyException.class, () -> TracingPolicy.parse("META-INF/glimpse-policy.json", json))
        .problems();
  }

  private static List<String> problemsOf(String member) {
    return problems(member).stream().map(PolicyProblem::text).toList();
  }

  private static List<String> problemsOfText(String json) {
    return refused(json).problems().stream().map(PolicyProblem::toString).toList();
  }

  private static PolicyException refused(String json) {
    return catchThrowableOfType(PolicyException.class, () -> TracingPolicy.parse("file", json));
  }
}
