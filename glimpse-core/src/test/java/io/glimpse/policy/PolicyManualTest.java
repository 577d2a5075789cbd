package io.glimpse.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/policy.md shows is what the code does. */
final class PolicyManualTest {
  private final String manual = manual();

  @Test
  void manual_everyPolicyInIt_isValid() {
    List<String> policies = blocks("json");

    assertThat(policies).isNotEmpty();
    assertThat(policies)
        .allSatisfy(json -> assertThat(TracingPolicy.parse("docs/policy.md", json)).isNotNull());
  }

  @Test
  void manual_policyWithMistakes_reportsWhatTheManualSays() {
    String json = blocks("jsonc").get(0);
    String report = blocks("text").get(0).strip();

    assertThatThrownBy(() -> TracingPolicy.parse("META-INF/glimpse-policy.json", json))
        .hasMessage(report);
  }

  @Test
  void manual_everyKey_isInIt() {
    for (PolicyKey key : PolicyKey.values()) {
      assertThat(manual).contains("`" + key.pointer().substring(1).replace('/', '.') + "`");
    }
  }

  private List<String> blocks(String language) {
    return Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$")
        .matcher(manual)
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  private static String manual() {
    Path at = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    while (!Files.exists(at.resolve("docs/policy.md"))) {
      at = Objects.requireNonNull(at.getParent(), "docs/policy.md is nowhere above");
    }
    try {
      return Files.readString(at.resolve("docs/policy.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
