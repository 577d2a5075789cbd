package io.glimpse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.glimpse.config.LogLines;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The one Glimpse of a class loader, shared by its edges. */
final class LeasesTest {
  private static final List<String> PROPERTIES =
      List.of("glimpse.log-path", "glimpse.level", "glimpse.enabled", "glimpse.on-invalid-policy");

  @RegisterExtension final LogLines log = new LogLines("io.glimpse");

  @TempDir Path folder;

  /** An application without a policy. */
  private final ClassLoader application =
      new URLClassLoader(new URL[0], ClassLoader.getPlatformClassLoader());

  private Path file = Path.of("");

  @BeforeEach
  void logIntoTheFolder() {
    file = folder.resolve("trace.jsonl");
    System.setProperty("glimpse.log-path", file.toString());
  }

  @AfterEach
  void forgetTheSettings() {
    PROPERTIES.forEach(System::clearProperty);
  }

  @Test
  void lease_firstOne_opensAndSaysSo() {
    try (Lease lease = Glimpse.lease("test", application)) {
      assertThat(lease.glimpse().isEnabled()).isTrue();
      assertThat(Glimpse.current()).isSameAs(lease.glimpse());
    }

    List<String> lines = log.take();
    assertThat(lines).anyMatch(line -> line.startsWith("INFO Glimpse found no policy"));
    assertThat(lines).anyMatch(line -> line.startsWith("INFO Glimpse is on: policy "));
  }

  @Test
  void lease_severalEdges_shareOneGlimpseUntilTheLastHasGone() throws IOException {
    Lease filter = Glimpse.lease("filter", application);
    Lease extension = Glimpse.lease("extension", application);
    Lease feature = Glimpse.lease("feature", application);
    assertThat(extension.glimpse()).isSameAs(filter.glimpse()).isSameAs(feature.glimpse());

    filter.close();
    filter.close();
    extension.close();
    feature.glimpse().tracer().span("still recorded").close();
    assertThat(feature.glimpse().counts().lostInAll()).isZero();
    feature.close();
    feature.glimpse().tracer().span("too late").close();

    assertThat(Files.readString(file)).contains("still recorded").doesNotContain("too late");
    assertThat(feature.glimpse().counts().lostInAll()).isOne();
  }

  @Test
  void lease_closedTwice_countsOnce() {
    Lease one = Glimpse.lease("one", application);
    Lease two = Glimpse.lease("two", application);
    one.close();
    one.close();
    one.close();

    two.glimpse().tracer().span("recorded").close();
    assertThat(two.glimpse().counts().lostInAll()).isZero();
    two.close();

    assertThat(file).isNotEmptyFile();
  }

  @Test
  void lease_afterTheLastOneWasClosed_opensAnother() throws IOException {
    Glimpse before;
    try (Lease lease = Glimpse.lease("first deployment", application)) {
      before = lease.glimpse();
      before.tracer().span("first").close();
    }
    try (Lease lease = Glimpse.lease("second deployment", application)) {
      assertThat(lease.glimpse()).isNotSameAs(before);
      assertThat(Glimpse.current()).isSameAs(lease.glimpse());
      lease.glimpse().tracer().span("second").close();
    }

    assertThat(Files.readAllLines(file)).hasSize(2);
  }

  @Test
  void lease_brokenSettings_failsAndTheNextOneStartsAfresh() {
    System.setProperty("glimpse.level", "LOUD");
    assertThatExceptionOfType(GlimpseException.class)
        .isThrownBy(() -> Glimpse.lease("test", application))
        .withMessageContaining("system property glimpse.level: found \"LOUD\".");
    System.clearProperty("glimpse.level");

    try (Lease lease = Glimpse.lease("test", application)) {
      assertThat(lease.glimpse().isEnabled()).isTrue();
    }
  }

  @Test
  void lease_brokenSettingsWithDisable_isDisabledAndClosesQuietly() {
    System.setProperty("glimpse.level", "LOUD");
    System.setProperty("glimpse.on-invalid-policy", "disable");

    try (Lease lease = Glimpse.lease("test", application)) {
      assertThat(lease.glimpse().isEnabled()).isFalse();
      lease.glimpse().tracer().span("nothing").close();
    }

    assertThat(file).doesNotExist();
    assertThat(log.take()).anyMatch(line -> line.startsWith("WARNING Starting untraced."));
  }

  /** One of another test's may still be on its way out. */
  private static Set<Thread> newThreads(Set<Thread> before) {
    return ourThreads().stream()
        .filter(thread -> !before.contains(thread))
        .collect(Collectors.toSet());
  }

  @Test
  void leaseSwitchedOff_isFinalForAllUntilTheLastOneIsGivenBack() {
    try (Lease early = Glimpse.lease("early", application);
        Lease off = Glimpse.leaseSwitchedOff("off");
        Lease late = Glimpse.lease("late", application)) {
      late.glimpse().run();

      for (Lease lease : List.of(early, off, late)) {
        assertThat(lease.glimpse().isEnabled()).isFalse();
        assertThat(lease.glimpse().tracer().isRunning()).isFalse();
      }
      assertThat(Glimpse.current().isEnabled()).isFalse();
    }

    try (Lease again = Glimpse.lease("again", application)) {
      assertThat(again.glimpse().isEnabled()).isTrue();
    }
  }

  @Test
  void leaseSwitchedOff_firstOne_opensNothing() {
    Set<Thread> before = ourThreads();

    try (Lease off = Glimpse.leaseSwitchedOff("off");
        Lease late = Glimpse.lease("late", application)) {
      assertThat(late.glimpse().isEnabled()).isFalse();
      assertThat(newThreads(before)).isEmpty();
    }

    assertThat(file).doesNotExist();
  }

  @Test
  void lease_disabled_startsNoThreadAndWritesNoFile() {
    Set<Thread> before = ourThreads();
    System.setProperty("glimpse.enabled", "false");

    try (Lease lease = Glimpse.lease("test", application)) {
      lease.glimpse().tracer().span("nothing").close();
      assertThat(newThreads(before)).isEmpty();
    }

    assertThat(file).doesNotExist();
  }

  @Test
  void lease_lastOneClosed_leavesNoThread() {
    Set<Thread> before = ourThreads();
    Lease lease = Glimpse.lease("test", application);
    assertThat(newThreads(before)).isNotEmpty();

    lease.close();

    await().untilAsserted(() -> assertThat(newThreads(before)).isEmpty());
  }

  @Test
  void leases_ofManyThreads_neverSeeAClosedGlimpse() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    List<Future<?>> done = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      done.add(
          pool.submit(
              () -> {
                for (int j = 0; j < 50; j++) {
                  try (Lease lease = Glimpse.lease("test", application)) {
                    lease.glimpse().tracer().span("recorded").close();
                    assertThat(lease.glimpse().counts().lostInAll()).isZero();
                  }
                }
              }));
    }
    for (Future<?> each : done) {
      Object nothing = each.get();
      assertThat(nothing).isNull();
    }
    pool.shutdown();

    assertThat(Files.readAllLines(file)).hasSize(4 * 50);
  }

  private static Set<Thread> ourThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("glimpse-"))
        .collect(Collectors.toSet());
  }
}
