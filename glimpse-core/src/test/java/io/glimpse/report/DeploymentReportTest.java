package io.glimpse.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.glimpse.policy.PolicyRule;
import io.glimpse.policy.Reason;
import io.glimpse.policy.TracingPolicy;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

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
            Glimpse attached 1 functions of 1 beans, by the test's policy.
              package_trees "com.acme.domian" matched no bean method. The nearest package is com.acme.domain.""");
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
