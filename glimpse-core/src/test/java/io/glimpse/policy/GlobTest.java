package io.glimpse.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.Tries;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GlobTest {
  /** The table of the specification, section 4, word for word. */
  private static final String TABLE =
      """
      exact | myapp.payment  | myapp.payment                              | myapp, myapp.payment.stripe
      exact | test_*         | test_unit                                  | test_unit.helpers, mytest_unit
      exact | api_v[12]      | api_v1                                     | api_v12, api_v1.auth
      exact | a.*            | a.b                                        | a, a.b.c
      exact | a?b            | axb                                        | a.b
      tree  | myapp          | myapp, myapp.services.user                 | myapplication, app
      tree  | test_*         | test_unit, test_integration.db.models      | mytest_unit
      tree  | app*_service   | app_main_service, app.x.y_service.z        | app_services
      tree  | *.models       | x.models, x.y.models, x.models.z           | models, amodels
      tree  | api_v?         | api_v1, api_v1.x                           | api_v12
      """;

  static Stream<Arguments> matchesOfTheTable() {
    return rows(2);
  }

  static Stream<Arguments> strangersOfTheTable() {
    return rows(3);
  }

  private static Stream<Arguments> rows(int column) {
    return TABLE
        .lines()
        .map(line -> line.split("\\|"))
        .flatMap(
            row ->
                Stream.of(row[column].split(","))
                    .map(name -> Arguments.of(row[0].strip(), row[1].strip(), name.strip())));
  }

  @ParameterizedTest
  @MethodSource("matchesOfTheTable")
  void matches_nameThatTheTableLists_isTrue(String list, String pattern, String name) {
    assertThat(glob(list, pattern).matches(name)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("strangersOfTheTable")
  void matches_nameThatTheTableLeavesOut_isFalse(String list, String pattern, String name) {
    assertThat(glob(list, pattern).matches(name)).isFalse();
  }

  private static Glob glob(String list, String pattern) {
    return list.equals("exact") ? Glob.exact(pattern) : Glob.tree(pattern);
  }

  @ParameterizedTest
  @CsvSource({
    "a[b, a[b, true",
    "a[b, ab, false",
    "a[], a[], true",
    "a[!], a[!], true",
    "[]a], ], true",
    "[!]a], b, true",
    "[!]a], ], false",
    "[a-c]x, bx, true",
    "[a-c]x, dx, false",
    "[a-], -, true",
    "[^a], ^, true",
    "[^a], b, false",
    "[!a], A, true",
    "[.]x, .x, false",
    "[!a]x, .x, false",
    "A*, abc, false",
    "*a*, bab, true",
    "**, ab, true",
    "*, '', true",
  })
  void exact_wildcards_areReadAsAShellReadsThem(String pattern, String name, boolean matches) {
    assertThat(Glob.exact(pattern).matches(name)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "p.C*, p.C$D, true",
    "p.?, p.C$D, true",
    "p.?, p.C$D$E, true",
    "p.?, p.CD, false",
    "[m]y, my$app.C, false",
    "p.[C], p.$C, false",
    "*.C, p.q.C$D, true",
  })
  void tree_classAndWhatIsNestedInIt_matchButADollarInAPackageIsNoBorder(
      String pattern, String name, boolean matches) {
    assertThat(Glob.tree(pattern).matches(name)).isEqualTo(matches);
  }

  @Test
  void crossing_name_isMatchedToItsEndAcrossDots() {
    assertThat(Glob.crossing("com.*Mapper").matches("com.acme.shop.CartMapper")).isTrue();
    assertThat(Glob.crossing("com.*Mapper").matches("com.acme.CartMapper$Builder")).isFalse();
    assertThat(Glob.crossing("com.*").matches("com")).isFalse();
    assertThat(Glob.crossing("*").matches("C")).isTrue();
  }

  @Test
  void matches_anyPatternAndName_agreesWithARegularExpression() {
    Random random = new Random(20261122);
    for (int round = 0; round < Tries.of(200_000); round++) {
      String pattern = text(random, "aab..**?[]!-$", 8);
      String name = text(random, "aaabb.$-[]", 9);
      Pattern exact = Pattern.compile(expression(pattern, "[^.]*"));
      Pattern across = Pattern.compile(expression(pattern, ".*"));
      Pattern tree = Pattern.compile(expression(pattern, ".*") + "(?:\\..*|(?<=[^.])[$][^.]*)?");

      assertThat(Glob.exact(pattern).matches(name))
          .as("exact %s on %s", pattern, name)
          .isEqualTo(exact.matcher(name).matches());
      assertThat(Glob.crossing(pattern).matches(name))
          .as("crossing %s on %s", pattern, name)
          .isEqualTo(across.matcher(name).matches());
      assertThat(Glob.tree(pattern).matches(name))
          .as("tree %s on %s", pattern, name)
          .isEqualTo(tree.matcher(name).matches());
    }
  }

  private static String text(Random random, String alphabet, int longest) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(longest + 1);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  /** The other way to say what a pattern means, as the oracle. */
  private static String expression(String pattern, String star) {
    StringBuilder expression = new StringBuilder();
    Matcher token =
        Pattern.compile("(?<set>\\[!?+[^\\n][^\\]]*\\])|(?<one>[^\\n])").matcher(pattern);
    while (token.find()) {
      String text = token.group();
      if (token.group("set") != null) {
        expression.append(set(text));
      } else {
        expression.append(
            switch (text) {
              case "*" -> star;
              case "?" -> "[^.]";
              default -> Pattern.quote(text);
            });
      }
    }
    return expression.toString();
  }

  private static String set(String text) {
    boolean negated = text.startsWith("[!");
    String inside = text.substring(negated ? 2 : 1, text.length() - 1);
    List<String> members = new ArrayList<>();
    for (char c = 0; c < 128; c++) {
      if (c != '.' && isIn(inside, c) != negated) {
        members.add(Pattern.quote(String.valueOf(c)));
      }
    }
    return members.isEmpty() ? "(?!)" : "(?:" + String.join("|", members) + ")";
  }

  private static boolean isIn(String inside, char c) {
    if (inside.isEmpty()) {
      return false;
    }
    if (inside.length() > 2 && inside.charAt(1) == '-') {
      boolean within = inside.charAt(0) <= c && c <= inside.charAt(2);
      return within || isIn(inside.substring(3), c);
    }
    return inside.charAt(0) == c || isIn(inside.substring(1), c);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b",
        "*aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab",
        "****************************************b",
        "*?*?*?*?*?*?*?*?*?*?*?*?*?*?*?*?*?*?*?b",
        "*[ab]*[ab]*[ab]*[ab]*[ab]*[ab]*[ab]*c",
        "*.*.*.*.*.*.*.*.*.*.*.*.*.*.*.*.*.*.*b"
      })
  void matches_patternMadeToBacktrack_looksAtNoMoreThanTheSquareOfTheName(String pattern) {
    for (String part : List.of("a", "a.")) {
      for (Glob glob : List.of(Glob.exact(pattern), Glob.tree(pattern), Glob.crossing(pattern))) {
        CountedName name = new CountedName(part.repeat(500));

        assertThat(glob.matches(name)).isFalse();

        assertThat(name.looks).isLessThan(4L * name.length() * name.length());
      }
    }
  }

  @Test
  void compile_aMillionOpenBrackets_areLiteralAndReadOnce() {
    String brackets = "[".repeat(1 << 20);

    assertThat(Glob.exact(brackets).matches(brackets)).isTrue();
  }

  private static final class CountedName implements CharSequence {
    private final String name;
    private long looks;

    CountedName(String name) {
      this.name = name;
    }

    @Override
    public int length() {
      return name.length();
    }

    @Override
    public char charAt(int at) {
      looks++;
      return name.charAt(at);
    }

    @Override
    public CharSequence subSequence(int from, int to) {
      throw new UnsupportedOperationException("a matcher reads characters");
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
