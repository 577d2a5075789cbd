package io.glimpse.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RedactionTest {
  private final Redaction redaction = Redaction.standard();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "passwd",
        "pwd",
        "passphrase",
        "secret",
        "token",
        "key",
        "session",
        "credit",
        "card",
        "auth",
        "authorization",
        "authentication",
        "principal",
        "cookie",
        "credential",
        "pin",
        "cvv",
        "cvc",
        "otp"
      })
  void hides_eachListedWord_inEveryUsualSpelling(String word) {
    String capital = Character.toUpperCase(word.charAt(0)) + word.substring(1);

    assertThat(
            List.of(
                word,
                word + "s",
                capital,
                word.toUpperCase(java.util.Locale.ROOT),
                word.toUpperCase(java.util.Locale.ROOT) + "s",
                "user" + capital,
                "user" + capital + "s",
                "get" + capital + "Of",
                "user_" + word,
                word + "_of_user",
                "user-" + word + "-x",
                "user." + word,
                "user:" + word,
                "user " + word + " x",
                word + "2",
                "2" + word,
                "XML" + capital,
                "a" + word.toUpperCase(java.util.Locale.ROOT)))
        .allMatch(redaction::hides);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apiKey",
        "X-Auth-Token",
        "JSESSIONID",
        "apikey",
        "userpassword",
        "dbpasswd",
        "clientsecret",
        "accesstoken",
        "secretkey",
        "myprivatekey",
        "PHPSESSIONID",
        "accesstokens",
        "userpassword2",
        "USER_PASS_WORD",
        "IDtoken",
        "OAuth"
      })
  void hides_secretWithoutACut_byItsEnding(String name) {
    assertThat(redaction.hides(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "monkey", "author", "authors", "keyboard", "spin", "pinned", "Spin", "discard",
        "cardinal", "sessionless", "tokenizer", "secretary", "monkeys", "name", "iban", "s", "_",
        "address", "process", "URL", "keynote", "broken", "pass", "opinion"
      })
  void hides_harmlessName_no(String name) {
    assertThat(redaction.hides(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"iban", "IBAN", "ibans", "customerIban", "iban_2"})
  void hides_ownWord_byTheSameRules(String name) {
    assertThat(Redaction.with(List.of("IBANs")).hides(name)).isTrue();
    assertThat(redaction.hides(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "accountNumber",
        "account_number",
        "ACCOUNT-NUMBER",
        "customer.accountNumbers",
        "accountnumber"
      })
  void hides_ownNameOfSeveralWords_inEverySpelling(String name) {
    assertThat(Redaction.with(List.of("accountNumber")).hides(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"account", "number", "accountNumbering", "discountAccount"})
  void hides_partOfAnOwnNameOfSeveralWords_no(String name) {
    assertThat(Redaction.with(List.of("accountNumber")).hides(name)).isFalse();
  }

  @Test
  void hides_ownNameInAnotherScript_isFound() {
    assertThat(Redaction.with(List.of("密码")).hides("用户密码")).isTrue();
  }

  @Test
  void with_nameWithoutLetterOrDigit_isRefused() {
    assertThatThrownBy(() -> Redaction.with(List.of("-")))
        .hasMessage("redact: found \"-\". Write a name with at least one letter or digit.");
  }

  @Test
  void hides_nameThatIsNoName_isHiddenWithoutALook() {
    assertThat(redaction.hides("x".repeat(1025))).isTrue();
    assertThat(redaction.hides("x".repeat(1024))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "password=hunter2|password=[redacted]",
        "refused: password=hunter2 for bob|refused: password=[redacted] for bob",
        "password = hunter2, user = bob|password = [redacted], user = bob",
        "password: hunter2|password: [redacted]",
        "User[name=bob, password=hunter2, age=3]|User[name=bob, password=[redacted], age=3]",
        "{name=bob, apiKey=hunter2}|{name=bob, apiKey=[redacted]}",
        "password='hunter 2' x|password='[redacted]' x",
        "password='hunt\\'er2' x|password='[redacted]' x",
        "password='hunter2|password='[redacted]",
        "password='hunt''er2' x|password='[redacted]' x",
        "password=''hunter2''|password='[redacted]",
        "password='' x|password='' x",
        "{\"password\":\"hunt\"er2\",\"b\":1}|{\"password\":\"[redacted]\",\"b\":1}",
        "{\"password\":\"hunter2\\\\\"}|{\"password\":\"[redacted]\"}",
        "a=1&token=hunter2&b=2|a=1&token=[redacted]&b=2",
        "?token=hunter2#top|?token=[redacted]",
        "{\"password\":\"hunter2\",\"user\":\"bob\"}|{\"password\":\"[redacted]\",\"user\":\"bob\"}",
        "{\"password\" : \"hun\\\"ter2\"}|{\"password\" : \"[redacted]\"}",
        "{\"pin\":1234,\"user\":\"bob\"}|{\"pin\":[redacted],\"user\":\"bob\"}",
        "{\"secret\":{\"a\":\"hunter2\"},\"b\":1}|{\"secret\":[redacted],\"b\":1}",
        "{\"tokens\":[\"a]\",\"hunter2\"],\"b\":1}|{\"tokens\":[redacted],\"b\":1}",
        "{\\\"token\\\":\\\"hunter2\\\",\\\"b\\\":1}|{\\\"token\\\":\\\"[redacted]\\\",\\\"b\\\":1}",
        "{\"api key\":\"hunter2\"}|{\"api key\":\"[redacted]\"}",
        "Key (card)=(hunter2) already exists|Key (card)=[redacted] already exists",
        "header[\"X-Auth-Token\"]=hunter2|header[\"X-Auth-Token\"]=[redacted]",
        "session id: hunter2|session id: [redacted]",
        "credit card number: hunter2|credit card number: [redacted]",
        "Authorization: Bearer hunter2 x|Authorization: [redacted]",
        "X-Token: Bearer hunter2|X-Token: [redacted]",
        "Cookie: a=hunter2; b=hunter2|Cookie: [redacted]",
        "passphrase=correct horse hunter2, user=bob|passphrase=[redacted], user=bob",
        "token => hunter2|token => [redacted]",
        "jdbc:postgresql://bob:hunter2@db/x|jdbc:postgresql://[redacted]@db/x",
        "https://hunter2@example.org/x|https://[redacted]@example.org/x",
        "amqp://bob:hunt/er2@mq:5672/v|amqp://[redacted]@mq:5672/v",
        "amqp://bob:hunt@er2@mq:5672/v|amqp://[redacted]@mq:5672/v",
        "GET /a?token[]=hunter2&x=1|GET /a?token[]=[redacted]&x=1",
        "user[password]=hunter2&x=1|user[password]=[redacted]&x=1",
        "?user%5Bpassword%5D=hunter2&x=1|?user%5Bpassword%5D=[redacted]&x=1",
        "?user%255Bpassword%255D=hunter2&x=1|?user%255Bpassword%255D=[redacted]&x=1",
        "?%70in=hunter2&x=1|?%70in=[redacted]&x=1",
        "/cart;jsessionid=hunter2 failed|/cart;jsessionid=[redacted] failed",
        "https://REDACTED:REDACTED@h/?a=1|https://[redacted]@h/?a=1",
        "jdbc:sqlserver://h:1433;user=sa;password=hunter2;x=1|jdbc:sqlserver://h:1433;user=sa;password=[redacted];x=1",
      })
  void text_pairOrUrl_losesTheValueOnly(String text, String masked) {
    assertThat(redaction.text(text)).isEqualTo(masked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "disk full",
        "Index 5 out of bounds for length 3",
        "user=bob, monkey=3",
        "https://example.org:8080/@user?x=a@b",
        "at 12:30:45 on 2026-01-01",
        "javax.naming.AuthenticationException: LDAP error 49",
        "password",
        "password=",
        "password: ",
        "{\"password\":\"\"}",
        "key not found",
        "://",
        "==::==",
        "="
      })
  void text_withoutASecret_isTheSameText(String text) {
    assertThat(redaction.text(text)).isSameAs(text);
  }

  @Test
  void text_jsonOverSeveralLines_losesTheValue() {
    assertThat(redaction.text("{\n  \"token\":\n    \"hunter2\"\n}"))
        .isEqualTo("{\n  \"token\":\n    \"[redacted]\"\n}");
  }

  @Test
  void text_tooLong_isCutBehindTheMaskAndNotInsideAPair() {
    assertThat(redaction.text("password=hunter2 abc", 23)).isEqualTo("password=[redacted] abc");
    assertThat(redaction.text("password=hunter2 abc", 22)).isEqualTo("password=[redacted] ab...");
    assertThat(redaction.text("ab\ud83d\ude00", 3)).isEqualTo("ab...");
    assertThat(redaction.text("password=hunter2", 4)).isEqualTo("pass...");
  }

  @Test
  void text_valueThatNeverEnds_takesTheRestWithIt() {
    String endless = "token=" + "x".repeat(100_000) + " tail";

    assertThat(redaction.text(endless)).isEqualTo("token=[redacted]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=",
        ":",
        "token=",
        "://",
        "://a:b/",
        "token=\"",
        "token='\\",
        "a",
        "\"a\":",
        "\"",
        "(",
        ")=",
        "token=[",
        "token: {",
        ",a",
        "token=a,",
        "password =  ",
        "@",
        "://@",
        "\\\"token\\\":",
        " id:",
        "token id=",
        "]=",
        "auth: bearer ",
        "token=x&"
      })
  void text_hostileRepetition_takesLinearTime(String part) {
    String hostile = part.repeat(500_000 / part.length());

    assertTimeoutPreemptively(Duration.ofSeconds(10), () -> redaction.text(hostile));
    assertTimeoutPreemptively(Duration.ofSeconds(10), () -> redaction.text(hostile + "@"));
  }
}
