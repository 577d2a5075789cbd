package io.glimpse.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IgnoredPathsTest {
  private final IgnoredPaths paths = IgnoredPaths.of(List.of("/internal/*", "/ping", "*.css"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/health",
        "/health/live",
        "/q/health/ready",
        "/metrics",
        "/q/openapi",
        "/internal",
        "/internal/jobs/7",
        "/ping",
        "/theme/dark.css"
      })
  void matches_whatIsNamedOrTheServersOwn_isIgnored(String path) {
    assertThat(paths.matches(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "", "/healthy", "/a/health", "/internals", "/ping/pong", "/css", "/a.css/b"})
  void matches_anythingElse_isNotIgnored(String path) {
    assertThat(paths.matches(path)).isFalse();
  }
}
