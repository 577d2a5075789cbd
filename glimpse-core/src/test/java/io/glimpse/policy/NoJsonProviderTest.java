package io.glimpse.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.json.Json;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Loads the policy's classes a second time, where JSON-P is missing in whole or in part. */
final class NoJsonProviderTest {
  @Test
  void parse_apiWithoutProvider_namesTheDependencyToAdd() throws IOException {
    assertThat(parseWith(TracingPolicy.class, Json.class)).hasMessageContaining(REMEDY);
  }

  @Test
  void parse_noApiAtAll_namesTheDependencyToAdd() throws IOException {
    assertThat(parseWith(TracingPolicy.class)).hasMessageContaining(REMEDY);
  }

  private static final String REMEDY =
      "A Jakarta EE server brings one; elsewhere add the dependency org.eclipse:yasson:3.0.4.";

  private static Throwable parseWith(Class<?>... classPath) throws IOException {
    URL[] places = new URL[classPath.length + 1];
    places[classPath.length] = place(NullMarked.class);
    for (int i = 0; i < classPath.length; i++) {
      places[i] = place(classPath[i]);
    }
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader alone = new URLClassLoader(places, ClassLoader.getPlatformClassLoader())) {
      thread.setContextClassLoader(alone);
      return catchThrowable(() -> parse(alone));
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static void parse(ClassLoader loader) throws Throwable {
    try {
      loader
          .loadClass(TracingPolicy.class.getName())
          .getMethod("parse", String.class, String.class)
          .invoke(null, "file", "{\"version\": \"1.0\"}");
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }

  private static URL place(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }
}
