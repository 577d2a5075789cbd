package io.glimpse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.glimpse.config.Config;
import io.glimpse.config.LogLines;
import io.glimpse.policy.PolicyRule;
import io.glimpse.policy.TracingPolicy;
import io.glimpse.record.FunctionName;
import io.glimpse.record.SpanRecord;
import io.glimpse.report.DeploymentReport;
import io.glimpse.report.DeploymentReport.Bean;
import io.glimpse.trace.OpenCall;
import io.glimpse.trace.TracedFunction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The modules of a deployment, switched by the names that its report knows. */
final class ModulesTest {
  @RegisterExtension final LogLines log = new LogLines("io.glimpse");

  private final Collected collected = new Collected();
  private final Glimpse glimpse =
      Glimpse.builder()
          .config(Config.builder().readEnvironment(false))
          .policy(TracingPolicy.none())
          .writer(collected)
          .open();
  private final Modules modules = glimpse.modules();

  @BeforeEach
  void attach() {
    PolicyRule rule = PolicyRule.TRACED;
    Bean cart =
        new Bean(
            "com.acme.shop.cart.Cart",
            Map.of(
                "com.acme.shop.cart.Cart.add(String, int)", rule,
                "com.acme.shop.storage.Store.load()", rule),
            Map.of());
    Bean prices =
        new Bean(
            "com.acme.shop.pricing.Prices",
            Map.of("com.acme.shop.pricing.Prices.total(List)", rule),
            Map.of());
    glimpse.report(new DeploymentReport("test", List.of(cart, prices), List.of(), List.of()));
  }

  @AfterEach
  void close() {
    glimpse.close();
  }

  @Test
  void off_aPackageOfTheDeployment_itsCallsVanishAndTheOthersStay() throws Exception {
    modules.off("com.acme.shop.pricing");
    call("com.acme.shop.pricing.Prices", "total");
    call("com.acme.shop.cart.Cart", "add");
    modules.on("com.acme.shop.pricing");
    call("com.acme.shop.pricing.Prices", "total");

    assertThat(glimpse.flush(Duration.ofSeconds(30))).isTrue();
    assertThat(collected.spans())
        .extracting(SpanRecord::name)
        .containsExactly("Cart.add", "Prices.total");
    assertThat(log.take())
        .contains(
            "INFO Glimpse: com.acme.shop.pricing is switched off.",
            "INFO Glimpse: com.acme.shop.pricing is switched on.");
  }

  @Test
  void off_theClassThatDeclaresAnInheritedFunction_isKnownByTheReport() {
    modules.off("com.acme.shop.storage.Store");

    assertThat(modules.list())
        .filteredOn(module -> module.off() > 0)
        .extracting(Modules.Module::name)
        .containsExactly("com.acme.shop.storage", "com.acme.shop.storage.Store");
  }

  @Test
  void list_namesClassesAndTheirPackagesWithTheirState() {
    TracedFunction unused = function("com.acme.shop.cart.Basket", "empty");
    modules.off("com.acme.shop.cart.Cart");

    assertThat(modules.list())
        .extracting(Modules.Module::name, Modules.Module::state)
        .containsExactly(
            tuple("com.acme.shop.cart", "partly"),
            tuple("com.acme.shop.cart.Basket", "on"),
            tuple("com.acme.shop.cart.Cart", "off"),
            tuple("com.acme.shop.pricing", "on"),
            tuple("com.acme.shop.pricing.Prices", "on"),
            tuple("com.acme.shop.storage", "on"),
            tuple("com.acme.shop.storage.Store", "on"));
  }

  @ParameterizedTest
  @CsvSource({
    "com.acme.shop.prising, com.acme.shop.pricing",
    "com.acme.shop.cart.Card, com.acme.shop.cart.Cart",
    "com.acme.shop.cart.Cart#add, com.acme.shop.cart.Cart",
    "com.acme.shops, com.acme.shop",
    "'', com",
  })
  void off_anUnknownModule_isRefusedWithTheNearestThatIsKnown(String module, String nearest) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> modules.off(module))
        .withMessage(
            "Nothing that is attached belongs to the module \"%s\". The nearest module that is"
                + " known is %s.",
            module, nearest);
    assertThat(modules.list()).allMatch(each -> each.off() == 0);
  }

  @Test
  void off_whereNothingIsAttached_isRefused() {
    glimpse.report(DeploymentReport.empty("test"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> modules.off("com.acme"))
        .withMessageEndingWith("No function is attached.");
  }

  private void call(String declaringClass, String method) {
    OpenCall call = glimpse.tracer().open(function(declaringClass, method), new Object[0]);
    if (call != null) {
      call.returned(null);
    }
  }

  private TracedFunction function(String declaringClass, String method) {
    return glimpse
        .tracer()
        .function(FunctionName.of(declaringClass, method, null), List.of(), Set.of(), void.class);
  }
}
