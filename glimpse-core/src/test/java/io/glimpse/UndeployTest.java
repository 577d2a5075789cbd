package io.glimpse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is left of an application that was undeployed: nothing that keeps its classes. */
@Timeout(60)
final class UndeployTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "settings, INFO",
    "rules, 2 rules",
    "report, 1 com.acme.Cart",
    "records, {jsonl=603}"
  })
  void applicationThatDidThis_andHasGone_canBeCollected(String what, String answer)
      throws Exception {
    WeakReference<ClassLoader> gone = lifeOfATenant(what, answer);

    await()
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(gone.get()).isNull();
            });
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().startsWith("glimpse-"))
        .allMatch(thread -> thread.getContextClassLoader() == Glimpse.class.getClassLoader());
    assertThat(openFiles()).isZero();
  }

  private WeakReference<ClassLoader> lifeOfATenant(String what, String answer) throws Exception {
    URL core = Glimpse.class.getProtectionDomain().getCodeSource().getLocation();
    URL tenant = Tenant.class.getProtectionDomain().getCodeSource().getLocation();
    System.setProperty("glimpse.log-path", folder.resolve("trace.jsonl").toString());
    System.setProperty("glimpse.log-max-size", "64 KiB");
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {core, tenant}, ClassLoader.getPlatformClassLoader())) {
      Object made = loader.loadClass(Tenant.class.getName()).getConstructor().newInstance();
      @SuppressWarnings("unchecked")
      UnaryOperator<String> application = (UnaryOperator<String>) made;
      assertThat(application.apply(what)).isEqualTo(answer);
      return new WeakReference<>(loader);
    } finally {
      System.clearProperty("glimpse.log-path");
      System.clearProperty("glimpse.log-max-size");
    }
  }

  /** How many descriptors of this process lead into the folder, where the system tells. */
  private long openFiles() throws IOException {
    Path open = Path.of("/proc/self/fd");
    if (!Files.exists(open)) {
      return 0;
    }
    try (Stream<Path> descriptors = Files.list(open)) {
      return descriptors.filter(this::leadsIntoTheFolder).count();
    }
  }

  private boolean leadsIntoTheFolder(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).startsWith(folder);
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }
}
