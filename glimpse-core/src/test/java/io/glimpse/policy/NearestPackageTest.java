package io.glimpse.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.spelling.Spelling;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestPackageTest {
  private static final List<String> PACKAGES =
      List.of("com.acme.shop.web", "com.acme.shop.domain", "org.other");

  @ParameterizedTest
  @CsvSource({
    "EXACT_MODULES, com.acme.shop.wep, com.acme.shop.web",
    "EXACT_MODULES, com.acme.shop.domain.Carts, com.acme.shop.domain",
    "EXACT_MODULES, com.acme.shop.domain.Kart#pay, com.acme.shop.domain",
    "EXACT_MODULES, com.acme.shop, com.acme.shop.web",
    "PACKAGE_TREES, com.acme.shpo, com.acme.shop",
    "PACKAGE_TREES, com.acme.shop.service.impl.deep, com.acme.shop.domain",
    "PACKAGE_TREES, org.othr.*, org.other",
  })
  void nearestPackage_mistake_isThePackageThatWasMeant(
      RuleSource source, String pattern, String nearest) {
    assertThat(new PolicyRule(source, pattern, "").nearestPackage(PACKAGES)).contains(nearest);
  }

  @Test
  void nearestPackage_nothingComesNear_isEmpty() {
    PolicyRule rule = new PolicyRule(RuleSource.PACKAGE_TREES, "net.example.billing", "");

    assertThat(rule.nearestPackage(PACKAGES)).isEmpty();
    assertThat(rule.nearestPackage(List.of())).isEmpty();
  }

  @Test
  void nearestPackage_endlessPattern_isEmptyWithoutMeasuring() {
    PolicyRule rule = new PolicyRule(RuleSource.PACKAGE_TREES, "a".repeat(1 << 20), "");

    assertThat(rule.nearestPackage(PACKAGES)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "trace_dept, exclude trace_depth trace, trace_depth",
    "caps, cups caps, caps",
    "cat, bat cart cut, cart",
    "cat, cut cot bat, cot",
  })
  void nearest_several_isTheOneWithTheFewestEditsThenTheLongestCommonStart(
      String word, String candidates, String nearest) {
    List<String> inOrder = List.of(candidates.split(" "));
    List<String> reversed = new ArrayList<>(inOrder);
    Collections.reverse(reversed);

    assertThat(Spelling.nearest(word, inOrder)).contains(nearest);
    assertThat(Spelling.nearest(word, reversed)).contains(nearest);
  }

  @Test
  void distance_anyTwoWords_isWhatTheWholeTableSaysAlsoInASearch() {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      String word = word(random);
      List<String> others = List.of(word(random), word(random), word(random), word(random));

      for (String other : others) {
        assertThat(Spelling.distance(word, other)).isEqualTo(edits(word, other));
      }
      int fewest = others.stream().mapToInt(other -> edits(word, other)).min().orElseThrow();
      assertThat(edits(word, Spelling.nearest(word, others).orElseThrow())).isEqualTo(fewest);
      boolean isMistake = fewest <= Math.max(2, word.length() / 3);
      assertThat(Spelling.meant(word, others))
          .isEqualTo(isMistake ? Spelling.nearest(word, others) : Optional.empty());
    }
  }

  private static String word(Random random) {
    return random
        .ints(random.nextInt(9), 'a', 'd')
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  /** By the definition. */
  private static int edits(String a, String b) {
    int[][] table = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          table[i][j] = i + j;
        } else {
          int replaced = table[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
          table[i][j] = Math.min(replaced, 1 + Math.min(table[i - 1][j], table[i][j - 1]));
        }
      }
    }
    return table[a.length()][b.length()];
  }

  @ParameterizedTest
  @CsvSource({"'', '', 0", "'', abc, 3", "kitten, sitting, 3", "keep, keep, 0", "kep, keep, 1"})
  void distance_twoWords_isTheNumberOfEdits(String a, String b, int edits) {
    assertThat(Spelling.distance(a, b)).isEqualTo(edits);
    assertThat(Spelling.distance(b, a)).isEqualTo(edits);
  }

  @Test
  void toString_rule_readsLikeTheFile() {
    assertThat(new PolicyRule(RuleSource.PACKAGE_TREES, "com.acme", "/package_trees/0"))
        .hasToString("package_trees \"com.acme\"");
    assertThat(PolicyRule.TRACED).hasToString("@Traced");
  }
}
