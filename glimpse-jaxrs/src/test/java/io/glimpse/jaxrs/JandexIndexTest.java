package io.glimpse.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What a Quarkus build reads of this jar. */
final class JandexIndexTest {
  @Test
  void index_hasTheProvidersAndNothingThatOnlyAnotherRuntimeHas() throws Exception {
    String index;
    try (InputStream file = RootFilter.class.getResourceAsStream("/META-INF/jandex.idx")) {
      assertThat(file).isNotNull();
      index = new String(file.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    assertThat(index)
        .as("a missing supertype is a warning of each build")
        .contains("RootFilter", "RouteFilter", "ResourceFilter")
        .doesNotContain(
            "glassfish",
            "RestClientBuilderListener",
            "AsyncInvocationInterceptor",
            "RestEasyThreadContext");
  }
}
