package io.glimpse.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.Tries;
import io.glimpse.context.TraceState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random and mutated headers for each W3C parser, a million with {@code -Pfull}, judged by {@link
 * HeaderGrammar}. Most begin as good ones and get a few faults, since pure noise is refused at its
 * first character.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class HeaderFuzzTest {
  private static final int HEADERS = Tries.of(1_000_000);
  private static final long SEED = 20_261_122;

  /** Everything that means something to one of the grammars, and some that means nothing. */
  private static final String NASTY =
      "00-1fF,,==  \t@*/_-azAZ09.;%\u0000\n\r\u007f\u0080\u00e9\u0660\uff10\ud83d\ude00";

  private static final String HEX = "0123456789abcdef";

  private final Random random = new Random(SEED);

  @Test
  void traceParent_anyHeaders_acceptsExactlyTheGrammarAndWritesValidOnes() {
    int accepted = 0;
    for (int i = 0; i < HEADERS; i++) {
      List<String> lines = lines(() -> traceParent());
      boolean valid = HeaderGrammar.isTraceParent(lines);

      Optional<TraceParent> parsed = TraceParent.parse(lines);

      if (parsed.isPresent() != valid) {
        assertThat(parsed.isPresent()).as("accepts %s", lines).isEqualTo(valid);
      }
      if (parsed.isPresent()) {
        accepted++;
        String header = parsed.get().header();
        boolean sameIds = header.regionMatches(2, lines.get(0).strip(), 2, 51);
        if (!sameIds || !HeaderGrammar.isSentTraceParent(header)) {
          assertThat(header).as("sent for %s", lines).isNull();
        }
      }
    }

    assertThat(accepted).as("both sides are met often").isBetween(HEADERS / 10, HEADERS * 9 / 10);
  }

  @Test
  void traceState_anyLists_passesOnExactlyWhatTheGrammarSays() {
    int accepted = 0;
    for (int i = 0; i < HEADERS; i++) {
      List<String> lines = lines(() -> traceState());
      String expected = HeaderGrammar.expectedTraceState(lines);

      String sent = TraceState.parse(lines).header();

      if (!sent.equals(expected)) {
        assertThat(sent).as("sent for %s", lines).isEqualTo(expected);
      }
      if (!sent.isEmpty()) {
        accepted++;
        if (!TraceState.parse(List.of(sent)).header().equals(sent)) {
          assertThat(sent).as("valid for the next one").isNull();
        }
      }
    }

    assertThat(accepted).as("both sides are met often").isBetween(HEADERS / 10, HEADERS * 9 / 10);
  }

  @Test
  void b3_manyHeaders_acceptsExactlyTheGrammar() {
    Propagation b3 = new Propagation(List.of(Propagator.B3), HeaderFuzzTest::fail);
    for (int i = 0; i < HEADERS / 4; i++) {
      String line = mutated(b3());
      boolean valid = HeaderGrammar.isB3WithIds(line);

      Caller caller = b3.extract(line, (carrier, name) -> List.of(carrier));

      boolean accepted = !(caller instanceof Caller.NoSpan);
      if (accepted != valid) {
        assertThat(accepted).as("accepts '%s'", line).isEqualTo(valid);
      }
    }
  }

  private static void fail(Throwable fault) {
    throw new AssertionError("a parser threw", fault);
  }

  private interface Source {
    String next();
  }

  /** Mostly one line, as on the wire. */
  private List<String> lines(Source source) {
    int count = random.nextInt(8) == 0 ? random.nextInt(5) : 1;
    List<String> lines = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      lines.add(mutated(source.next()));
    }
    return lines;
  }

  private String traceParent() {
    String[] versions = {"00", "00", "00", "00", "01", "cc", "fe", "ff"};
    String[] tails = {"", "", "", "", "-", "-what", ".what"};
    return one(versions)
        + "-"
        + hexOrZeros(32)
        + "-"
        + hexOrZeros(16)
        + "-"
        + digits(HEX, 2)
        + (random.nextInt(4) == 0 ? one(tails) : "");
  }

  private String b3() {
    String[] tails = {
      "", "-1", "-0", "-d", "-2", "-1-", "-1-00f067aa0ba902b7", "-d-0f067aa0ba902b7"
    };
    return hexOrZeros(random.nextBoolean() ? 32 : 16) + "-" + hexOrZeros(16) + one(tails);
  }

  private String traceState() {
    int members = random.nextInt(20) == 0 ? 28 + random.nextInt(8) : random.nextInt(7);
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < members; i++) {
      list.append(i == 0 ? "" : ",").append(blanks());
      if (random.nextInt(16) > 0) {
        list.append(member());
      }
      list.append(blanks());
    }
    return list.toString();
  }

  private String member() {
    String start = digits("abcxyz0189", 1);
    String key = start + digits("abc019_-*/@", keyLength());
    return key + "=" + digits("abc XYZ019!~\"#%&'()*+-./:;<>?@[]^_`{|}", valueLength()) + "v";
  }

  /** Few different keys, so that some come twice; sometimes around the limit of 256. */
  private int keyLength() {
    return random.nextInt(60) == 0 ? 253 + random.nextInt(4) : random.nextInt(3);
  }

  private int valueLength() {
    return switch (random.nextInt(60)) {
      case 0 -> 253 + random.nextInt(4);
      case 1, 2 -> 100 + random.nextInt(60);
      default -> random.nextInt(12);
    };
  }

  private String blanks() {
    return random.nextInt(10) == 0 ? one(" ", "\t", " \t ") : "";
  }

  private String hexOrZeros(int length) {
    return random.nextInt(30) == 0 ? "0".repeat(length) : digits(HEX, length);
  }

  private String digits(String alphabet, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  /** Half of them stay as they are. */
  private String mutated(String header) {
    StringBuilder text = new StringBuilder(header);
    int faults = random.nextBoolean() ? 0 : 1 + random.nextInt(3);
    for (int i = 0; i < faults; i++) {
      mutate(text);
    }
    return text.toString();
  }

  private void mutate(StringBuilder text) {
    int at = random.nextInt(text.length() + 1);
    int to = Math.min(text.length(), at + 1 + random.nextInt(3));
    switch (random.nextInt(8)) {
      case 0 -> text.insert(at, digits(NASTY, 1));
      case 1 -> text.delete(at, to);
      case 2 -> text.replace(at, Math.min(text.length(), at + 1), digits(NASTY, 1));
      case 3 -> text.insert(at, text.substring(at, to));
      case 4 -> text.setLength(at);
      case 5 -> text.insert(0, blanks()).append(blanks());
      case 6 -> text.append(digits(NASTY, 1 + random.nextInt(3)));
      default -> upperCase(text, at, to);
    }
  }

  private static void upperCase(StringBuilder text, int from, int to) {
    for (int i = from; i < to; i++) {
      text.setCharAt(i, Character.toUpperCase(text.charAt(i)));
    }
  }

  private String one(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
