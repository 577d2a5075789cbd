package io.glimpse.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.acme.guest.Marks;
import io.glimpse.policy.PolicyRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code @Traced}, {@code @Untraced} and {@code @Redacted} in a real container. */
final class MarksTest {
  @TempDir private Path folder;

  private WeldRun weld(@Nullable String policy) {
    return new WeldRun(
        folder,
        policy,
        Map.of(),
        Marks.Invoices.class,
        Marks.Letters.class,
        Marks.Diary.class,
        Marks.Parcel.class,
        Marks.Vault.class);
  }

  @Test
  void traced_methodWithoutAnyPolicy_isRecordedAndItsNeighbourIsNot() throws Exception {
    try (WeldRun weld = weld(null)) {
      Marks.Invoices invoices = weld.bean(Marks.Invoices.class);

      invoices.print("A-1");
      invoices.archive("A-1");

      assertThat(weld.happened())
          .containsExactly(
              "START com.acme.guest.Marks$Invoices.print {\"number\":\"A-1\"}",
              "END com.acme.guest.Marks$Invoices.print \"invoice A-1\"",
              "span Marks$Invoices.print ok");
      assertThat(WeldRun.report().beans())
          .filteredOn(bean -> bean.className().endsWith("Invoices"))
          .singleElement()
          .satisfies(bean -> assertThat(bean.attached()).containsValue(PolicyRule.TRACED));
    }
  }

  @Test
  void traced_class_meansWhatItDeclaresItself() throws Exception {
    try (WeldRun weld = weld(null)) {
      Marks.Letters letters = weld.bean(Marks.Letters.class);

      letters.send();
      letters.burn();
      letters.pages();
      letters.setWeight(letters.getWeight());

      assertThat(weld.started())
          .containsExactly(
              "com.acme.guest.Marks$Letters.send", "com.acme.guest.Marks$Letters.setWeight");
      assertThat(WeldRun.judged(Marks.Letters.class))
          .containsOnly(
              entry("send()", "traced"),
              entry("setWeight(int)", "traced"),
              entry("getWeight()", "accessor"),
              entry("burn()", "untraced"),
              entry("keep()", "final"));
    }
  }

  @Test
  void untraced_class_goesBeforeTracedMethodAndLists() throws Exception {
    try (WeldRun weld = weld("{\"version\":\"1.0\",\"package_trees\":[\"com.acme.guest\"]}")) {
      weld.bean(Marks.Diary.class).write("dear diary");

      assertThat(weld.records()).isEmpty();
      assertThat(weld.bean(Marks.Diary.class).getClass()).isEqualTo(Marks.Diary.class);
      assertThat(WeldRun.judged(Marks.Diary.class))
          .containsOnly(entry("write(String)", "untraced"));
    }
  }

  @Test
  void exclude_goesBeforeTraced() throws Exception {
    String policy =
        """
        {"version": "1.0", "exact_modules": ["com.acme.elsewhere"],
         "exclude": ["com.acme.guest.Marks$Invoices"]}
        """;
    try (WeldRun weld = weld(policy)) {
      weld.bean(Marks.Invoices.class).print("A-1");

      assertThat(weld.records()).isEmpty();
      assertThat(WeldRun.judged(Marks.Invoices.class))
          .containsOnly(entry("print(String)", "excluded"));
    }
  }

  @Test
  void traced_interface_meansNothingToTheClassesBehindIt() throws Exception {
    try (WeldRun weld = weld(null)) {
      Marks.Parcel parcel = weld.bean(Marks.Parcel.class);

      parcel.stamp();
      parcel.value();

      assertThat(weld.records()).isEmpty();
    }
  }

  @Test
  void traced_switchedOff_attachesNothing() {
    try (WeldRun weld =
        new WeldRun(folder, null, Map.of("glimpse.enabled", "false"), Marks.Invoices.class)) {
      assertThat(weld.bean(Marks.Invoices.class).getClass()).isEqualTo(Marks.Invoices.class);
    }
  }

  @Test
  void redacted_parameterResultAndComponent_areNowhereInTheFile() throws Exception {
    try (WeldRun weld = weld(null)) {
      Marks.Vault vault = weld.bean(Marks.Vault.class);

      vault.put("left", "hush-argument");
      vault.put("right", 7);
      vault.take("left");
      vault.open("ada", "hush-phrase");
      vault.getCombination();

      assertThat(weld.happened())
          .filteredOn(line -> !line.startsWith("span"))
          .containsExactly(
              "START com.acme.guest.Marks$Vault.put {\"place\":\"left\",\"thing\":\"[redacted]\"}",
              "END com.acme.guest.Marks$Vault.put null",
              "START com.acme.guest.Marks$Vault.put {\"place\":\"right\",\"number\":7}",
              "END com.acme.guest.Marks$Vault.put null",
              "START com.acme.guest.Marks$Vault.take {\"place\":\"left\"}",
              "END com.acme.guest.Marks$Vault.take \"[redacted]\"",
              "START com.acme.guest.Marks$Vault.open {\"owner\":\"ada\",\"phrase\":\"[redacted]\"}",
              "END com.acme.guest.Marks$Vault.open"
                  + " {\"owner\":\"ada\",\"number\":\"[redacted]\"}");
      assertThat(Files.readString(weld.file())).doesNotContain("hush");
    }
  }
}
