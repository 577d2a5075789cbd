package io.glimpse.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.acme.guest.BookShelf;
import com.acme.guest.Clerk;
import com.acme.guest.Desk;
import com.acme.guest.Drawer;
import com.acme.guest.Odd;
import com.acme.guest.Plain;
import io.glimpse.Glimpse;
import io.glimpse.policy.Reason;
import io.glimpse.report.DeploymentReport;
import io.glimpse.trace.Tracer;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The extension for CDI Lite, on Weld, beside the portable one. */
final class GlimpseBuildExtensionTest {
  private static final String POLICY =
      """
      {"version": "1.0", "package_trees": ["com.acme.guest"],
       "exclude": ["com.acme.guest.Desk#stack", "com.acme.guest.Plain"]}
      """;

  private static final Class<?>[] BEANS = {
    Clerk.class,
    Desk.class,
    Drawer.class,
    Plain.class,
    BookShelf.class,
    Odd.Closed.class,
    Odd.Inner.class,
    Odd.Alone.class
  };

  @TempDir private Path folder;

  private WeldRun lite() {
    return WeldRun.lite(folder, POLICY, Map.of(), BEANS);
  }

  /** What is attached and what is not, bean by bean. */
  private static Map<String, Set<String>> judged(DeploymentReport report) {
    Map<String, Set<String>> beans = new TreeMap<>();
    for (DeploymentReport.Bean bean : report.beans()) {
      Set<String> functions = new TreeSet<>();
      bean.attached().forEach((name, rule) -> functions.add(name + " by " + rule));
      bean.skipped()
          .forEach(
              (name, why) -> {
                // The language model of CDI Lite does not show what the compiler made.
                if (why != Reason.BRIDGE) {
                  functions.add(name + ": " + why);
                }
              });
      bean.limited().forEach((name, why) -> functions.add(name + " limited: " + why));
      beans.put(bean.className(), functions);
    }
    return beans;
  }

  @Test
  void build_judgesEveryMethodAsThePortableExtensionDoes() {
    Map<String, Set<String>> portable;
    Glimpse first;
    try (WeldRun weld = new WeldRun(folder, POLICY, Map.of(), BEANS)) {
      first = Glimpse.current();
      portable = judged(first.report());
    }

    try (WeldRun weld = lite()) {
      assertThat(Glimpse.current()).isNotSameAs(first);
      assertThat(judged(Glimpse.current().report())).isEqualTo(portable);
      assertThat(portable.get("com.acme.guest.BookShelf")).hasSizeGreaterThan(8);
      assertThat(portable.get("com.acme.guest.Clerk"))
          .anyMatch(line -> line.endsWith("limited: ends-at-return"));
    }
  }

  @Test
  void call_ofATracedMethod_leavesStartEndAndSpan() throws Exception {
    try (WeldRun weld = lite()) {
      assertThat(weld.bean(Desk.class).open(7)).isEqualTo("drawer 7");

      assertThat(weld.records())
          .extracting(WhatHappened::of)
          .containsExactly(
              "START com.acme.guest.Desk.open {\"number\":7}",
              "START com.acme.guest.Drawer.pull {\"number\":7}",
              "END com.acme.guest.Drawer.pull \"drawer 7\"",
              "span Drawer.pull ok",
              "END com.acme.guest.Desk.open \"drawer 7\"",
              "span Desk.open ok");
    }
  }

  @Test
  void call_thatThrows_givesTheCallerTheSameThrowable() throws Exception {
    try (WeldRun weld = lite()) {
      Error error = new StackOverflowError("deep");

      assertThatThrownBy(() -> weld.bean(Desk.class).fail(error)).isSameAs(error);

      assertThat(weld.records())
          .extracting(WhatHappened::of)
          .contains("EXCEPTION com.acme.guest.Desk.fail java.lang.StackOverflowError: deep");
    }
  }

  @Test
  void call_ofAnOverriddenGenericMethod_isRecordedOnce() throws Exception {
    try (WeldRun weld = lite()) {
      com.acme.guest.Shelf<String> shelf = weld.bean(BookShelf.class);

      assertThat(shelf.put("Emma")).isEqualTo("put Emma");

      assertThat(weld.records())
          .extracting(WhatHappened::of)
          .containsExactly(
              "START com.acme.guest.BookShelf.put {\"title\":\"Emma\"}",
              "END com.acme.guest.BookShelf.put \"put Emma\"",
              "span BookShelf.put ok");
    }
  }

  @Test
  void bean_withoutAnAttachedFunction_isOfItsOwnClass() {
    try (WeldRun weld = lite()) {
      assertThat(weld.bean(Plain.class).getClass()).isEqualTo(Plain.class);
      assertThat(weld.bean(Drawer.class).getClass()).isNotEqualTo(Drawer.class);
    }
  }

  @Test
  void tracer_isInjectable() throws Exception {
    try (WeldRun weld = lite()) {
      assertThat(weld.bean(Tracer.class)).isSameAs(Glimpse.current().tracer());
    }
  }

  @Test
  void build_withABrokenPolicy_failsWithTheWholeReport() {
    String broken = "{\"version\": \"2.0\", \"trace_dept\": 3, \"sample_ratio\": 7}";

    assertThatThrownBy(() -> WeldRun.lite(folder, broken, Map.of(), BEANS))
        .hasMessageContaining("Glimpse found 3 problems")
        .hasMessageContaining("/version")
        .hasMessageContaining("trace_depth")
        .hasMessageContaining("/sample_ratio");
  }

  @Test
  void build_switchedOff_attachesNothing() throws Exception {
    try (WeldRun weld = WeldRun.lite(folder, POLICY, Map.of("glimpse.enabled", "false"), BEANS)) {
      assertThat(weld.bean(Drawer.class).getClass()).isEqualTo(Drawer.class);
      assertThat(weld.bean(Drawer.class).pull(1)).isEqualTo("drawer 1");
    }
  }

  @Test
  void shutdown_writesWhatIsLeft() throws Exception {
    WeldRun weld = WeldRun.lite(folder, POLICY, Map.of("glimpse.flush-interval", "10 m"), BEANS);
    weld.bean(Desk.class).open(1);
    weld.close();

    List<JsonObject> records = weld.read();
    assertThat(records).hasSize(6);
  }
}
