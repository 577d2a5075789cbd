package io.glimpse.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class TraceStateTest {
  @Test
  void parse_noLine_isNone() {
    assertThat(TraceState.parse(List.of())).isSameAs(TraceState.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ",", " ,\t, "})
  void parse_nothingButBlanksAndCommas_isNone(String line) {
    assertThat(TraceState.parse(List.of(line))).isSameAs(TraceState.NONE);
  }

  @Test
  void parse_oneCleanLine_isThatVeryText() {
    String line = "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE";

    assertThat(TraceState.parse(List.of(line)).header()).isSameAs(line);
  }

  @Test
  void parse_severalLines_areOneListInTheirOrder() {
    assertThat(header("foo=1,bar=2", "", "rojo=3", "congo=4"))
        .isEqualTo("foo=1,bar=2,rojo=3,congo=4");
  }

  @Test
  void parse_emptyMembersAndBlanksAroundMembers_go() {
    assertThat(header(" \tfoo=1 \t,, \t , bar=2,")).isEqualTo("foo=1,bar=2");
  }

  @Test
  void parse_spacesInAValue_stayExceptAtItsEnd() {
    assertThat(header("foo= 1 2  ,bar=3")).isEqualTo("foo= 1 2,bar=3");
  }

  @Test
  void parse_32Members_passOn() {
    String line = members(1, 32);

    assertThat(header(line)).isEqualTo(line);
  }

  @Test
  void parse_33Members_dropsTheWholeList() {
    assertThat(header(members(1, 33))).isEmpty();
  }

  @Test
  void parse_33MembersInTwoLines_dropsTheWholeList() {
    assertThat(header(members(1, 16), members(17, 33))).isEmpty();
  }

  @Test
  void parse_emptyMembers_takePlacesOfThe32() {
    assertThat(header(members(1, 31) + ",")).isEqualTo(members(1, 31));
    assertThat(header(members(1, 32) + ",")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"foo@", "foo@@bar", "a@b@c", "0", "9a", "a_-*/@z", "tenant@system", "a/b*c-d_e"})
  void parse_keyThatIsLegalSinceJune2026_passesOn(String key) {
    assertThat(header("foo=1," + key + "=2")).isEqualTo("foo=1," + key + "=2");
  }

  @Test
  void parse_keyOf256Characters_passesOn() {
    for (String key :
        List.of("z".repeat(256), "t".repeat(241) + "@" + "v".repeat(14), "t@" + "v".repeat(15))) {
      assertThat(header("foo=1," + key + "=1")).isEqualTo("foo=1," + key + "=1");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@foo=1",
        "FOO=1",
        "foo.bar=1",
        "foo =1",
        "-foo=1",
        "_a=1",
        "=1",
        "foo",
        "foo=",
        "foo= ",
        "foo=bar=baz",
        "foo=1\u007f",
        "foo=\u00e9",
        "f\u00e9=1",
        "foo=1\t2",
        "foo=\n",
        "foo=1\r\nx: y",
        "foo=\u0000",
        "foo\t=1",
        "\u0660=1"
      })
  void parse_oneBadMember_dropsTheWholeList(String member) {
    assertThat(header("good=1", member)).isEmpty();
    assertThat(header("good=1," + member)).isEmpty();
    assertThat(header(member + ",good=1")).isEmpty();
  }

  @Test
  void parse_keyOf257Characters_dropsTheWholeList() {
    assertThat(header("foo=1," + "z".repeat(257) + "=1")).isEmpty();
  }

  @Test
  void parse_valueOf256Characters_passesOnAndOfOneMoreDropsTheList() {
    assertThat(header("foo=" + "v".repeat(256))).hasSize(260);
    assertThat(header("foo=" + "v".repeat(257))).isEmpty();
  }

  @Test
  void parse_everyPrintableCharacterInAValue_passesOn() {
    String value =
        IntStream.rangeClosed('!', '~')
            .filter(c -> c != ',' && c != '=')
            .mapToObj(Character::toString)
            .collect(Collectors.joining());

    assertThat(header("foo=" + value)).isEqualTo("foo=" + value);
  }

  @Test
  void parse_keyThatComesTwice_keepsTheFirst() {
    assertThat(header("foo=1,foo=2")).isEqualTo("foo=1");
    assertThat(header("foo=1", "bar=2", "foo=2")).isEqualTo("foo=1,bar=2");
    assertThat(header("foo=1,bar=foo,foo=1,bar=1")).isEqualTo("foo=1,bar=foo");
  }

  @Test
  void parse_keyThatIsTheBeginningOrEndOfAnother_isAnother() {
    assertThat(header("foo=1,fo=2,oo=3,fooo=4")).isEqualTo("foo=1,fo=2,oo=3,fooo=4");
  }

  /** A walk back through the list once never ended where a blank stood before such a key. */
  @Test
  void parse_blankBeforeAKeyThatComesTwice_keepsTheFirst() {
    assertThat(header("foo=1, foo=2")).isEqualTo("foo=1");
    assertThat(header(" foo=1,foo=2 , foo=3")).isEqualTo("foo=1");
  }

  @Test
  void parse_512Characters_passOn() {
    String line = "a=" + "v".repeat(253) + ",b=" + "v".repeat(254);

    assertThat(line).hasSize(512);
    assertThat(header(line)).isSameAs(line);
  }

  @Test
  void parse_moreThan512Characters_losesMembersOver128CharactersFirst() {
    String large = "large=" + "v".repeat(123);
    String small = members(1, 20);
    String x = "x=" + "v".repeat(126);
    String y = "y=" + "v".repeat(126);
    String z = "z=" + "v".repeat(126);

    assertThat(large).hasSize(129);
    assertThat(header(String.join(",", large, x, small, y, z)))
        .isEqualTo(String.join(",", x, small, y));
  }

  @Test
  void parse_severalLargeMembers_losesTheLastOfThemFirst() {
    String a = "a=" + "v".repeat(200);
    String b = "b=" + "v".repeat(200);
    String c = "c=" + "v".repeat(200);

    assertThat(header(a + ",x=1," + b + "," + c + ",y=2")).isEqualTo(a + ",x=1," + b + ",y=2");
  }

  @Test
  void parse_oneMemberThatIsTooLong_isNone() {
    assertThat(header("k".repeat(256) + "=" + "v".repeat(256))).isEmpty();
  }

  @Test
  void parse_hugeLine_isReadOnlyToThe33rdMember() {
    assertThat(header("a=1,".repeat(1_000_000))).isEmpty();
  }

  @Test
  void get_knownKey_isItsValue() {
    TraceState state = TraceState.parse(List.of("congo=t61,glimpse=force,x= y"));

    assertThat(state.get("glimpse")).contains("force");
    assertThat(state.get("congo")).contains("t61");
    assertThat(state.get("x")).contains(" y");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "force", "glimps", "glimpsee", "limpse", "congo=t61", ","})
  void get_unknownKey_isEmpty(String key) {
    assertThat(TraceState.parse(List.of("congo=t61,glimpse=force")).get(key)).isEmpty();
    assertThat(TraceState.NONE.get(key)).isEmpty();
  }

  @Test
  void equals_sameMembersInTheSameOrder_isTrue() {
    TraceState tidied = TraceState.parse(List.of(" a=1", "b=2"));

    assertThat(tidied).isEqualTo(TraceState.parse(List.of("a=1,b=2"))).hasToString("a=1,b=2");
    assertThat(tidied).hasSameHashCodeAs(TraceState.parse(List.of("a=1,b=2")));
    assertThat(tidied).isNotEqualTo(TraceState.parse(List.of("b=2,a=1")));
  }

  private static String header(String... lines) {
    return TraceState.parse(List.of(lines)).header();
  }

  private static String members(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(i -> "bar" + i + "=xx")
        .collect(Collectors.joining(","));
  }
}
