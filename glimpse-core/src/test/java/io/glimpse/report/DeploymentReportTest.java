package io.glimpse.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.glimpse.policy.MethodRef;
import io.glimpse.policy.PolicyRule;
import io.glimpse.policy.Reason;
import io.glimpse.policy.TracingPolicy;
import io.glimpse.policy.Trait;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a deployment attached, collected and told. */
final class DeploymentReportTest {
  private final TracingPolicy policy =
      TracingPolicy.builder()
          .origin("the test's policy")
          .exactModules("com.acme.web")
          .packageTrees("com.acme.domian")
          .build();
  private final PolicyRule web = policy.rules().get(0);
  private final ReportBuilder builder = new ReportBuilder(policy);

  @Test
  void emptyReport_attachesNothing() {
    DeploymentReport report = DeploymentReport.empty("nowhere");

    assertThat(report.attachedBeans()).isZero();
    assertThat(report.summary()).isEqualTo("Glimpse attached 0 functions of 0 beans, by nowhere.");
  }

  @Test
  void attachedFunctions_ofBeans_areCountedPerRule() {
    builder.attached("com.acme.web.Cart", "add", web);
    builder.attached("com.acme.web.Cart", "remove", web);
    builder.attached("com.acme.web.Desk", "open", PolicyRule.TRACED);
    builder.skipped("com.acme.web.Cart", "hidden", Reason.PRIVATE);

    DeploymentReport report = builder.build(Set.of("com.acme.web.Cart", "com.acme.web.Desk"));

    assertThat(report.attachedFunctions()).isEqualTo(3);
    assertThat(report.attachedBeans()).isEqualTo(2);
    assertThat(report.rules().get(0).functions()).isEqualTo(2);
    assertThat(report.beans().get(0).skipped()).isEqualTo(Map.of("hidden", Reason.PRIVATE));
  }

  @Test
  void classThatIsNoBean_hasNothingAttachedAndSaysWhy() {
    builder.attached("com.acme.web.Form", "fill", web);

    DeploymentReport report = builder.build(Set.of());

    assertThat(report.attachedFunctions()).isZero();
    assertThat(report.attachedBeans()).isZero();
    assertThat(report.beans().get(0).skipped()).isEqualTo(Map.of("fill", Reason.NOT_A_BEAN));
    assertThat(report.rules().get(0).functions()).isZero();
  }

  @Test
  void classLeftOutWhole_losesWhatWasAttachedToIt() {
    builder.attached("com.acme.web.Cart", "add", web);
    builder.skippedWhole("com.acme.web.Cart", Reason.UNPROXYABLE);

    DeploymentReport report = builder.build(Set.of("com.acme.web.Cart"));

    assertThat(report.attachedFunctions()).isZero();
    assertThat(report.beans().get(0).skipped()).isEqualTo(Map.of("*", Reason.UNPROXYABLE));
  }

  @Test
  void summary_ruleThatWonNothing_namesTheNearestPackage() {
    builder.met("com.acme.domain.Order");
    builder.attached("com.acme.web.Cart", "add", web);

    DeploymentReport report = builder.build(Set.of("com.acme.web.Cart"));

    assertThat(report.summary())
        .isEqualTo(
            """
            Glimpse attached 1 function of 1 bean, by the test's policy.
              exact_modules "com.acme.web": 1 function.
              package_trees "com.acme.domian" matched no bean method. The nearest package is com.acme.domain.""");
  }

  @Test
  void summary_functionsAttachedByAnnotation_areCountedToo() {
    builder.attached("com.acme.web.Cart", "add", PolicyRule.TRACED);

    assertThat(builder.build(Set.of("com.acme.web.Cart")).summary())
        .endsWith("\n  @Traced: 1 function.");
  }

  @Test
  void summary_ruleThatCameSecondOrNamesOnlyWhatIsLeftAlone_saysSo() {
    TracingPolicy twice =
        TracingPolicy.builder()
            .origin("the test's policy")
            .exactModules("com.acme.web")
            .packageTrees("com.acme", "com.acme.web.Cart")
            .build();
    ReportBuilder judging = new ReportBuilder(twice);
    judge(judging, twice, "com.acme.web.Cart", "add");
    judge(judging, twice, "com.acme.web.Cart", "hidden", Trait.PRIVATE);
    judge(judging, twice, "com.acme.web.Cart", "getSize", Trait.ACCESSOR);

    DeploymentReport report = judging.build(Set.of("com.acme.web.Cart"));

    assertThat(report.summary())
        .isEqualTo(
            """
            Glimpse attached 1 function of 1 bean, by the test's policy.
              exact_modules "com.acme.web": 1 function.
              package_trees "com.acme" attached nothing. It names 3 functions: 1 attached by another rule, 1 private, 1 accessor.
              package_trees "com.acme.web.Cart" attached nothing. It names 3 functions: 1 attached by another rule, 1 private, 1 accessor.
              Left alone: 1 private, 1 accessor.""");
    assertThat(report.rules().get(1).named()).isEqualTo(3);
  }

