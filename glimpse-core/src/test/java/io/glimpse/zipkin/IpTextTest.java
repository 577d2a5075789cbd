package io.glimpse.zipkin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zipkin2.Endpoint;

/** What is called an address is one to Zipkin as well. */
final class IpTextTest {
  private static boolean isFour(String text) {
    byte[] bytes = ("x" + text + "1").getBytes(UTF_8);
    return IpText.isFour(bytes, 1, bytes.length - 2);
  }

  private static boolean isSix(String text) {
    byte[] bytes = ("x" + text + "1").getBytes(UTF_8);
    return IpText.isSix(bytes, 1, bytes.length - 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "255.255.255.255", "10.0.0.7"})
  void isFour_fourNumbers_yes(String text) {
    assertThat(isFour(text)).isTrue();
    assertThat(isSix(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1.2.3",
        "1.2.3.",
        "1.2.3.256",
        "1.2.3.4.5",
        ".1.2.3",
        "1..2.3",
        "1.2.3.1000",
        "a.b.c.d",
        "1.2.3.4 "
      })
  void isFour_anythingElse_no(String text) {
    assertThat(isFour(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "::",
        "::1",
        "1::",
        "2001:db8::c001",
        "1:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7::",
        "FE80::ABCD",
        "1::8"
      })
  void isSix_groups_yes(String text) {
    assertThat(isSix(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        ":1",
        "1:",
        ":::",
        "1::2::3",
        "12345::",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "g::1",
        "::ffff:1.2.3.4",
        "fe80::1%eth0",
        "a",
        "shop"
      })
  void isSix_anythingElse_no(String text) {
    assertThat(isSix(text)).isFalse();
  }

  @Property
  void address_isOneToZipkinToo(@ForAll("almost") String text) {
    if (isFour(text)) {
      assertThat(Endpoint.newBuilder().ip(text).build().ipv4()).isEqualTo(text);
    }
    if (isSix(text)) {
      assertThat(Endpoint.newBuilder().parseIp(text)).as(text.toLowerCase(Locale.ROOT)).isTrue();
    }
  }

  @Provide
  Arbitrary<String> almost() {
    return Arbitraries.strings().withChars("0125af:.").ofMaxLength(24);
  }
}
