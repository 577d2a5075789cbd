package io.glimpse.it;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The judge of every call tree is judged here. */
class TreePatternTest {

  private static final String ORDER =
      """
      Checkout.place(method="CARD") = "«number»"
        Repository.save(number="«number»") = «»
      """;

  @Test
  void pattern_sameTextBehindAName_matches() {
    assertMatches(
        ORDER,
        """
        Checkout.place(method="CARD") = "A-1"
          Repository.save(number="A-1") = 7
        """);
  }

  @Test
  void pattern_otherTextBehindTheSameName_fails() {
    assertFails(
        ORDER,
        """
        Checkout.place(method="CARD") = "A-1"
          Repository.save(number="A-2") = 7
        """);
  }

  @Test
  void pattern_childAtAnotherDepth_fails() {
    assertFails(
        ORDER,
        """
        Checkout.place(method="CARD") = "A-1"
        Repository.save(number="A-1") = 7
        """);
  }

  @Test
  void pattern_oneCallMoreOrLess_fails() {
    assertFails(ORDER, "Checkout.place(method=\"CARD\") = \"A-1\"\n");
    assertFails(
        ORDER,
        """
        Checkout.place(method="CARD") = "A-1"
          Repository.save(number="A-1") = 7
          Repository.save(number="A-1") = 7
        """);
  }

  @Test
  void pattern_placeholder_neverReachesIntoTheNextValueOrLine() {
    assertFails("a(x=\"«»\")\n", "a(x=\"1\", y=\"2\")\n");
    assertFails("a(x=«»)\n", "a(x=1)\nb(y=2)\n");
  }

  @Test
  void pattern_charactersThatMeanSomethingInARegex_areThemselves() {
    assertMatches("a(x=[{\"y$1\":2.5}])\n", "a(x=[{\"y$1\":2.5}])\n");
    assertFails("a(x=2.5)\n", "a(x=2x5)\n");
  }

  @Test
  void pattern_empty_meansNoCallAtAll() {
    assertMatches("", "");
    assertFails("", "a()\n");
  }

  private static void assertMatches(String pattern, String tree) {
    assertThatCode(() -> TreePattern.of(pattern).assertMatches(tree)).doesNotThrowAnyException();
  }

  private static void assertFails(String pattern, String tree) {
    assertThatThrownBy(() -> TreePattern.of(pattern).assertMatches(tree))
        .isInstanceOf(AssertionError.class);
  }
}