  @Test
  void summary_ruleWithoutABean_saysWhatTheEdgeKnows() {
    judge(builder, policy, "com.acme.web.Form", "fill");

    DeploymentReport report =
        builder.build(Set.of(), rule -> Optional.of("Ask " + rule.pattern() + '.'));

    assertThat(report.summary())
        .contains(
            "exact_modules \"com.acme.web\" attached nothing. It names 1 function: 1 not-a-bean."
                + " Ask com.acme.web.")
        .contains("matched no bean method. Ask com.acme.domian.");
  }

  @Test
  void summary_ofAPackageWhoseClassesHaveNothingToAttach_namesNoOtherPackage() {
    builder.met("com.acme.web.Marker");

    assertThat(builder.build(Set.of()).rules().get(0).nearestPackage()).isEmpty();
  }

  @Test
  void json_ofAReport_readsBackAsAnEqualOne() {
    builder.met("com.acme.domain.Order");
    builder.attached("com.acme.web.Cart", "com.acme.web.Cart.add(int, \"x\")", web);
    builder.attached("com.acme.web.Cart", "com.acme.web.Cart.mark()", PolicyRule.TRACED);
    builder.skipped("com.acme.web.Cart", "com.acme.web.Cart.hidden()", Reason.PRIVATE);
    builder.skippedWhole("com.acme.web.Broken", Reason.UNLOADABLE);
    builder.archive(new DeploymentReport.Archive("file:/shop/", BeanDiscovery.EMPTY));
    judge(builder, policy, "com.acme.web.Form", "fill");
    DeploymentReport report =
        builder.build(Set.of("com.acme.web.Cart"), rule -> Optional.of("nobody knows"));

    String json = report.toJson();

    assertThat(DeploymentReport.fromJson(json)).isEqualTo(report);
    assertThat(json)
        .startsWith(
            "{\"policy\":\"the test's policy\",\"attached_functions\":2,\"attached_beans\":1,")
        .contains("\"skipped\":{\"com.acme.web.Cart.hidden()\":\"private\"}")
        .contains("\"com.acme.web.Cart.mark()\":\"@Traced\"")
        .contains("\"nearest_package\":\"com.acme.domain\"")
        .contains("\"discovery\":\"empty\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{}",
        "{\"policy\":\"p\",\"rules\":{},\"beans\":[],\"archives\":[]}",
        "{\"policy\":\"p\",\"rules\":[],\"beans\":[{}],\"archives\":[]}",
        "{\"policy\":\"p\",\"rules\":[],\"beans\":[],\"archives\":[{\"location\":\"x\",\"discovery\":\"y\"}]}"
      })
  void fromJson_ofAnythingElse_saysThatItIsNoReport(String json) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> DeploymentReport.fromJson(json))
        .withMessageContaining("no deployment report");
  }

  private static void judge(
      ReportBuilder builder, TracingPolicy policy, String type, String function, Trait... traits) {
    MethodRef method = new MethodRef(type, function, List.of(), Set.of(traits));
    builder.judged(type, function, method, policy.decide(method));
  }

  @Test
  void details_nameEachFunctionWithItsRuleOrReason() {
    builder.attached("com.acme.web.Cart", "add", web);
    builder.skipped("com.acme.web.Cart", "hidden", Reason.PRIVATE);

    String details = builder.build(Set.of("com.acme.web.Cart")).details();

    assertThat(details)
        .contains("\n  com.acme.web.Cart\n")
        .contains("\n    + add by exact_modules \"com.acme.web\"")
        .contains("\n    - hidden: " + Reason.PRIVATE);
  }

  @Test
  void report_onceBuilt_isNotMovedByWhatComesLater() {
    builder.attached("com.acme.web.Cart", "add", web);
    DeploymentReport report = builder.build(Set.of("com.acme.web.Cart"));

    builder.attached("com.acme.web.Cart", "remove", web);

    assertThat(report.attachedFunctions()).isOne();
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> report.beans().get(0).attached().clear());
  }
}
