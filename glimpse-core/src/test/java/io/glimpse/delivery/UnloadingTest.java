package io.glimpse.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An application that sent spans and has gone can be collected, HTTP client and all. */
@Timeout(60)
@Tag("slow")
final class UnloadingTest {
  @TempDir Path folder;

  @Test
  void applicationThatSentSpans_canBeCollectedAfterwards() throws Exception {
    try (Collector collector = Collector.answering(n -> 200)) {
      WeakReference<ClassLoader> gone = lifeOfATenant(collector);
      assertThat(collector.requests()).isEqualTo(1);

      await()
          .atMost(Duration.ofSeconds(40))
          .untilAsserted(
              () -> {
                System.gc();
                assertThat(gone.get()).isNull();
              });
    }
  }

  private WeakReference<ClassLoader> lifeOfATenant(Collector collector) throws Exception {
    URL core = DeliveringWriter.class.getProtectionDomain().getCodeSource().getLocation();
    URL tenant = SendingTenant.class.getProtectionDomain().getCodeSource().getLocation();
    Thread here = Thread.currentThread();
    ClassLoader before = here.getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {core, tenant}, ClassLoader.getPlatformClassLoader())) {
      here.setContextClassLoader(loader); // as a container does
      Object made = loader.loadClass(SendingTenant.class.getName()).getConstructor().newInstance();
      @SuppressWarnings("unchecked")
      BinaryOperator<String> application = (BinaryOperator<String>) made;
      assertThat(application.apply(collector.uri().toString(), folder.toString()))
          .isEqualTo("sent");
      return new WeakReference<>(loader);
    } finally {
      here.setContextClassLoader(before);
    }
  }
}
