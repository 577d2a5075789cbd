package io.glimpse.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import java.io.StringReader;
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
