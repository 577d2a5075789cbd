package io.glimpse.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.context.SpanContext;
import io.glimpse.context.SpanId;
import io.glimpse.context.TraceFlags;
import io.glimpse.context.TraceId;
import io.glimpse.context.TraceState;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** W3C Trace Context level 2, section 3.2, rule by rule. */
final class TraceParentTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";
  private static final String GOOD = "00-" + TRACE + "-" + SPAN + "-01";

  /** The rules once more, written by other means than those under test. */
  private static final Pattern RULES =
      Pattern.compile(
          "[ \\t]*(?!ff)(?:00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}"
              + "|(?!00)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:-.*)?)"
              + "[ \\t]*",
          Pattern.DOTALL);

  @Test
  void parse_goodHeader_isReadWhole() {
    assertThat(parse(GOOD))
        .contains(
            new TraceParent(
                new TraceId(0x4bf92f3577b34da6L, 0xa3ce929d0e0e4736L),
                new SpanId(0x00f067aa0ba902b7L),
                new TraceFlags(1)));
  }

  @Test
  void header_ofWhatWasParsed_isTheSame() {
    assertThat(parse(GOOD).orElseThrow().header()).isEqualTo(GOOD);
  }

  @Test
  void header_ofASpan_isVersionZero() {
    SpanContext span =
        new SpanContext(
            new TraceId(1, 2),
            new SpanId(3),
            new TraceFlags(3),
            TraceState.parse(List.of("a=b")),
            false);

    assertThat(TraceParent.of(span).header())
        .isEqualTo("00-00000000000000010000000000000002-0000000000000003-03");
  }

  @Test
  void parse_noLine_isAbsent() {
    assertThat(TraceParent.parse(List.of())).isEmpty();
  }

  @Test
  void parse_twoLines_isAbsentEvenWhenTheyAgree() {
    assertThat(TraceParent.parse(List.of(GOOD, GOOD))).isEmpty();
    assertThat(TraceParent.parse(List.of(GOOD, ""))).isEmpty();
  }

  @Test
  void parse_twoHeadersJoinedByAComma_isAbsent() {
    assertThat(parse(GOOD + "," + GOOD)).isEmpty();
    assertThat(parse(GOOD + ", " + GOOD)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {" %s", "%s ", "\t%s\t", " \t %s \t "})
  void parse_spaceOrTabAround_isTrimmed(String form) {
    assertThat(parse(form.replace("%s", GOOD))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n%s", "%s\r", "\u00a0%s", "\u000b%s", "\u0000%s", "%s\u2003"})
  void parse_anythingElseAround_isAbsent(String form) {
    assertThat(parse(form.replace("%s", GOOD))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-",
        "00",
        // one digit too few or too many in each field
        "0-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "000-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e47366-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b77-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-011",
        // upper case
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00F067AA0BA902B7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0A",
        "CC-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        // no hex
        "0g-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473x-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902bx-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0x",
        "..-................................-................-..",
        // no dashes where they belong
        "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7_01",
        "00 4bf92f3577b34da6a3ce929d0e0e4736 00f067aa0ba902b7 01",
        // zeros
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        // the version that is none
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what",
        // version 00 ends with its flags
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.what",
        // a later version may go on, but only after a dash
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.what",
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-011",
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
        "cc-00000000000000000000000000000000-00f067aa0ba902b7-01-what"
      })
  void parse_malformed_isAbsent(String line) {
    assertThat(parse(line)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "-what", "-what-the-future-brings", "- ", "-\u00e4"})
  void parse_laterVersion_isReadAsFarAsItIsKnownAndGoesOutAsVersionZero(String tail) {
    assertThat(parse("cc-" + TRACE + "-" + SPAN + "-01" + tail).orElseThrow().header())
        .isEqualTo(GOOD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"01", "0a", "fe", "10"})
  void parse_anyVersionButFf_isRead(String version) {
    assertThat(parse(version + GOOD.substring(2))).isPresent();
  }

  @Test
  void flags_sampledAndRandom_goOnAndOtherBitsGoOutAsZero() {
    for (int flags = 0; flags < 256; flags++) {
      String line = GOOD.substring(0, 53) + String.format("%02x", flags);
      assertThat(parse(line).orElseThrow().header())
          .isEqualTo(GOOD.substring(0, 53) + String.format("%02x", flags & 3));
    }
  }

  @Test
  void parse_hostileText_agreesWithTheRulesAndNeverThrows() {
    SplittableRandom random = new SplittableRandom(20260102);
    int good = 0;
    for (int i = 0; i < 100_000; i++) {
      String line = i % 4 == 0 ? noise(random) : mutated(random);
      Optional<TraceParent> parsed = parse(line);
      if (parsed.isPresent() != RULES.matcher(line).matches()) {
        throw new AssertionError("\"" + line + "\" was read as " + parsed);
      }
      good += parsed.isPresent() ? 1 : 0;
    }

    // Otherwise the mutations miss one side of the border.
    assertThat(good).isBetween(10_000, 90_000);
  }

  private static String noise(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(120);
    for (int i = 0; i < length; i++) {
      text.append((char) (random.nextInt(4) == 0 ? random.nextInt(0x10000) : random.nextInt(128)));
    }
    return text.toString();
  }

  private static String mutated(SplittableRandom random) {
    String[] versions = {"00", "00", "00", "cc", "ff", "01", "0F"};
    StringBuilder text =
        new StringBuilder(versions[random.nextInt(versions.length)])
            .append('-')
            .append(random.nextInt(20) == 0 ? "0".repeat(32) : TRACE)
            .append('-')
            .append(random.nextInt(20) == 0 ? "0".repeat(16) : SPAN)
            .append('-')
            .append(String.format("%02x", random.nextInt(256)));
    if (random.nextInt(4) == 0) {
      text.append(random.nextBoolean() ? "-" : "").append("abc");
    }
    String alphabet = "0123456789abcdefABCDEFg- \t\n,\u00e4\ud83d";
    for (int changes = random.nextInt(3); changes > 0; changes--) {
      char c = alphabet.charAt(random.nextInt(alphabet.length()));
      int at = random.nextInt(text.length());
      switch (random.nextInt(4)) {
        case 0 -> text.insert(at, c);
        case 1 -> text.deleteCharAt(at);
        case 2 -> text.setCharAt(at, c);
        default -> text.insert(0, random.nextBoolean() ? " " : "\t").append(' ');
      }
    }
    return text.toString();
  }

  private static Optional<TraceParent> parse(String line) {
    return TraceParent.parse(List.of(line));
  }
}
