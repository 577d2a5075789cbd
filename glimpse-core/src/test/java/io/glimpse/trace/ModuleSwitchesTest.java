package io.glimpse.trace;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.record.FunctionName;
import io.glimpse.record.LogEntry;
import io.glimpse.record.SpanRecord;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Modules that are switched off and on while their functions are called. */
final class ModuleSwitchesTest {
  private static final @Nullable Object[] NONE = {};

  @RegisterExtension final SpanLog log = new SpanLog();

  private final Tracer tracer = log.tracer();
  private final ModuleSwitches modules = tracer.modules();
  private final TracedFunction add = function("com.acme.shop.Cart", "add");
  private final TracedFunction total = function("com.acme.shop.pricing.Prices", "total");

  private TracedFunction function(String declaringClass, String method) {
    return tracer.function(
        FunctionName.of(declaringClass, method, null), List.of(), Set.of(), void.class);
  }

  @ParameterizedTest
  @CsvSource({
    "com.acme.shop, com.acme.shop.Cart, true",
    "com.acme.shop, com.acme.shop.pricing.Prices, true",
    "com.acme.shop, com.acme.shopping.Cart, false",
    "com.acme.shop, com.acme, false",
    "com.acme.shop.Cart, com.acme.shop.Cart, true",
    "com.acme.shop.Cart, com.acme.shop.Cart$Line, true",
    "com.acme.shop.Cart, com.acme.shop.Carts, false",
    "com.acme.shop.Cart, com.acme.shop, false",
  })
  void covers_packagesAndClassesAtTheirBoundaries(String module, String name, boolean covers) {
    assertThat(ModuleSwitches.covers(module, name)).isEqualTo(covers);
  }

  @Test
  void off_aPackage_callsInItPassAndTheOthersStay() {
    modules.turn("com.acme.shop.pricing", false);

    assertThat(tracer.open(total, NONE)).isNull();
    assertThat(tracer.start(total)).isNull();
    requireNonNull(tracer.open(add, NONE)).returned(null);

    assertThat(log.takeOnly().name()).isEqualTo("Cart.add");
    log.takeEntries();
  }

  @Test
  void off_whatACallThatPassesCalls_liesBelowTheSpanAround() {
    modules.turn("com.acme.shop.pricing.Prices", false);
    TracedFunction find = function("com.acme.shop.Catalog", "find");

    OpenCall outer = requireNonNull(tracer.open(add, NONE));
    assertThat(tracer.open(total, NONE)).isNull();
    requireNonNull(tracer.open(find, NONE)).returned(null);
    outer.returned(null);

    List<SpanRecord> spans = log.takeSpans();
    assertThat(spans).extracting(SpanRecord::name).containsExactly("Catalog.find", "Cart.add");
    assertThat(spans.get(0).parentSpanId()).isEqualTo(spans.get(1).spanId());
    log.takeEntries();
  }

  @Test
  void off_aCallThatIsOpen_endsAsItWould() {
    OpenCall open = requireNonNull(tracer.open(add, NONE));
    modules.turn("com.acme", false);
    open.returned(null);

    assertThat(log.takeOnly().name()).isEqualTo("Cart.add");
    assertThat(log.takeEntries()).extracting(LogEntry::stage).hasSize(2);
    assertThat(tracer.open(add, NONE)).isNull();
  }

  @Test
  void on_bringsTheCallsBack() {
    modules.turn("com.acme.shop", false);
    modules.turn("com.acme.shop", true);

    requireNonNull(tracer.open(add, NONE)).returned(null);
    requireNonNull(tracer.open(total, NONE)).returned(null);

    assertThat(log.takeSpans()).hasSize(2);
    log.takeEntries();
  }

  @Test
  void off_aFunctionThatIsMadeLater_isOffFromTheBeginning() {
    modules.turn("com.acme.shop.stock", false);

    assertThat(function("com.acme.shop.stock.Shelf", "take").isOn()).isFalse();
    assertThat(function("com.acme.shop.stock.Shelf", "look").withHiddenResult().isOn()).isFalse();
    assertThat(function("com.acme.shop.Stock", "take").isOn()).isTrue();
  }

  @Test
  void turn_theLastWordAboutAModuleAroundCounts() {
    modules.turn("com.acme.shop", false);
    modules.turn("com.acme.shop.pricing", true);
    assertThat(List.of(add.isOn(), total.isOn())).containsExactly(false, true);
    assertThat(modules.isOn("com.acme.shop.pricing.Taxes")).isTrue();
    assertThat(modules.isOn("com.acme.shop.Basket")).isFalse();

    modules.turn("com.acme.shop", false);
    assertThat(List.of(add.isOn(), total.isOn())).containsExactly(false, false);
    assertThat(modules.isOn("com.acme.shop.pricing.Taxes")).isFalse();

    modules.turn("com.acme", true);
    assertThat(List.of(add.isOn(), total.isOn())).containsExactly(true, true);
    assertThat(modules.isOn("com.acme.shop.Basket")).isTrue();
  }

  @Test
  void stop_goesBeforeAModuleThatIsOn() {
    tracer.stop();
    modules.turn("com.acme.shop", true);
    assertThat(tracer.open(add, NONE)).isNull();

    tracer.run();
    requireNonNull(tracer.open(add, NONE)).returned(null);
    assertThat(log.takeSpans()).hasSize(1);
    log.takeEntries();
  }
}
