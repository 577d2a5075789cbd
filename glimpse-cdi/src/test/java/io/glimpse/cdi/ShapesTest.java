package io.glimpse.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.acme.guest.Drawer;
import com.acme.guest.Shapes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jboss.weld.environment.se.Weld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No class of any shape costs a deployment, and each method that is left alone has its reason. */
final class ShapesTest {
  private static final String ALL_SHAPES =
      """
      {"version": "1.0", "package_trees": ["com.acme.guest.Shapes"]}
      """;

  @TempDir private Path folder;

  private WeldRun weld(Class<?>... beans) {
    Class<?>[] all = new Class<?>[beans.length + 1];
    all[0] = Drawer.class;
    System.arraycopy(beans, 0, all, 1, beans.length);
    return new WeldRun(folder, ALL_SHAPES, Map.of(), all);
  }

  @Test
  void methods_ofEachKind_areTracedOrHaveTheirReason() throws Exception {
    try (WeldRun weld = weld(Shapes.Methods.class)) {
      Shapes.Methods methods = weld.bean(Shapes.Methods.class);
      methods.open();
      methods.toString(2);

      assertThat(weld.started())
          .containsExactly(
              "com.acme.guest.Shapes$Methods.open", "com.acme.guest.Shapes$Methods.toString");
      assertThat(WeldRun.judged(Shapes.Methods.class))
          .contains(
              entry("open()", "traced"),
              entry("ofThePackage()", "traced"),
              entry("forSubclasses()", "traced"),
              entry("toString(int)", "traced"),
              entry("hidden()", "private"),
              entry("shared()", "static"),
              entry("fixed()", "final"),
              entry("_persistence_get_name()", "generated"),
              entry("toString()", "object-method"),
              entry("hashCode()", "object-method"),
              entry("equals(Object)", "object-method"));
    }
  }

  @Test
  void class_thatIsFinal_worksUntraced() throws Exception {
    try (WeldRun weld = weld(Shapes.Closed.class, Shapes.Value.class)) {
      assertThat(weld.bean(Shapes.Closed.class).open()).isEqualTo("final class");
      assertThat(weld.bean(Shapes.Value.class).open()).isEqualTo("record");

      assertThat(weld.records()).isEmpty();
      assertThat(WeldRun.judged(Shapes.Closed.class)).containsEntry("open()", "final-class");
      assertThat(WeldRun.judged(Shapes.Value.class)).containsEntry("open()", "final-class");
    }
  }

  @Test
  void class_thatIsSealed_worksUntracedAndItsNonSealedSubclassIsTraced() throws Exception {
    try (WeldRun weld = weld(Shapes.Permitted.class)) {
      weld.bean(Shapes.Permitted.class).enter();
      assertThat(weld.started()).containsExactly("com.acme.guest.Shapes$Permitted.enter");
    }
    try (WeldRun weld = weld(Shapes.Sealed.class)) {
      assertThat(weld.bean(Shapes.Sealed.class).open()).isEqualTo("sealed class");
      assertThat(WeldRun.judged(Shapes.Sealed.class)).containsOnly(entry("open()", "sealed-class"));
    }
  }

  @Test
  void class_withPrivateConstructorsOnly_worksUntraced() {
    try (WeldRun weld = weld(Shapes.Alone.class)) {
      assertThat(weld.bean(Shapes.Alone.class).open()).isEqualTo("private constructor");
      assertThat(WeldRun.judged(Shapes.Alone.class))
          .containsOnly(entry("open()", "private-constructors"));
    }
  }

  @Test
  void class_whoseBeanConstructorIsPrivate_worksUntraced() {
    try (WeldRun weld = weld(Shapes.HalfAlone.class, Shapes.InjectedAlone.class)) {
      assertThat(weld.bean(Shapes.HalfAlone.class).open()).isEqualTo("private bean constructor");
      assertThat(weld.bean(Shapes.InjectedAlone.class).open())
          .isEqualTo("private injected constructor");
      assertThat(WeldRun.judged(Shapes.HalfAlone.class))
          .containsOnly(entry("open()", "private-constructors"));
      assertThat(WeldRun.judged(Shapes.InjectedAlone.class))
          .containsOnly(entry("open()", "private-constructors"));
    }
  }

  @Test
  void class_withAnyOtherConstructor_isTraced() throws Exception {
    try (WeldRun weld =
        weld(Shapes.Injected.class, Shapes.ofThePackage(), Shapes.ForSubclasses.class)) {
      assertThat(weld.bean(Shapes.Injected.class).open()).isEqualTo("drawer 1");
      assertThat(weld.bean(Shapes.ForSubclasses.class).open()).isEqualTo("protected constructor");
      assertThat(Shapes.ofThePackage(weld.bean(Shapes.ofThePackage()))).isEqualTo("package");

      assertThat(weld.started())
          .containsExactly(
              "com.acme.guest.Shapes$Injected.open",
              "com.acme.guest.Shapes$ForSubclasses.open",
              "com.acme.guest.Shapes$OfThePackage.open");
    }
  }

  @Test
  void class_withATransientReferenceInItsConstructor_worksUntraced() {
    try (WeldRun weld = weld(Shapes.Borrower.class, Shapes.Tool.class)) {
      assertThat(weld.bean(Shapes.Borrower.class).open()).isEqualTo("tool is back");
      assertThat(WeldRun.judged(Shapes.Borrower.class))
          .containsOnly(entry("open()", "unproxyable"));
    }
  }

  @Test
  void class_whoseConstructorAnotherExtensionAlters_worksUntraced() {
    Class<?>[] beans = {Drawer.class, Shapes.DeepDrawer.class, Shapes.Injected.class};
    Weld before =
        new Weld()
            .disableDiscovery()
            .beanClasses(beans)
            .addExtension(new DeeperDrawers())
            .addExtension(new GlimpseExtension());
    Weld after = WeldRun.weldOf(beans).addExtension(new DeeperDrawers());

    for (Weld order : List.of(before, after)) {
      try (WeldRun weld = new WeldRun(folder, ALL_SHAPES, Map.of(), order)) {
        assertThat(weld.bean(Shapes.Injected.class).open()).isEqualTo("deep drawer 1");
        assertThat(WeldRun.judged(Shapes.Injected.class))
            .containsOnly(entry("open()", "unproxyable"));
      }
    }
  }
}
