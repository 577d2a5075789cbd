package io.glimpse.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.delivery.BodyFormat.Accepted;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a collector's answer means, whoever wrote it. */
final class PartialSuccessTest {
  private final OtlpFormat format = new OtlpFormat(() -> new Resource(Map.of()));

  private Accepted read(String body) {
    return format.read(body.getBytes(UTF_8), 10);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"partialSuccess\":{\"rejectedSpans\":\"3\",\"errorMessage\":\"too old\"}}",
        "{\"partialSuccess\":{\"rejectedSpans\":3,\"errorMessage\":\"too old\"}}",
        " {\r\n\t\"more\" : [ { } , [ ] , \"}\\\"\" , -1.5e+3 , null ] , \"partialSuccess\" : {"
            + " \"x\" : { \"rejectedSpans\" : 9 } , \"errorMessage\" : \"too\\u0020old\" ,"
            + " \"rejectedSpans\" : 3 } , \"rejectedSpans\" : 7 } and more",
        "{\"partialSuccess\":{\"rejectedSpans\":\"3\",\"errorMessage\":\"too\\nold\"}",
      })
  void read_aPartialSuccess_tellsHowManyAndWhy(String body) {
    assertThat(read(body)).isEqualTo(new Accepted(3, "too old"));
  }

  @Test
  void read_noneRejectedAndAMessage_isAWarning() {
    assertThat(read("{\"partialSuccess\":{\"errorMessage\":\"use gzip\"}}"))
        .isEqualTo(new Accepted(0, "use gzip"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{}",
        "ok",
        "[]",
        "null",
        "\"partialSuccess\"",
        "{\"partialSuccess\":null}",
        "{\"partialSuccess\":{}}",
        "{\"partialSuccess\":{\"rejectedSpans\":\"0\"}}",
        "{\"partialSuccess\":{\"rejectedSpans\":-3}}",
        "{\"partialSuccess\":{\"rejectedSpans\":\"many\",\"errorMessage\":7}}",
        "{\"partialSuccess\":{\"rejectedSpans\":{\"a\":[3]}}}",
        "{\"partialSuccess\" {\"rejectedSpans\":3}}",
        "{\"a\":\"\\u12",
        "{\"partialSuccess\":{\"rejectedSpans\":\"\\uzzzz\"}}",
        "<html>{}</html>",
        "}{",
      })
  void read_anythingElse_tookAllAndSaidNothing(String body) {
    assertThat(read(body)).isEqualTo(Accepted.ALL);
  }

  @Test
  void read_moreRejectedThanWereSent_areAllThatWereSent() {
    assertThat(read("{\"partialSuccess\":{\"rejectedSpans\":\"9223372036854775807\"}}"))
        .isEqualTo(new Accepted(10, ""));
  }

  @Test
  void read_aMessageWithLinesOfItsOwn_isOneLine() {
    Accepted read =
        read(
            "{\"partialSuccess\":{\"errorMessage\":\"a\\r\\nINFO b\\u0007\\u2028c\\ud83d\\ude00\\ud83d\"}}");

    assertThat(read.message()).isEqualTo("a  INFO b  c\ud83d\ude00\ufffd");
  }

  @Test
  void read_aMessageOfAMebibyte_isCut() {
    String body =
        "{\"partialSuccess\":{\"errorMessage\":\"" + "\ud83d\ude00".repeat(1 << 18) + "\"}}";

    assertThat(read(body).message()).hasSize(500).endsWith("\ud83d\ude00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "\"", "{", "\\", "-", ":"})
  void read_fourMebibytesOfOneThing_comeToAnEnd(String piece) {
    String deep = piece.repeat((4 << 20) / piece.length());

    assertThat(read(deep)).isEqualTo(Accepted.ALL);
    assertThat(read("{\"a\":" + deep)).isEqualTo(Accepted.ALL);
    assertThat(read("{\"partialSuccess\":{\"rejectedSpans\":2,\"a\":" + deep))
        .isEqualTo(new Accepted(2, ""));
  }

  @Property
  void read_anyBytes_neverThrows(@ForAll byte[] body) {
    assertThat(format.read(body, 10).refused()).isBetween(0, 10);
  }

  @Property
  void read_anyPartOfAnAnswer_neverThrows(@ForAll byte noise, @ForAll short place) {
    byte[] body =
        "{\"partialSuccess\":{\"rejectedSpans\":\"3\",\"errorMessage\":\"\\u00e4\\n\"}}"
            .getBytes(UTF_8);
    body[Math.floorMod(place, body.length)] = noise;

    assertThat(format.read(body, 10).refused()).isBetween(0, 10);
  }
}
