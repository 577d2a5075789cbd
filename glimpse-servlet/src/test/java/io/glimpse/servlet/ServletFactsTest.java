package io.glimpse.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.http.RequestFacts;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServletFactsTest {
  @ParameterizedTest
  @CsvSource({"HTTP/1.1,1.1", "HTTP/1.0,1.0", "HTTP/2,2", "HTTP/2.0,2.0", "gopher,", ","})
  void protocolVersion_isWhatFollowsTheSlash_orUnknown(String protocol, String version) {
    HttpServletRequest request = requestOf(protocol);

    RequestFacts facts = ServletFacts.of(request);

    assertThat(facts.protocolVersion()).isEqualTo(version);
  }

  /** It answers every other question as a request does that knows nothing. */
  private static HttpServletRequest requestOf(String protocol) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            ServletFactsTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getProtocol")) {
                return protocol;
              }
              return method.getReturnType() == int.class ? 0 : null;
            });
  }
}
