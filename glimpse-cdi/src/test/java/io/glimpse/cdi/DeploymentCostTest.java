package io.glimpse.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.guest.Defaults;
import com.acme.guest.Desk;
import com.acme.guest.Drawer;
import com.acme.guest.Kinds;
import com.acme.guest.Plain;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.InterceptionType;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.weld.environment.se.Weld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a deployment is spared. How long it takes is for the benchmarks. */
final class DeploymentCostTest {
  private static final Class<?>[] BEANS = {
    Desk.class,
    Drawer.class,
    Plain.class,
    Defaults.ByLow.class,
    Defaults.BySuperclass.class,
    Defaults.Own.class,
    Kinds.Orders.class,
    Kinds.Customers.class,
  };

  @TempDir private Path folder;

  private final GlimpseExtension glimpse = new GlimpseExtension();
  private final Onlooker onlooker = new Onlooker(glimpse);

  private WeldRun weld(Map<String, String> settings, String... rules) {
    Weld weld =
        new Weld()
            .disableDiscovery()
            .beanClasses(BEANS)
            .addExtension(glimpse)
            .addExtension(onlooker);
    String policy =
        """
        {"version": "1.0", "package_trees": ["%s"],
         "exclude": ["com.acme.guest.D*#open", "com.acme.other"]}
        """
            .formatted(String.join("\", \"", rules));
    return new WeldRun(folder, policy, settings, weld);
  }

  @Test
  void rulesThatNameNothing_testTheNameOfEachClassAndOfWhatItInheritsFromOnce() {
    try (WeldRun weld = weld(Map.of(), "com.acme.nowhere", "com.acme.*.nowhere")) {
      assertThat(onlooker.tested).isEqualTo(names().size());
    }
  }

  @Test
  void rulesThatNameEverything_testNoNameAgainForItsMethodsItsHeirsOrTheReport() {
    try (WeldRun weld = weld(Map.of(), "com.acme.guest", "com.*.guest", "com.acme.nowhere")) {
      assertThat(WeldRun.report().attachedFunctions()).isGreaterThan(BEANS.length);
      assertThat(onlooker.tested).isLessThanOrEqualTo(names().size());
    }
  }

  /** Of the beans, of Weld's own that an extension hears of, and of all that is above them. */
  private Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (Class<?> javaClass : onlooker.heard) {
      if (!javaClass.isInterface() && !javaClass.isEnum()) {
        addAll(javaClass, names);
      }
    }
    return names;
  }

  private static void addAll(Class<?> type, Set<String> names) {
    if (type != Object.class && names.add(type.getName())) {
      for (Class<?> above : type.getInterfaces()) {
        addAll(above, names);
      }
      if (type.getSuperclass() != null) {
        addAll(type.getSuperclass(), names);
      }
    }
  }

  @Test
  void switchedOff_nothingIsTestedNorBoundNorRegistered() {
    try (WeldRun weld = weld(Map.of("glimpse.enabled", "false"), "com.acme.guest")) {
      assertThat(onlooker.tested).isZero();
      assertThat(onlooker.classes())
          .contains(Desk.class)
          .doesNotContain(GlimpseInterceptor.class, LiteInterceptor.class);
      assertThat(onlooker.bound).isEmpty();
      BeanManager container = weld.container().getBeanManager();
      assertThat(
              container.resolveInterceptors(
                  InterceptionType.AROUND_INVOKE, TracedBinding.Literal.INSTANCE))
          .isEmpty();
      for (Class<?> bean : new Class<?>[] {Desk.class, Drawer.class, Kinds.Orders.class}) {
        assertThat(weld.bean(bean).getClass().getMethods())
            .noneMatch(method -> method.isAnnotationPresent(TracedBinding.class));
      }
      assertThat(WeldRun.report().beans()).isEmpty();
    }
  }

  @Test
  void switchedOn_theSameLooksFindWhatIsBoundAndRegistered() {
    try (WeldRun weld = weld(Map.of(), "com.acme.guest")) {
      assertThat(onlooker.classes()).contains(GlimpseInterceptor.class);
      assertThat(onlooker.bound).contains("login", "pull");
      BeanManager container = weld.container().getBeanManager();
      assertThat(
              container.resolveInterceptors(
                  InterceptionType.AROUND_INVOKE, TracedBinding.Literal.INSTANCE))
          .hasSize(1);
    }
  }

  /** Looks at what the container knows, before the report is out. */
  static final class Onlooker implements Extension {
    final List<AnnotatedType<?>> types = new ArrayList<>();
    final Set<Class<?>> heard = new HashSet<>();
    final Set<String> bound = new TreeSet<>();
    long tested = -1;
    private final GlimpseExtension glimpse;

    Onlooker(GlimpseExtension glimpse) {
      this.glimpse = glimpse;
    }

    /** Whatever the container lets an extension hear of; Glimpse hears of the same. */
    <T> void hear(@Observes ProcessAnnotatedType<T> event) {
      heard.add(event.getAnnotatedType().getJavaClass());
    }

    void look(@Observes AfterBeanDiscovery event) {
      List<Class<?>> all = new ArrayList<>(List.of(BEANS));
      all.addAll(List.of(GlimpseInterceptor.class, LiteInterceptor.class));
      for (Class<?> bean : all) {
        event.getAnnotatedTypes(bean).forEach(this::add);
      }
    }

    Set<Class<?>> classes() {
      Set<Class<?>> classes = new HashSet<>();
      types.forEach(type -> classes.add(type.getJavaClass()));
      return classes;
    }

    private void add(AnnotatedType<?> type) {
      types.add(type);
      type.getMethods().stream()
          .filter(method -> method.isAnnotationPresent(TracedBinding.class))
          .forEach(method -> bound.add(method.getJavaMember().getName()));
    }

    void count(@Observes @Priority(1) AfterDeploymentValidation event) {
      tested = glimpse.namesTested();
    }
  }
}
