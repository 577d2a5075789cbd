package io.glimpse.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.acme.guest.Desk;
import com.acme.guest.Drawer;
import com.acme.guest.Marks;
import com.acme.guest.Plain;
import io.glimpse.annotation.Traced;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessBeanAttributes;
import jakarta.enterprise.inject.spi.configurator.AnnotatedTypeConfigurator;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.interceptor.Interceptor;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.weld.environment.se.Weld;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Glimpse is one extension of several, before it and after it. */
final class OtherExtensionsTest {
  private static final String ALL = "{\"version\":\"1.0\",\"package_trees\":[\"com.acme.guest\"]}";

  @TempDir private Path folder;

  private WeldRun weld(@Nullable String policy, Extension other, Class<?>... beans) {
    return new WeldRun(folder, policy, Map.of(), WeldRun.weldOf(beans).addExtension(other));
  }

  @Test
  void whatAnotherExtensionHasAdded_isStillThereInAClassThatIsBound() throws Exception {
    Noting noting = new Noting();
    try (WeldRun weld = weld(ALL, noting, Desk.class, Drawer.class)) {
      assertThat(noting.seen).hasSize(2).allSatisfy(OtherExtensionsTest::isNotedAndBound);

      assertThat(weld.bean(Desk.class).open(7)).isEqualTo("drawer 7");
      assertThat(weld.started())
          .containsExactly("com.acme.guest.Desk.open", "com.acme.guest.Drawer.pull");
    }
  }

  /** As the next extension sees it, and the container at last. */
  private static void isNotedAndBound(AnnotatedType<?> desk) {
    assertThat(isNoted(desk)).isTrue();
    assertThat(desk.getJavaClass()).isEqualTo(Desk.class);
    assertThat(desk.getBaseType()).isEqualTo(Desk.class);
    assertThat(desk.getTypeClosure()).contains(Desk.class, Object.class);
    assertThat(desk.getFields()).hasSize(2).allMatch(OtherExtensionsTest::isNoted);
    assertThat(desk.getConstructors())
        .singleElement()
        .matches(OtherExtensionsTest::isNoted)
        .satisfies(made -> assertThat(made.getParameters()).allMatch(p -> isNoted(p)));
    assertThat(desk.getMethods()).allMatch(OtherExtensionsTest::isNoted);
    AnnotatedMethod<?> open = method("open", desk);
    assertThat(open.getAnnotation(TracedBinding.class)).isNotNull();
    assertThat(open.isAnnotationPresent(TracedBinding.class)).isTrue();
    assertThat(open.getAnnotations()).hasSize(2).contains(TracedBinding.Literal.INSTANCE);
    assertThat(open.getBaseType()).isEqualTo(String.class);
    assertThat(open.getTypeClosure()).contains(String.class);
    assertThat(open.getDeclaringType().getJavaClass()).isEqualTo(Desk.class);
    assertThat(open.isStatic()).isFalse();
    assertThat(open.getParameters()).singleElement().matches(OtherExtensionsTest::isNoted);
    assertThat(method("fixed", desk).isAnnotationPresent(TracedBinding.class)).isFalse();
  }

  private static boolean isNoted(Annotated annotated) {
    return annotated.isAnnotationPresent(Noted.class)
        && annotated.getAnnotation(Noted.class) != null
        && annotated.getAnnotations().contains(NotedLiteral.INSTANCE);
  }

  private static AnnotatedMethod<?> method(String name, AnnotatedType<?> type) {
    for (AnnotatedMethod<?> method : type.getMethods()) {
      if (method.getJavaMember().getName().equals(name)) {
        return method;
      }
    }
    throw new AssertionError(name);
  }

  @Test
  void traced_thatAnotherExtensionHasTakenAway_countsAsItStandsInTheSource() throws Exception {
    try (WeldRun weld = weld(null, new Forgetting(), Marks.Invoices.class)) {
      weld.bean(Marks.Invoices.class).print("A-1");

      assertThat(weld.started()).containsExactly("com.acme.guest.Marks$Invoices.print");
    }
  }

  @Test
  void beanThatAnotherExtensionVetoes_isReportedAsNone() {
    try (WeldRun weld = weld(ALL, new Vetoing(), Drawer.class, Plain.class)) {
      assertThat(WeldRun.judged(Drawer.class)).containsOnly(entry("pull(int)", "traced"));
      assertThat(WeldRun.judged(Plain.class)).containsOnly(entry("rest()", "not-a-bean"));
    }
  }

  @Test
  void alternativeThatNobodySelects_isReportedAsNoBean() {
    try (WeldRun weld = weld(ALL, new Sparing(), Drawer.class, Plain.class)) {
      assertThat(WeldRun.judged(Drawer.class)).containsOnly(entry("pull(int)", "traced"));
      assertThat(WeldRun.judged(Plain.class)).containsOnly(entry("rest()", "not-a-bean"));
    }
  }

  @Test
  void alternativeThatTheApplicationSelects_isRecorded() throws Exception {
    Weld weld =
        WeldRun.weldOf(Drawer.class, Plain.class)
            .addExtension(new Sparing())
            .addAlternative(Plain.class);
    try (WeldRun run = new WeldRun(folder, ALL, Map.of(), weld)) {
      run.bean(Plain.class).rest();

      assertThat(run.started()).containsExactly("com.acme.guest.Plain.rest");
      assertThat(WeldRun.judged(Plain.class)).containsOnly(entry("rest()", "traced"));
    }
  }

  @Retention(RetentionPolicy.RUNTIME)
  @interface Noted {}

  private static final class NotedLiteral extends AnnotationLiteral<Noted> implements Noted {
    static final NotedLiteral INSTANCE = new NotedLiteral();
    private static final long serialVersionUID = 1;
  }

  /** Writes on everything, before Glimpse, and looks at what is there after it. */
  static final class Noting implements Extension {
    final List<AnnotatedType<?>> seen = new ArrayList<>();

    void write(@Observes ProcessAnnotatedType<Desk> event) {
      AnnotatedTypeConfigurator<Desk> desk = event.configureAnnotatedType();
      desk.add(NotedLiteral.INSTANCE);
      desk.fields().forEach(field -> field.add(NotedLiteral.INSTANCE));
      desk.constructors().forEach(made -> made.add(NotedLiteral.INSTANCE));
      desk.constructors()
          .forEach(made -> made.params().forEach(each -> each.add(NotedLiteral.INSTANCE)));
      desk.methods().forEach(method -> method.add(NotedLiteral.INSTANCE));
      desk.methods()
          .forEach(method -> method.params().forEach(each -> each.add(NotedLiteral.INSTANCE)));
    }

    void next(
        @Observes @Priority(Interceptor.Priority.PLATFORM_AFTER + 1)
            ProcessAnnotatedType<Desk> event) {
      seen.add(event.getAnnotatedType());
    }

    void atLast(@Observes AfterBeanDiscovery event) {
      event.getAnnotatedTypes(Desk.class).forEach(seen::add);
    }
  }

  static final class Forgetting implements Extension {
    void unmark(@Observes ProcessAnnotatedType<Marks.Invoices> event) {
      event
          .configureAnnotatedType()
          .methods()
          .forEach(method -> method.remove(each -> each instanceof Traced));
    }
  }

  static final class Vetoing implements Extension {
    void veto(@Observes ProcessBeanAttributes<Plain> event) {
      event.veto();
    }
  }

  static final class Sparing implements Extension {
    void spare(@Observes ProcessAnnotatedType<Plain> event) {
      event.configureAnnotatedType().add(Alternative.Literal.INSTANCE);
    }
  }
}
