package io.glimpse.it.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.shop.ShopApplication;
import com.acme.shop.web.PolicyReportResource;
import io.glimpse.Glimpse;
import io.glimpse.cdi.GlimpseExtension;
import io.glimpse.report.DeploymentReport;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Test;

/** The same shop and the same policy, attached by ArC's build and by Weld's start. */
class ReportIT {

  @Test
  void sameFunctions_areAttachedByTheSameRulesAndLeftAloneForTheSameReasons() throws Exception {
    Map<String, String> onWeld = ofTheShop(weld());
    Map<String, String> onArc = ofTheShop(arc());

    Map<String, String> differences = new TreeMap<>();
    onWeld.forEach(
        (function, what) -> {
          String there = onArc.getOrDefault(function, "-");
          if (!there.equals(what)) {
            differences.put(function, what + " / " + there);
          }
        });
    onArc.forEach(
        (function, what) -> {
          if (!onWeld.containsKey(function)) {
            differences.put(function, "- / " + what);
          }
        });
    assertThat(onArc).hasSizeGreaterThan(100);
    assertThat(differences).isEqualTo(Map.of());
  }

  private static DeploymentReport arc() throws Exception {
    try (QuarkusRun quarkus = QuarkusRun.start(Map.of())) {
      return DeploymentReport.fromJson(quarkus.go("/api/policy-report").get().answer());
    }
  }

  private static DeploymentReport weld() {
    try (WeldContainer unused =
        new Weld()
            .disableDiscovery()
            .addPackages(true, ShopApplication.class)
            .addExtension(new GlimpseExtension())
            .initialize()) {
      return Glimpse.current().report();
    }
  }

  /**
   * Each function with its rule or its reason, and its limit; without what only this folder has.
   */
  private static Map<String, String> ofTheShop(DeploymentReport report) throws Exception {
    Map<String, String> all = new TreeMap<>();
    for (DeploymentReport.Bean bean : report.beans()) {
      if (isOfTheShop(bean.className())) {
        bean.attached()
            .forEach(
                (function, rule) -> all.put(bean.className() + " " + function, rule.toString()));
        bean.skipped()
            .forEach((function, why) -> all.put(bean.className() + " " + function, why.code()));
        bean.limited()
            .forEach(
                (function, why) ->
                    all.merge(
                        bean.className() + " " + function, why.code(), (a, b) -> a + ", " + b));
      }
    }
    return all;
  }

  private static boolean isOfTheShop(String className) throws ClassNotFoundException {
    ClassLoader loader = ReportIT.class.getClassLoader();
    return !Class.forName(className, false, loader)
        .getProtectionDomain()
        .getCodeSource()
        .getLocation()
        .equals(PolicyReportResource.class.getProtectionDomain().getCodeSource().getLocation());
  }
}
