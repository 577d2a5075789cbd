package io.glimpse.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.acme.guest.Desk;
import com.acme.guest.Drawer;
import com.acme.guest.Plain;
import com.acme.guest.Timekeeper;
import io.glimpse.Glimpse;
import io.glimpse.report.DeploymentReport;
import jakarta.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GlimpseExtensionTest {
  private static final String POLICY =
      """
      {"version": "1.0", "package_trees": ["com.acme.guest"],
       "exclude": ["com.acme.guest.Desk#stack", "com.acme.guest.Plain"]}
      """;

  @TempDir private Path folder;

  private WeldRun weld() {
    return new WeldRun(folder, POLICY, Map.of(), Desk.class, Drawer.class, Plain.class);
  }

  @Test
  void call_ofATracedMethod_leavesStartEndAndSpanWithItsArgumentsAndResult() throws Exception {
    try (WeldRun weld = weld()) {
      assertThat(weld.bean(Desk.class).open(7)).isEqualTo("drawer 7");

      List<JsonObject> records = weld.records();
      assertThat(records)
          .extracting(WhatHappened::of)
          .containsExactly(
              "START com.acme.guest.Desk.open {\"number\":7}",
              "START com.acme.guest.Drawer.pull {\"number\":7}",
              "END com.acme.guest.Drawer.pull \"drawer 7\"",
              "span Drawer.pull ok",
              "END com.acme.guest.Desk.open \"drawer 7\"",
              "span Desk.open ok");
      assertThat(records)
          .extracting(r -> r.getString("trace_id"))
          .containsOnly(records.get(0).getString("trace_id"));
      assertThat(records.get(1).getString("parent_span_id"))
          .isEqualTo(records.get(0).getString("span_id"));
      assertThat(records.get(0).isNull("parent_span_id")).isTrue();
    }
  }

  @Test
  void call_thatThrows_givesTheCallerTheSameThrowableAndAnExceptionRecord() throws Exception {
    try (WeldRun weld = weld()) {
      Desk desk = weld.bean(Desk.class);
      Exception exception = new IllegalStateException("no: password=hunter2");
      Error error = new StackOverflowError("deep");

      assertThatThrownBy(() -> desk.fail(exception)).isSameAs(exception);
      assertThatThrownBy(() -> desk.fail(error)).isSameAs(error);

      assertThat(weld.records())
          .extracting(WhatHappened::of)
          .contains(
              "EXCEPTION com.acme.guest.Desk.fail java.lang.IllegalStateException: no: password=[redacted]",
              "EXCEPTION com.acme.guest.Desk.fail java.lang.StackOverflowError: deep");
      assertThat(Files.readString(weld.file())).doesNotContain("hunter2");
    }
  }

  @Test
  void call_withHostileArgument_isNotDisturbedAndRunsNoneOfItsCode() throws Exception {
    try (WeldRun weld = weld()) {
      Hostile hostile = new Hostile();

      assertThat(weld.bean(Desk.class).hold(hostile)).isSameAs(hostile);

      assertThat(weld.records()).hasSize(3);
      assertThat(WhatHappened.of(weld.records().get(0))).contains("Hostile@");
    }
  }

  @Test
  void call_ofALeftOutMethod_hasNoFrameOfGlimpseAndNoRecord() throws Exception {
    try (WeldRun weld = weld()) {
      StackTraceElement[] stack = weld.bean(Desk.class).stack();

      assertThat(Arrays.stream(stack).map(StackTraceElement::getClassName))
          .filteredOn(name -> name.startsWith("io.glimpse."))
          .allMatch(name -> name.endsWith("Test"));
      assertThat(weld.records()).isEmpty();
    }
  }

  @Test
  void bean_withoutAnAttachedFunction_isOfItsOwnClass() {
    try (WeldRun weld = weld()) {
      assertThat(weld.bean(Plain.class).getClass()).isEqualTo(Plain.class);
      assertThat(weld.bean(Drawer.class).getClass()).isNotEqualTo(Drawer.class);
    }
  }

  @Test
  void selfCall_isPartOfTheOneCallThatTheContainerSees() throws Exception {
    try (WeldRun weld = weld()) {
      weld.bean(Desk.class).twice(2);

      assertThat(weld.records()).hasSize(3);
    }
  }

  @Test
  void secrets_areNowhereInTheFile() throws Exception {
    try (WeldRun weld = weld()) {
      weld.bean(Desk.class).login("ada", "correct-horse-7");
      weld.bean(Desk.class).issueToken();

      assertThat(weld.records()).hasSize(6);
      assertThat(Files.readString(weld.file()))
          .contains("ada")
          .doesNotContain("correct-horse", "tok-1234");
    }
  }

  @Test
  void report_namesAttachedFunctionsWithTheirRuleAndSkippedOnesWithTheirReason() {
    try (WeldRun weld = weld()) {
      DeploymentReport report = Glimpse.current().report();

      DeploymentReport.Bean desk =
          report.beans().stream()
              .filter(b -> b.className().equals("com.acme.guest.Desk"))
              .findFirst()
              .orElseThrow();
      assertThat(desk.attached().keySet())
          .containsExactlyInAnyOrder(
              "com.acme.guest.Desk.open(int)",
              "com.acme.guest.Desk.fail(Throwable)",
              "com.acme.guest.Desk.hold(Object)",
              "com.acme.guest.Desk.twice(int)",
              "com.acme.guest.Desk.once(int)",
              "com.acme.guest.Desk.login(String, String)",
              "com.acme.guest.Desk.issueToken()");
      assertThat(desk.skipped().values())
          .extracting(Object::toString)
          .contains("accessor", "final", "excluded");
      assertThat(report.summary()).startsWith("Glimpse attached 8 functions of 2 beans");
    }
  }

  @Test
  void rule_thatMatchesNothing_isNamedWithTheNearestPackage() {
    try (WeldRun weld =
        new WeldRun(
            folder,
            "{\"version\": \"1.0\", \"package_trees\": [\"com.acme.gest\"]}",
            Map.of(),
            Desk.class,
            Drawer.class)) {
      assertThat(Glimpse.current().report().summary())
          .contains(
              "package_trees \"com.acme.gest\" matched no bean method. The nearest package is com.acme.guest.");
      assertThat(weld.bean(Desk.class).open(1)).isEqualTo("drawer 1");
    }
  }

  @Test
  void deployment_withABrokenPolicy_failsWithTheWholeReport() {
    String broken = "{\"version\": \"2.0\", \"trace_dept\": 3, \"sample_ratio\": 7}";

    assertThatThrownBy(
            () ->
                new WeldRun(
                    folder, broken, Map.of("glimpse.level", "LOUD"), Desk.class, Drawer.class))
        .hasMessageContaining("Glimpse found 4 problems")
        .hasMessageContaining(
            "system property glimpse.level: found \"LOUD\". Write one of ERROR, INFO, DEBUG.")
        .hasMessageContaining("/version")
        .hasMessageContaining("trace_depth")
        .hasMessageContaining("/sample_ratio");
  }

  @Test
  void deployment_withABrokenPolicyAndAnInjectedTracer_failsWithTheReportAllTheSame() {
    assertThatThrownBy(() -> new WeldRun(folder, "{", Map.of(), Timekeeper.class))
        .hasMessageContaining("Glimpse found 1 problem")
        .hasMessageNotContaining("Unsatisfied dependencies");
    try (WeldRun weld =
        new WeldRun(
            folder, "{", Map.of("glimpse.on-invalid-policy", "disable"), Timekeeper.class)) {
      assertThat(weld.bean(Timekeeper.class).isRunning()).isFalse();
    }
  }

  @Test
  void deployment_withABrokenPolicy_startsUntracedWhereTheOperatorPrefersThat() throws Exception {
    try (WeldRun weld =
        new WeldRun(
            folder,
            "{",
            Map.of("glimpse.on-invalid-policy", "disable"),
            Desk.class,
            Drawer.class)) {
      assertThat(weld.bean(Desk.class).open(1)).isEqualTo("drawer 1");
      assertThat(Files.exists(weld.file())).isFalse();
      assertThat(Glimpse.current().isEnabled()).isFalse();
    }
  }

  @Test
  void deployment_switchedOff_attachesNothing() {
    try (WeldRun weld =
        new WeldRun(folder, POLICY, Map.of("glimpse.enabled", "false"), Desk.class, Drawer.class)) {
      assertThat(weld.bean(Drawer.class).getClass()).isEqualTo(Drawer.class);
    }
  }

  @Test
  void stop_letsCallsPassUnrecordedUntilRun() throws Exception {
    try (WeldRun weld = weld()) {
      Desk desk = weld.bean(Desk.class);
      Glimpse.current().stop();
      desk.open(1);
      Glimpse.current().run();
      desk.open(2);

      assertThat(weld.records()).hasSize(6);
    }
  }

  @Test
  void shutdown_writesWhatIsLeft() throws Exception {
    WeldRun weld =
        new WeldRun(
            folder, POLICY, Map.of("glimpse.flush-interval", "10 m"), Desk.class, Drawer.class);
    weld.bean(Desk.class).open(1);
    weld.close();

    assertThat(weld.read()).hasSize(6);
  }

  /** Every method of it is a trap. */
  private static final class Hostile implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      throw new AssertionError("iterator() was called");
    }

    @Override
    public String toString() {
      throw new AssertionError("toString() was called");
    }

    @Override
    public int hashCode() {
      throw new AssertionError("hashCode() was called");
    }

    @Override
    public boolean equals(Object other) {
      throw new AssertionError("equals() was called");
    }
  }
}
