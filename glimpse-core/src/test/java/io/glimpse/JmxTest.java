package io.glimpse;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.glimpse.config.Config;
import io.glimpse.config.LogLines;
import io.glimpse.jmx.GlimpseMXBean;
import io.glimpse.policy.PolicyRule;
import io.glimpse.policy.TracingPolicy;
import io.glimpse.record.FunctionName;
import io.glimpse.record.RecordWriter;
import io.glimpse.report.DeploymentReport;
import io.glimpse.trace.OpenCall;
import io.glimpse.trace.Span;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a JMX client sees in the platform's MBean server. */
final class JmxTest {
  private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

  @RegisterExtension final LogLines log = new LogLines("io.glimpse");

  private final Collected collected = new Collected();

  private Glimpse open(String service) {
    return Glimpse.builder()
        .config(Config.builder().readEnvironment(false).param("service-name", service))
        .policy(
            TracingPolicy.builder().packageTrees("com.acme").traceDepth(1).name("policy").build())
        .writer(collected)
        .open();
  }

  private static Set<ObjectName> names() throws Exception {
    return SERVER.queryNames(new ObjectName("io.glimpse:*"), null);
  }

  private static GlimpseMXBean bean(String name) throws Exception {
    ObjectName full = new ObjectName("io.glimpse:type=Glimpse,name=" + name);
    return JMX.newMXBeanProxy(SERVER, full, GlimpseMXBean.class);
  }

  @Test
  void name_thatTheContainerSaysLater_replacesTheFirst() throws Exception {
    try (Glimpse glimpse =
        Glimpse.builder()
            .config(Config.builder().readEnvironment(false))
            .policy(TracingPolicy.builder().packageTrees("com.acme").name("at-first").build())
            .writer(collected)
            .open()) {
      assertThat(names()).extracting(each -> each.getKeyProperty("name")).contains("at-first");
      glimpse.offerServiceName("shop-of-jmx-test");

      assertThat(names())
          .extracting(each -> each.getKeyProperty("name"))
          .contains("shop-of-jmx-test")
          .doesNotContain("at-first");
    }
    assertThat(names())
        .extracting(each -> each.getKeyProperty("name"))
        .doesNotContain("shop-of-jmx-test");
  }

  @Test
  void glimpse_isThereUntilClose_andAgainAfterRun() throws Exception {
    Glimpse glimpse = open("shop");
    ObjectName name = new ObjectName("io.glimpse:type=Glimpse,name=shop");
    assertThat(names()).containsExactly(name);

    glimpse.close();
    glimpse.close();
    assertThat(names()).isEmpty();

    glimpse.run();
    assertThat(names()).containsExactly(name);
    glimpse.close();
    assertThat(names()).isEmpty();
  }

