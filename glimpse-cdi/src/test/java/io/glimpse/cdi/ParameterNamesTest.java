package io.glimpse.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jboss.weld.environment.se.Weld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application whose build asks for nothing has names in its records: docs/spec.md, section 6.
 */
final class ParameterNamesTest {
  private static final String POLICY = "{\"version\": \"1.0\", \"package_trees\": [\"com.acme\"]}";

  @TempDir Path folder;

  private Path jar(String... options) throws IOException {
    return new CompiledJar(folder)
        .type(
            "Till",
            """
            @jakarta.enterprise.context.ApplicationScoped
            public class Till extends Base {
              public String pay(long amount, String password, String town) { return town; }
            }
            """)
        .type("Base", "public class Base { public void open(double from, String door) {} }")
        .options(options)
        .build();
  }

  /** What the calls of the bean left, by one extension or the other. */
  private List<String> happened(boolean lite, Path jar) throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {jar.toUri().toURL()}, getClass().getClassLoader())) {
      Thread.currentThread().setContextClassLoader(loader);
      Class<?> till = loader.loadClass("com.acme.jar.Till");
      try (WeldRun weld =
          lite
              ? WeldRun.lite(folder, POLICY, Map.of(), till)
              : new WeldRun(folder, POLICY, Map.of(), weld(loader, till))) {
        Object bean = weld.bean(till);
        Object unused =
            till.getMethod("pay", long.class, String.class, String.class)
                .invoke(bean, 7, "hunter2", "Ulm");
        unused = till.getMethod("open", double.class, String.class).invoke(bean, 0.5, "left");
        return weld.happened();
      }
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private static Weld weld(ClassLoader loader, Class<?> bean) {
    return WeldRun.weldOf(bean).setClassLoader(loader);
  }

  @Test
  void applicationCompiledAsMavenDoes_hasNamesAndHidesBySecretOnes() throws Exception {
    assertThat(happened(false, jar("-g")))
        .contains(
            "START com.acme.jar.Till.pay {\"amount\":7,\"password\":\"[redacted]\",\"town\":\"Ulm\"}",
            "START com.acme.jar.Base.open {\"from\":0.5,\"door\":\"left\"}");
  }

  @Test
  void sameApplicationOnCdiLite_hasTheSameNames() throws Exception {
    assertThat(happened(true, jar("-g")))
        .contains(
            "START com.acme.jar.Till.pay {\"amount\":7,\"password\":\"[redacted]\",\"town\":\"Ulm\"}",
            "START com.acme.jar.Base.open {\"from\":0.5,\"door\":\"left\"}");
  }

  @Test
  void applicationCompiledWithoutAnyNames_showsNoTextOfItsParameters() throws Exception {
    assertThat(happened(false, jar("-g:none")))
        .contains(
            "START com.acme.jar.Till.pay {\"arg0\":7,\"arg1\":\"[unnamed]\",\"arg2\":\"[unnamed]\"}",
            "START com.acme.jar.Base.open {\"arg0\":0.5,\"arg1\":\"[unnamed]\"}");
  }
}
