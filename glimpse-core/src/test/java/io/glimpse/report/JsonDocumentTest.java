package io.glimpse.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.bind.spi.JsonbProvider;
import jakarta.json.spi.JsonProvider;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The report as JSON, by whatever there is. */
final class JsonDocumentTest {
  private static final Map<String, Object> DOCUMENT = new LinkedHashMap<>();

  static {
    DOCUMENT.put("text", "a \"quoted\" line\n");
    DOCUMENT.put("number", 7);
    DOCUMENT.put("list", List.of(Map.of("a", "b"), Map.of()));
    DOCUMENT.put("object", Map.of("count", 1));
  }

  @Test
  void jsonP_writesAndReadsWhatJsonBDoes() {
    String json = JsonByP.write(DOCUMENT);

    assertThat(json).isEqualTo(JsonByB.write(DOCUMENT));
    assertThat(new TreeMap<Object, Object>(JsonByP.read(json)))
        .hasToString(new TreeMap<Object, Object>(JsonByB.read(json)).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "7", "{\"a\": }"})
  void jsonP_readsWhatIsNoObject_asNoReport(String text) {
    assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> JsonByP.read(text));
  }

  @Test
  void report_whereJsonBIsMissing_isWrittenAndReadByJsonP() throws Throwable {
    Class<?> provider = JsonProvider.provider().getClass();

    assertThat(reportThereAndBack(JsonProvider.class, provider))
        .startsWith("{\"policy\":\"nowhere\"");
  }

  @Test
  void report_whereJsonBHasNoProvider_isWrittenAndReadByJsonP() throws Throwable {
    Class<?> provider = JsonProvider.provider().getClass();

    assertThat(reportThereAndBack(JsonProvider.class, provider, JsonbProvider.class))
        .startsWith("{\"policy\":\"nowhere\"");
  }

  @Test
  void report_withoutAnyProvider_namesTheDependencyAndTheText() {
    for (Class<?>[] apis : List.of(new Class<?>[0], new Class<?>[] {JsonProvider.class})) {
      assertThatThrownBy(() -> reportThereAndBack(apis))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("org.eclipse:yasson:3.0.4")
          .hasMessageContaining("DeploymentReport.details()");
    }
  }

  /** In a class loader that has the report's classes and these alone. */
  private static String reportThereAndBack(Class<?>... classPath) throws Throwable {
    URL[] places =
        Stream.concat(Stream.of(DeploymentReport.class, NullMarked.class), Stream.of(classPath))
            .map(JsonDocumentTest::place)
            .toArray(URL[]::new);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader alone = new URLClassLoader(places, ClassLoader.getPlatformClassLoader())) {
      thread.setContextClassLoader(alone);
      Class<?> type = alone.loadClass(DeploymentReport.class.getName());
      Object report = type.getMethod("empty", String.class).invoke(null, "nowhere");
      String json = (String) type.getMethod("toJson").invoke(report);
      assertThat(type.getMethod("fromJson", String.class).invoke(null, json)).isEqualTo(report);
      return json;
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static URL place(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }
}
