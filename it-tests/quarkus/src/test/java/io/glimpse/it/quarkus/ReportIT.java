package io.glimpse.it.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.shop.ShopApplication;
import com.acme.shop.web.PolicyReportResource;
import io.glimpse.Glimpse;
import io.glimpse.cdi.GlimpseExtension;
import io.glimpse.report.DeploymentReport;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Test;

/** The same shop and the same policy, attached by ArC's build and by Weld's start. */
class ReportIT {

  /**
   * Weld takes only classes with a bean-defining annotation to the extension, so only ArC's report
   * says of these why they are left alone.
   */
  private static final Set<String> NEVER_MET_BY_WELD =
      Set.of(
          "com.acme.shop.delivery.Parcel",
          "com.acme.shop.hostile.Bomb",
          "com.acme.shop.hostile.Failures",
          "com.acme.shop.hostile.Things",
          "com.acme.shop.hostile.Things$1",
          "com.acme.shop.hostile.Things$3",
          "com.acme.shop.hostile.Things$4",
          "com.acme.shop.pricing.Surcharge$Express",
          "com.acme.shop.storage.Repository");

  /** Classes with only {@code @Path}, which Quarkus makes beans of and Weld SE does not. */
  private static final Set<String> BEANS_ON_ARC_ALONE =
      Set.of("com.acme.shop.delivery.TrackingResource", "com.acme.shop.web.WelcomeResource");

  @Test
  void sameFunctions_areAttachedByTheSameRulesAndLeftAloneForTheSameReasons() throws Exception {
    Map<String, String> onWeld = ofTheShop(weld());
    Map<String, String> onArc = ofTheShop(arc());

    Map<String, String> onWeldAlone = without(onWeld, onArc);
    Map<String, String> onArcAlone = without(onArc, onWeld);

    assertThat(without(onWeld, onWeldAlone)).hasSizeGreaterThan(60);
    assertThat(without(onWeld, onWeldAlone)).isEqualTo(without(onArc, onArcAlone));
    assertThat(onWeldAlone).isNotEmpty().allSatisfy(ReportIT::assertMadeByTheCompiler);
    assertThat(onArcAlone.keySet().stream().map(ReportIT::classOf).distinct())
        .containsExactlyInAnyOrderElementsOf(union(NEVER_MET_BY_WELD, BEANS_ON_ARC_ALONE));
    assertThat(onArcAlone)
        .allSatisfy(
            (function, what) -> {
              if (NEVER_MET_BY_WELD.contains(classOf(function))) {
                assertThat(what).doesNotContain("com.acme");
              }
            });
  }

  /** The language model of CDI Lite does not show it. */
  private static void assertMadeByTheCompiler(String function, String what) {
    assertThat(what.equals("bridge") || function.contains(".lambda$")).as(function).isTrue();
  }

  private static Map<String, String> without(Map<String, String> all, Map<String, String> some) {
    Map<String, String> left = new TreeMap<>(all);
    left.keySet().removeAll(some.keySet());
    return left;
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    Set<String> all = new TreeSet<>(some);
    all.addAll(others);
    return all;
  }

  private static String classOf(String function) {
    return function.substring(0, function.indexOf(' '));
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
