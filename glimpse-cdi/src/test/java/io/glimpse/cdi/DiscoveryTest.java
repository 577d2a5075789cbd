package io.glimpse.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.guest.Drawer;
import io.glimpse.report.BeanDiscovery;
import io.glimpse.report.DeploymentReport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jboss.weld.environment.se.Weld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A jar that Weld finds by itself, with each kind of beans.xml: what is a bean is the container's
 * decision, and the report says which file it was made by.
 */
final class DiscoveryTest {
  private static final String POLICY =
      "{\"version\": \"1.0\", \"package_trees\": [\"com.acme.jar\"]}";
  private static final String BEANS =
      "<beans xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"4.0\"%s>%s</beans>";

  @TempDir private Path folder;

  private CompiledJar jar() {
    return new CompiledJar(folder)
        .type(
            "Scoped",
            """
            @jakarta.enterprise.context.ApplicationScoped
            public class Scoped {
              public String work() { return "scoped"; }
            }
            """)
        .type(
            "Plain",
            """
            public class Plain {
              public String work() { return "plain"; }
            }
            """);
  }

  /** What a test does while Weld runs on a jar. */
  private interface Visit {
    void to(WeldRun weld, ClassLoader application) throws Exception;
  }

  private void run(CompiledJar jar, Visit visit) throws Exception {
    run(jar, new Weld(), visit);
  }

