package io.glimpse.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.acme.guest.Defaults;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Of default methods that override one another the one that is called is recorded, and only it. */
final class DefaultsTest {
  private static final String POLICY =
      """
      {"version": "1.0", "package_trees": ["com.acme.guest.Defaults"]}
      """;

  /** The two ways to be attached. */
  enum Way {
    FULL,
    LITE
  }

  @TempDir private Path folder;

  private WeldRun weld(Way way, Class<?> bean) {
    return way == Way.FULL
        ? new WeldRun(folder, POLICY, Map.of(), bean)
        : WeldRun.lite(folder, POLICY, Map.of(), bean);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void defaultMethod_thatALowerInterfaceHasAgain_isRecordedThere(Way way) throws Exception {
    try (WeldRun weld = weld(way, Defaults.ByLow.class)) {
      Defaults.Low bean = weld.bean(Defaults.ByLow.class);
      assertThat(bean.again() + " " + bean.once()).isEqualTo("low top");

      assertThat(weld.started())
          .containsExactly("com.acme.guest.Defaults$Low.again", "com.acme.guest.Defaults$Top.once");
      assertThat(WeldRun.judged(Defaults.ByLow.class))
          .containsOnly(entry("again()", "traced"), entry("once()", "traced"));
    }
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void defaultMethod_whoseUpperInterfaceIsNearer_isRecordedInTheLowerOneAllTheSame(Way way)
      throws Exception {
    try (WeldRun weld = weld(way, Defaults.BySuperclass.class)) {
      assertThat(weld.bean(Defaults.BySuperclass.class).again()).isEqualTo("low");

      assertThat(weld.started()).containsExactly("com.acme.guest.Defaults$Low.again");
      assertThat(
              WeldRun.report()
                  .attaches(
                      Defaults.BySuperclass.class.getName(), "com.acme.guest.Defaults$Top.again()"))
          .isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void defaultMethod_overriddenByWayOfABridge_isRecordedOnce(Way way) throws Exception {
    try (WeldRun weld = weld(way, Defaults.Texts.class)) {
      Defaults.Finder<String> bean = weld.bean(Defaults.Texts.class);
      assertThat(bean.find("x")).isEqualTo("text");

      assertThat(weld.started()).containsExactly("com.acme.guest.Defaults$TextFinder.find");
      assertThat(WeldRun.judged(Defaults.Texts.class))
          .containsOnly(entry("find(String)", "traced"), entry("find(Object)", "bridge"));
    }
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void defaultMethod_thatTheClassHasAgain_isRecordedThere(Way way) throws Exception {
    try (WeldRun weld = weld(way, Defaults.Own.class)) {
      assertThat(weld.bean(Defaults.Own.class).again()).isEqualTo("own");

      assertThat(weld.started()).containsExactly("com.acme.guest.Defaults$Own.again");
    }
  }
}