  @Test
  void glimpses_ofOneName_areToldApart() throws Exception {
    try (Glimpse first = open("shop");
        Glimpse second = open("shop");
        Glimpse odd = open("a,b=\"c\"*")) {
      second.stop();
      assertThat(odd.isEnabled()).isTrue();

      assertThat(names()).hasSize(3);
      assertThat(bean("shop").isRunning()).isTrue();
      assertThat(bean("shop,instance=2").isRunning()).isFalse();
      assertThat(bean(ObjectName.quote("a,b=\"c\"*")).isRunning()).isTrue();
      assertThat(first.tracer().isRunning()).isTrue();
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void glimpse_withoutAServiceName_hasThatOfItsPolicy() throws Exception {
    try (Glimpse glimpse =
        Glimpse.builder()
            .config(Config.builder().readEnvironment(false))
            .policy(TracingPolicy.builder().packageTrees("com.acme").name("till").build())
            .writer(collected)
            .open()) {
      assertThat(glimpse.isEnabled()).isTrue();
      assertThat(bean("till").isRunning()).isTrue();
    }
  }

  @Test
  void glimpse_thatIsSwitchedOff_isNotThere() throws Exception {
    try (Glimpse glimpse =
        Glimpse.builder()
            .config(Config.builder().readEnvironment(false).param("enabled", "false"))
            .open()) {
      assertThat(glimpse.isEnabled()).isFalse();
      assertThat(names()).isEmpty();
    }
  }

  @Test
  void bean_switches() throws Exception {
    try (Glimpse glimpse = open("shop")) {
      attach(glimpse);
      GlimpseMXBean bean = bean("shop");
      bean.stop();
      assertThat(glimpse.tracer().isRunning()).isFalse();
      bean.run();
      assertThat(bean.isRunning()).isTrue();

      bean.switchOff("com.acme.shop");
      assertThat(bean.getModules())
          .isEqualTo(Map.of("com.acme.shop", "off", "com.acme.shop.Cart", "off"));
      assertThat(call(glimpse)).isNull();
      bean.switchOn("com.acme");
      assertThat(bean.getModules())
          .isEqualTo(Map.of("com.acme.shop", "on", "com.acme.shop.Cart", "on"));

      assertThatThrownBy(() -> bean.switchOff("com.acme.shop.Kart"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("The nearest module that is known is com.acme.shop.Cart.");
    }
  }

  @Test
  void bean_showsThePolicyAndTheReport() throws Exception {
    try (Glimpse glimpse = open("shop")) {
      attach(glimpse);
      GlimpseMXBean bean = bean("shop");

      assertThat(bean.getPolicy()).contains("\"package_trees\":[\"com.acme\"]");
      assertThat(bean.getPolicyOrigin()).isEqualTo("TracingPolicy.builder()");
      assertThat(bean.reloadPolicy()).contains("stays in force", "made in code");
      assertThat(bean.reportAsText()).contains("com.acme.shop.Cart.add()");
      Thread thread = Thread.currentThread();
      ClassLoader before = thread.getContextClassLoader();
      thread.setContextClassLoader(null); // as on the threads of a remote client
      try {
        assertThat(DeploymentReport.fromJson(bean.reportAsJson())).isEqualTo(glimpse.report());
      } finally {
        thread.setContextClassLoader(before);
      }
    }
  }

  @Test
  void bean_countsWhatTheRecordsSay_andSoDoesTheLineAtClose() throws Exception {
    Glimpse glimpse = open("shop");
    GlimpseMXBean bean = bean("shop");
    try (Span request = glimpse.tracer().span("request")) {
      OpenCall call = requireNonNull(call(glimpse));
      assertThat(call(glimpse)).isNull();
      assertThat(call(glimpse)).isNull();
      call.returned(null);
    }
    assertThat(glimpse.flush(Duration.ofSeconds(30))).isTrue();

    assertThat(bean.getRecorded()).as("START, END and two spans").isEqualTo(4);
    assertThat(bean.getWritten()).isEqualTo(Map.of("collected", 4L));
    assertThat(bean.getLost()).isEmpty();
    assertThat(bean.getCut()).isEqualTo(2);
    assertThat(bean.getFaults()).isZero();
    assertThat(bean.getHeldBytes()).isZero();
    assertThat(bean.getTracesNotKept()).isZero();
    assertThat(bean.getSkippedForCallers()).isZero();
    assertThat(bean.getQueueBytes()).isEqualTo(8L << 20);
    assertThat(bean.getHighestQueueBytes()).isPositive().isLessThanOrEqualTo(8L << 20);

    long highest = bean.getHighestQueueBytes();
    List<String> unused = log.take();
    glimpse.close();
    assertThat(log.take())
        .containsExactly(
            "INFO Glimpse is closed. Records: 4 made, 4 written to collected, 0 lost. Calls cut: 2."
                + " Traces not kept: 0. Faults: 0. The queue held at most "
                + highest
                + " of 8388608 bytes.");
  }

  @Test
  void losses_areThereByPlaceAndReason() throws Exception {
    RecordWriter failing =
        batch -> {
          throw new IllegalStateException("on purpose");
        };
    try (Glimpse glimpse =
        Glimpse.builder()
            .config(Config.builder().readEnvironment(false).param("service-name", "shop"))
            .policy(TracingPolicy.none())
            .writer(failing)
            .writer(collected)
            .open()) {
      glimpse.tracer().span("one").close();
      assertThat(glimpse.flush(Duration.ofSeconds(30))).isTrue();

      assertThat(bean("shop").getLost()).isEqualTo(Map.of(failing.name() + ": write_failed", 1L));
      assertThat(bean("shop").getWritten()).isEqualTo(Map.of(failing.name(), 0L, "collected", 1L));
    }
  }

  @Test
  void application_thatHasGone_isNotKeptByJmx() throws Exception {
    WeakReference<ClassLoader> loader = lifeOfAnApplication();

    await()
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(loader.get()).isNull();
            });
  }

  /** A Glimpse in a class loader of its own, opened, seen by JMX, and closed. */
  private static WeakReference<ClassLoader> lifeOfAnApplication() throws Exception {
    URL core = Glimpse.class.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {core}, ClassLoader.getPlatformClassLoader())) {
      Class<?> type = loader.loadClass(Glimpse.class.getName());
      Method lease = type.getMethod("lease", String.class, ClassLoader.class);
      Object taken;
      System.setProperty("glimpse.log-path", "target/jmx-test.jsonl");
      try {
        taken = lease.invoke(null, "test", loader);
      } finally {
        System.clearProperty("glimpse.log-path");
      }
      ObjectName name = new ObjectName("io.glimpse:type=Glimpse,name=application");
      assertThat(SERVER.getAttribute(name, "Running")).isEqualTo(true);
      assertThat(SERVER.getAttribute(name, "Modules")).isNotNull();
      ((AutoCloseable) taken).close();
      assertThat(names()).isEmpty();
      return new WeakReference<>(loader);
    }
  }

  private static void attach(Glimpse glimpse) {
    DeploymentReport.Bean cart =
        new DeploymentReport.Bean(
            "com.acme.shop.Cart", Map.of("com.acme.shop.Cart.add()", PolicyRule.TRACED), Map.of());
    glimpse.report(new DeploymentReport("test", List.of(cart), List.of(), List.of()));
  }

  private static @Nullable OpenCall call(Glimpse glimpse) {
    FunctionName name = FunctionName.of("com.acme.shop.Cart", "add", null);
    return glimpse
        .tracer()
        .open(glimpse.tracer().function(name, List.of(), Set.of(), void.class), new Object[0]);
  }
}
