package io.glimpse.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QueryTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a=1                   | a=1",
        "a=1&b=2&              | a=1&b=2&",
        "&&                    | &&",
        "secret=x              | secret=[redacted]",
        "a=1&secret=x=y&b=%20  | a=1&secret=[redacted]&b=%20",
        "secret=               | secret=[redacted]",
        "secret                | secret",
        "secret=1&secret=2     | secret=[redacted]&secret=[redacted]",
        "%73ecret=x            | %73ecret=[redacted]",
        "=secret               | =secret",
        "bad%zz=x              | bad%zz=x",
        "%=%                   | %=%",
        "sig=abc               | sig=[redacted]",
        "X-Amz-Signature=abc   | X-Amz-Signature=[redacted]",
        "AWSAccessKeyId=abc    | AWSAccessKeyId=[redacted]",
        "signal=abc            | signal=abc",
        "a&b&secret=x&c        | a&b&secret=[redacted]&c",
        "&secret=x&&sig=y&     | &secret=[redacted]&&sig=[redacted]&",
        "a&secret              | a&secret",
        "secre%74=x&a=1        | secre%74=[redacted]&a=1",
        "secre%2574=x&a=1      | secre%2574=[redacted]&a=1",
        "a=1;secret=x;b=2&c=3  | a=1;secret=[redacted]&c=3",
        "a=b=c;d&secret=x;y    | a=b=c;d&secret=[redacted]",
        "=&secret=x            | =&secret=[redacted]",
        "secret==x&b=1         | secret=[redacted]&b=1",
      })
  void redacted_hidesTheValuesOfSecretsAndKeepsTheRest(String query, String shown) {
    assertThat(QueryText.redacted(query, name -> name.equals("secret"))).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "/cart;secret=x, /cart;secret=[redacted]",
    "/cart;secret=x;b=1/items;a=1, /cart;secret=[redacted]/items;a=1",
    "/cart;a=1;secr%65t=x/items, /cart;a=1;secr%65t=[redacted]/items",
    "/cart;secret, /cart;secret",
    "/secret=x/cart, /secret=x/cart",
    "/;=;/, /;=;/"
  })
  void redactedPath_hidesTheParametersOfItsSegments(String path, String shown) {
    assertThat(QueryText.redactedPath(path, name -> name.equals("secret"))).isEqualTo(shown);
  }
}
