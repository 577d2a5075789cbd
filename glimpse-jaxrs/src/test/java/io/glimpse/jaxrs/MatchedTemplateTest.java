package io.glimpse.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.UriInfo;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The API on the class path is 3.1, so what 4.0 adds is an interface of the test's. */
final class MatchedTemplateTest {
  /** As {@code UriInfo} is from 4.0 on. */
  public interface Newer {
    String getMatchedResourceTemplate();
  }

  @Test
  void find_inAnOlderApi_isNothing() {
    assertThat(MatchedTemplate.find(UriInfo.class)).isNull();
  }

  @Test
  void ask_inANewerApi_isTheTemplate() {
    assertThat(asked(() -> "/api/orders/{number}")).isEqualTo("/api/orders/{number}");
  }

  @Test
  void ask_runtimeThatThrows_isNothing() {
    assertThat(
            asked(
                () -> {
                  throw new IllegalStateException("nothing matched");
                }))
        .isNull();
  }

  private static @Nullable String asked(Newer uri) {
    MethodHandle method = MatchedTemplate.find(Newer.class);
    assertThat(method).isNotNull();
    return method == null ? null : MatchedTemplate.ask(method, uri);
  }

  @ParameterizedTest
  @CsvSource({
    "/shop/api/, /api/orders/{number: [0-9]+}, /shop/api/orders/{number}",
    "/shop/api/, api/orders/, /shop/api/orders",
    "/shop/api, /api, /shop/api",
    "/shop/api/v1/, /api/v1/orders, /shop/api/v1/orders",
    "/shop/, /orders, /shop/orders",
    "/, /orders/{number}, /orders/{number}",
    "/, orders, /orders",
    "/shop/api/, /apiary, /shop/api/apiary",
    "/api/, /api/api/orders, /api/api/orders",
  })
  void route_baseAndTemplate_overlapInTheApplicationPath(
      String base, String template, String route) {
    assertThat(MatchedTemplate.route(template, base)).isEqualTo(route);
  }

  @Test
  void route_withoutTemplate_isNothing() {
    assertThat(MatchedTemplate.route(null, "/shop/")).isNull();
    assertThat(MatchedTemplate.route("", "/shop/")).isNull();
  }
}
