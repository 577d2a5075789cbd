package io.glimpse.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.Glimpse;
import io.glimpse.Lease;
import io.glimpse.policy.TracingPolicy;
import io.glimpse.report.DeploymentReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LiteRunTest {
  private static final Logger LOG = Logger.getLogger("io.glimpse.cdi");

  @TempDir private Path folder;

  private final List<LogRecord> logged = new ArrayList<>();
  private final Handler listener =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          logged.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() throws Exception {
    LOG.addHandler(listener);
    Path policy = folder.resolve("policy.json");
    Files.writeString(
        policy,
        """
        {"version": "1.0", "package_trees": ["com.acme.guest"], "exclude": ["com.acme.guest.Desk"]}
        """);
    System.setProperty("glimpse.policy", policy.toString());
    System.setProperty("glimpse.log-path", folder.resolve("glimpse.jsonl").toString());
  }

  @AfterEach
  void end() {
    LiteRun.stop();
    LOG.removeHandler(listener);
    System.clearProperty("glimpse.policy");
    System.clearProperty("glimpse.log-path");
  }

  private List<String> warnings() {
    SimpleFormatter formatter = new SimpleFormatter();
    return logged.stream()
        .filter(line -> line.getLevel().equals(Level.WARNING))
        .map(formatter::formatMessage)
        .toList();
  }

  @Test
  void run_withAPolicyThatSelectsOtherwise_warnsOnceAndNamesTheDifferences() {
    TracingPolicy built =
        TracingPolicy.parse(
            "the build's", "{\"version\": \"1.0\", \"package_trees\": [\"com.acme.shop\"]}");

    LiteRun.start(built, DeploymentReport.empty("the build's"));

    assertThat(warnings())
        .singleElement()
        .asString()
        .contains(
            "the build's",
            "policy.json",
            "package_trees [com.acme.guest] instead of [com.acme.shop]",
            "exclude [com.acme.guest.Desk] instead of []")
        .doesNotContain("exact_modules");
  }

  @Test
  void run_ofABuildThatWasSwitchedOff_isOffWhateverIsConfiguredNow() {
    try (Lease filter = Glimpse.lease("a filter that came first", getClass().getClassLoader())) {
      assertThat(filter.glimpse().isEnabled()).isTrue();

      LiteRun.startSwitchedOff();

      assertThat(filter.glimpse().isEnabled()).isFalse();
      assertThat(Glimpse.current().isEnabled()).isFalse();
      LiteRun.stop();
    }

    LiteRun.start(TracingPolicy.none(), DeploymentReport.empty("the build's"));
    assertThat(Glimpse.current().isEnabled()).isTrue();
  }

  @Test
  void run_withAPolicyThatDiffersInOtherKeysOnly_warnsOfNothing() {
    TracingPolicy built =
        TracingPolicy.parse(
            "the build's",
            """
            {"version": "1.0", "package_trees": ["com.acme.guest"],
             "exclude": ["com.acme.guest.Desk"], "trace_depth": 2}
            """);

    LiteRun.start(built, DeploymentReport.empty("the build's"));

    assertThat(warnings()).isEmpty();
  }
}
