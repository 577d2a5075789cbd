package io.glimpse.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.acme.guest.Defaults;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of several default methods of one signature the one that runs is recorded and reported. */
final class DefaultMethodsTest {
  private static final String FIXTURE = "com.acme.guest.Defaults";
  private static final String DEFAULTS = FIXTURE + "$";
  private static final String ALL =
      """
      {"version": "1.0", "package_trees": ["com.acme.guest.Defaults"]}
      """;

  @TempDir private Path folder;

  /** Classes that are loaded anew have other hash codes, by which Weld chooses. */
  private static final class Anew extends ClassLoader {
    Anew() {
      super(DefaultMethodsTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      return name.startsWith(FIXTURE) ? defined(name) : super.loadClass(name, resolve);
    }

    private Class<?> defined(String name) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        if (known != null) {
          return known;
        }
        try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
          if (file == null) { // one that Weld is about to make
            throw new ClassNotFoundException(name);
          }
          byte[] bytes = file.readAllBytes();
          return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
          throw new ClassNotFoundException(name, e);
        }
      }
    }
  }

  private static Object call(WeldRun weld, Class<?> bean, String method) throws Exception {
    Object instance = weld.bean(bean);
    Method called = bean.getMethod(method);
    return called.invoke(instance);
  }

  @RepeatedTest(8)
  void again_inTwoInterfaces_isRecordedByTheLowerOneWhicheverWeldComesAcross() throws Exception {
    ClassLoader anew = new Anew();
    Class<?> byLow = anew.loadClass(DEFAULTS + "ByLow");
    Class<?> bySuperclass = anew.loadClass(DEFAULTS + "BySuperclass");
    Class<?> own = anew.loadClass(DEFAULTS + "Own");
    try (WeldRun weld = new WeldRun(folder, ALL, Map.of(), byLow, bySuperclass, own)) {
      assertThat(call(weld, byLow, "again")).isEqualTo("low");
      assertThat(call(weld, byLow, "once")).isEqualTo("top");
      assertThat(call(weld, bySuperclass, "again")).isEqualTo("low");
      assertThat(call(weld, own, "again")).isEqualTo("own");

      assertThat(weld.started())
          .containsExactly(
              DEFAULTS + "Low.again",
              DEFAULTS + "Top.once",
              DEFAULTS + "Low.again",
              DEFAULTS + "Own.again");
      for (Class<?> heir : new Class<?>[] {byLow, bySuperclass}) {
        assertThat(WeldRun.report().beans())
            .filteredOn(bean -> bean.className().equals(heir.getName()))
            .singleElement()
            .satisfies(
                bean ->
                    assertThat(bean.attached())
                        .containsOnlyKeys(DEFAULTS + "Low.again()", DEFAULTS + "Top.once()"));
      }
    }
  }

  @RepeatedTest(8)
  void again_ofAnInterfaceThatIsExcluded_isNotRecordedByTheOneAboveIt() throws Exception {
    String withoutLow =
        """
        {"version": "1.0", "package_trees": ["com.acme.guest.Defaults"],
         "exclude": ["com.acme.guest.Defaults$Low"]}
        """;
    Class<?> byLow = new Anew().loadClass(DEFAULTS + "ByLow");
    try (WeldRun weld = new WeldRun(folder, withoutLow, Map.of(), byLow)) {
      assertThat(WeldRun.judged(byLow))
          .containsOnly(entry("again()", "excluded"), entry("once()", "traced"));

      assertThat(call(weld, byLow, "again")).isEqualTo("low");
      assertThat(call(weld, byLow, "once")).isEqualTo("top");

      assertThat(weld.started()).containsExactly(DEFAULTS + "Top.once");
    }
  }

  @Test
  void find_behindABridgeOfTheLowerInterface_isRecordedOnce() throws Exception {
    try (WeldRun weld = new WeldRun(folder, ALL, Map.of(), Defaults.Texts.class)) {
      Defaults.Texts texts = weld.bean(Defaults.Texts.class);
      Defaults.Finder<String> finder = texts;

      assertThat(texts.find("a")).isEqualTo("text");
      assertThat(finder.find("b")).isEqualTo("text");

      assertThat(weld.started())
          .containsExactly(DEFAULTS + "TextFinder.find", DEFAULTS + "TextFinder.find");
    }
  }
}
