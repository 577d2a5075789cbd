package io.glimpse.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EndpointTest {
  private static final URI SERVER = URI.create("http://localhost:4318/v1/traces");

  @ParameterizedTest
  @ValueSource(strings = {"/v1/traces", "ftp://localhost/x", "http:x", "mailto:a@b"})
  void addressThatIsNoneOfHttp_isRefused(String address) {
    URI uri = URI.create(address);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Endpoint.at(uri))
        .withMessageContaining("Write a whole one, such as http://localhost:4318/v1/traces");
  }

  @Test
  void userInTheAddress_becomesAHeaderAndLeavesTheAddress() {
    Endpoint endpoint = Endpoint.at(URI.create("https://ann:s3cret%21@[::1]:8443/a%2Fb?x=1"));

    assertThat(endpoint.uri()).isEqualTo(URI.create("https://[::1]:8443/a%2Fb?x=1"));
    assertThat(endpoint.headers()).containsEntry("Authorization", "Basic YW5uOnMzY3JldCE=");
    assertThat(endpoint.place()).isEqualTo("https://[::1]:8443/a%2Fb");
  }

  @Test
  void headerForTheUser_goesBeforeTheAddress() {
    URI uri = URI.create("http://ann:word@localhost/");
    Endpoint endpoint =
        new Endpoint(
            uri, Map.of("authorization", "Bearer t"), false, Duration.ofSeconds(1), null, "G");

    assertThat(endpoint.headers()).containsExactly(Map.entry("authorization", "Bearer t"));
  }

  @Test
  void headerThatCannotBeSent_isRefusedWithoutItsValue() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Endpoint.at(SERVER).withHeaders(Map.of("X-Key", "hush\nhush")))
        .withMessageContaining("\"X-Key\"")
        .withMessageNotContaining("hush")
        .withNoCause();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Endpoint.at(SERVER).withHeaders(Map.of("Content-Length", "3")))
        .withMessageContaining("set by the HTTP client");
  }

  @Test
  void timeoutOfNothing_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Endpoint.at(SERVER).withTimeout(Duration.ZERO))
        .withMessageContaining("Write a positive one");
  }

  @Test
  void toString_hasNoSecret() {
    Endpoint endpoint =
        Endpoint.at(URI.create("http://ann:word@localhost/?key=query"))
            .withHeaders(Map.of("X-Key", "value"));

    assertThat(endpoint.toString())
        .contains("http://localhost/", "X-Key", "Authorization")
        .doesNotContain("value", "word", "query");
  }

  @Test
  void foreignText_losesWhatIsSecretHere() {
    Endpoint endpoint =
        Endpoint.at(URI.create("http://localhost/?key=query"))
            .withHeaders(Map.of("Authorization", "Bearer abcdef", "X", "1"));

    assertThat(endpoint.withoutSecrets("1: no \"abcdef\" for key=query"))
        .isEqualTo("1: no \"[redacted]\" for [redacted]");
  }
}
