package io.glimpse.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ByteBuilderTest {
  private final ByteBuilder bytes = new ByteBuilder(1);

  @Test
  void text_everyCharacter_isReadBackByAJsonParser() {
    StringBuilder all = new StringBuilder();
    for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
      if (!(point >= 0xd800 && point < 0xe000)) {
        all.appendCodePoint(point);
      }
    }

    bytes.raw('[').text(all).raw(']');

    try (var reader = Json.createReader(new StringReader(bytes.toString()))) {
      assertThat(reader.readArray().getString(0)).isEqualTo(all.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud83d", "\ude00", "\ud83dx", "\ude00\ud83d"})
  void text_loneSurrogate_becomesTheReplacementCharacter(String lone) {
    bytes.text(lone);

    assertThat(bytes.toString()).contains("\ufffd").doesNotContain("\ud83d", "\ude00");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 9, 10, 99, 100, 1_000_000_007L, Long.MAX_VALUE, Long.MIN_VALUE})
  void number_anyLong_isWrittenAsJavaWritesIt(long value) {
    bytes.number(value);

    assertThat(bytes).hasToString(Long.toString(value));
  }

  @Test
  void hex_anyLong_hasSixteenLowerCaseDigits() {
    bytes.hex(0xABCDEFL);

    assertThat(bytes).hasToString("0000000000abcdef");
  }

  @Test
  void numbers_manyAtRandom_areWrittenAsJavaWritesThem() {
    SplittableRandom random = new SplittableRandom(17);
    for (int i = 0; i < 20_000; i++) {
      long value = random.nextLong() >> random.nextInt(64);
      bytes.truncate(0);
      bytes.number(value).raw(' ').hex(value).raw(' ').padded(value & 0xfffff, 7);

      assertThat(bytes)
          .hasToString(
              "%d %s %07d".formatted(value, HexFormat.of().toHexDigits(value), value & 0xfffff));
    }
  }

  @Test
  void escapedUtf8_anyByteAtAnyPlace_isWrittenAsTheTextIs() {
    SplittableRandom random = new SplittableRandom(18);
    for (int i = 0; i < 50_000; i++) {
      String text = randomText(random);
      byte[] utf8 = ("#" + text + "#").getBytes(StandardCharsets.UTF_8);
      bytes.truncate(0);
      ByteBuilder same = new ByteBuilder(1).escaped(text, 0, text.length());

      bytes.escapedUtf8(utf8, 1, utf8.length - 2);

      assertThat(bytes).hasToString(same.toString());
    }
  }

  /** Mostly plain, so that what has to be escaped comes at every distance from the last. */
  private static String randomText(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(40);
    int rare = 1 + random.nextInt(20);
    for (int i = 0; i < length; i++) {
      int point = random.nextInt(rare) == 0 ? random.nextInt(0x250) : 'a' + random.nextInt(26);
      text.appendCodePoint(point);
      if (random.nextInt(100) == 0) {
        text.appendCodePoint(0x1f600);
      }
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 0xf, 0x10, 0xff, 0x100, 0x1a2b3c, Integer.MAX_VALUE, -1})
  void shortHex_anyInt_isWrittenAsJavaWritesIt(int value) {
    bytes.shortHex(value);

    assertThat(bytes).hasToString(Integer.toHexString(value));
  }

  @Test
  void padded_shortNumber_isFilledWithZeros() {
    bytes.padded(42, 6);

    assertThat(bytes).hasToString("000042");
  }

  @Test
  void truncate_beyondTheEnd_isRefused() {
    bytes.ascii("ab");

    assertThatThrownBy(() -> bytes.truncate(3)).hasMessage("cannot truncate 2 bytes to 3");
  }
}