  private void run(CompiledJar jar, Weld weld, Visit visit) throws Exception {
    URL[] place = {jar.build().toUri().toURL()};
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader application =
        new URLClassLoader(place, DiscoveryTest.class.getClassLoader())) {
      thread.setContextClassLoader(application);
      Weld there = weld.setClassLoader(application);
      try (WeldRun run = new WeldRun(folder, POLICY, Map.of(), there)) {
        visit.to(run, application);
      }
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static void work(WeldRun weld, ClassLoader application, String type) throws Exception {
    Class<?> bean = application.loadClass("com.acme.jar." + type);
    assertThat(bean.getMethod("work").invoke(weld.bean(bean)))
        .isEqualTo(type.toLowerCase(Locale.ROOT));
  }

  @ParameterizedTest
  @CsvSource({"' bean-discovery-mode=\"annotated\"', ANNOTATED", "'', NO_MODE"})
  void archive_annotated_hasTheAnnotatedBeanTraced(String attribute, BeanDiscovery expected)
      throws Exception {
    annotated(BEANS.formatted(attribute, ""), expected);
  }

  @Test
  void archive_withAnEmptyFile_hasTheAnnotatedBeanTraced() throws Exception {
    annotated("", BeanDiscovery.EMPTY);
  }

  private void annotated(String beansXml, BeanDiscovery expected) throws Exception {
    run(
        jar().file("META-INF/beans.xml", beansXml),
        (weld, application) -> {
          work(weld, application, "Scoped");

          assertThat(weld.started()).containsExactly("com.acme.jar.Scoped.work");
          assertThat(weld.container().select(application.loadClass("com.acme.jar.Plain")))
              .isEmpty();
          DeploymentReport report = WeldRun.report();
          assertThat(report.archives())
              .singleElement()
              .satisfies(
                  archive -> {
                    assertThat(archive.location()).startsWith("jar:file:").endsWith(".jar!/");
                    assertThat(archive.discovery()).isEqualTo(expected);
                  });
          assertThat(report.summary()).contains("application.jar!/ has " + expected + ".");
        });
  }

  @Test
  void archive_all_hasEveryBeanTraced() throws Exception {
    String all = BEANS.formatted(" bean-discovery-mode=\"all\"", "");
    run(
        jar().file("META-INF/beans.xml", all),
        (weld, application) -> {
          work(weld, application, "Scoped");
          work(weld, application, "Plain");

          assertThat(weld.started())
              .containsExactly("com.acme.jar.Scoped.work", "com.acme.jar.Plain.work");
          assertThat(WeldRun.report().archives())
              .extracting(DeploymentReport.Archive::discovery)
              .containsExactly(BeanDiscovery.ALL);
        });
  }

  @Test
  void archive_none_isNamedAsTheReason() throws Exception {
    String none = BEANS.formatted(" bean-discovery-mode=\"none\"", "");
    run(
        jar().file("META-INF/beans.xml", none),
        WeldRun.weldOf(Drawer.class), // one without any bean does not start
        (weld, application) ->
            assertThat(WeldRun.report().summary())
                .startsWith("Glimpse attached 0 functions of 0 beans")
                .contains("package_trees \"com.acme.jar\" matched no bean method.")
                .contains("com.acme.jar is in jar:file:")
                .contains("which has bean-discovery-mode none: nothing in it is a bean."));
  }

  @Test
  void archive_withoutABeansXml_isNamedAsTheReason() throws Exception {
    run(
        jar(),
        WeldRun.weldOf(Drawer.class),
        (weld, application) ->
            assertThat(WeldRun.report().summary())
                .contains(
                    "which has no beans.xml, which means annotated: a class there is a bean"));
  }

  @Test
  void policy_ofAnotherApplication_isToldSo() throws Exception {
    try (WeldRun weld = new WeldRun(folder, POLICY, Map.of(), Drawer.class)) {
      assertThat(weld.bean(Drawer.class).pull(1)).isEqualTo("drawer 1");
      assertThat(WeldRun.report().summary())
          .contains("matched no bean method.", "Nothing of that name is in this deployment.");
    }
  }

  @Test
  void interceptor_listedInABeansXml_recordsEachCallOnce() throws Exception {
    String listed =
        BEANS.formatted(
            " bean-discovery-mode=\"annotated\"",
            "<interceptors><class>io.glimpse.cdi.GlimpseInterceptor</class></interceptors>");
    run(
        jar().file("META-INF/beans.xml", listed),
        (weld, application) -> {
          work(weld, application, "Scoped");

          assertThat(weld.records()).hasSize(3);
        });
  }

  @Test
  void class_thatNeedsOneThatIsMissing_isLeftOutAndNothingElse() throws Exception {
    CompiledJar broken =
        jar()
            .file("META-INF/beans.xml", BEANS.formatted(" bean-discovery-mode=\"annotated\"", ""))
            .type("Gone", "public class Gone {}")
            .type(
                "Broken",
                """
                @jakarta.enterprise.context.ApplicationScoped
                @io.glimpse.annotation.Traced
                public class Broken {
                  public Gone work() { return null; }
                }
                """)
            .without("Gone");
    run(
        broken,
        (weld, application) -> {
          work(weld, application, "Scoped");

          assertThat(weld.started()).containsExactly("com.acme.jar.Scoped.work");
        });
  }

  @Test
  void beansXml_thatIsNone_isUnknown() throws IOException {
    assertThat(discovery("  \n")).isEqualTo(BeanDiscovery.EMPTY);
    assertThat(discovery("{}")).isEqualTo(BeanDiscovery.UNKNOWN);
    assertThat(discovery("<beans bean-discovery-mode='some'/>")).isEqualTo(BeanDiscovery.UNKNOWN);
    assertThat(
            discovery(
                "<?xml version='1.0'?><!-- bean-discovery-mode='none' -->"
                    + "<beans bean-discovery-mode='all'><scan/></beans>"))
        .isEqualTo(BeanDiscovery.ALL);
  }

  @Test
  void beansXml_thatIsEmpty_meansAllToAnOlderCdi() {
    ClassLoader withoutCdi = ClassLoader.getPlatformClassLoader();

    assertThat(BeansXml.empty(withoutCdi)).isEqualTo(BeanDiscovery.EMPTY_OF_OLD);
    assertThat(BeanDiscovery.EMPTY_OF_OLD.needsAnnotations()).isFalse();
  }

  private static BeanDiscovery discovery(String file) throws IOException {
    return BeansXml.discovery(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));
  }
}
