package io.glimpse.cdi.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.glimpse.Glimpse;
import io.glimpse.Lease;
import io.glimpse.context.SpanContext;
import io.glimpse.trace.Scope;
import io.glimpse.trace.Span;
import io.glimpse.trace.Tracer;
import jakarta.enterprise.concurrent.spi.ThreadContextProvider;
import jakarta.enterprise.concurrent.spi.ThreadContextRestorer;
import jakarta.enterprise.concurrent.spi.ThreadContextSnapshot;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a container does with the provider; the real ones do it in the integration tests. */
final class GlimpseContextProviderTest {
  private static final Map<String, String> NO_PROPERTIES = Map.of();

  @TempDir private Path folder;

  private final ThreadContextProvider provider = new GlimpseContextProvider();
  private final ExecutorService pool = Executors.newSingleThreadExecutor();
  private Lease lease;

  @BeforeEach
  void open() {
    System.setProperty("glimpse.log-path", folder.resolve("glimpse.jsonl").toString());
    lease = Glimpse.lease("test", getClass().getClassLoader());
  }

  @AfterEach
  void close() throws Exception {
    assertThat(onThePool(this::active)).isEmpty();
    pool.shutdownNow();
    lease.close();
    System.clearProperty("glimpse.log-path");
    System.clearProperty("glimpse.enabled");
  }

  private Tracer tracer() {
    return Glimpse.current().tracer();
  }

  private Optional<SpanContext> active() {
    return tracer().active();
  }

  private <T> T onThePool(Callable<T> work) throws Exception {
    return pool.submit(work).get();
  }

  @Test
  void services_nameTheProvider() {
    assertThat(ServiceLoader.load(ThreadContextProvider.class))
        .singleElement()
        .satisfies(found -> assertThat(found.getThreadContextType()).isEqualTo("Glimpse"));
  }

  @Test
  void current_snapshotBegunOnAnotherThread_hasTheSpanThereUntilItEnds() throws Exception {
    ThreadContextSnapshot snapshot;
    SpanContext request;
    try (Span span = tracer().span("request")) {
      request = span.context();
      snapshot = provider.currentContext(NO_PROPERTIES);
    }

    Optional<SpanContext> during =
        onThePool(
            () -> {
              ThreadContextRestorer restorer = snapshot.begin();
              Optional<SpanContext> seen = active();
              restorer.endContext();
              return seen;
            });

    assertThat(during).contains(request);
  }

  @Test
  void current_threadWithASpanOfItsOwn_hasItAgainAfterwards() {
    ThreadContextSnapshot snapshot = provider.currentContext(NO_PROPERTIES);

    try (Span own = tracer().span("own")) {
      ThreadContextRestorer restorer = snapshot.begin();
      assertThat(active()).isEmpty();
      restorer.endContext();

      assertThat(active()).contains(own.context());
    }
  }

  @Test
  void cleared_threadWithASpan_hasNoneUntilItEnds() {
    try (Span own = tracer().span("own")) {
      ThreadContextRestorer restorer = provider.clearedContext(NO_PROPERTIES).begin();
      assertThat(active()).isEmpty();
      restorer.endContext();

      assertThat(active()).contains(own.context());
    }
  }

  @Test
  void current_ignoredRequest_isIgnoredOnTheOtherThreadToo() throws Exception {
    ThreadContextSnapshot snapshot;
    try (Scope ignored = tracer().ignore(Optional.empty())) {
      snapshot = provider.currentContext(NO_PROPERTIES);
    }

    boolean recorded =
        onThePool(
            () -> {
              ThreadContextRestorer restorer = snapshot.begin();
              try (Span span = tracer().span("work")) {
                return span.isRecorded();
              } finally {
                restorer.endContext();
              }
            });

    assertThat(recorded).isFalse();
  }

  @Test
  void snapshot_writtenOutAndReadAgain_leavesTheThreadAsItIs() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Span request = tracer().span("request");
        ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(provider.currentContext(NO_PROPERTIES));
    }
    ThreadContextSnapshot read;
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      read = (ThreadContextSnapshot) in.readObject();
    }

    try (Span own = tracer().span("own")) {
      ThreadContextRestorer restorer = read.begin();
      assertThat(active()).contains(own.context());
      restorer.endContext();
      assertThat(active()).contains(own.context());
    }
  }

  @Test
  void switchedOff_snapshots_leaveTheThreadAsItIs() {
    lease.close();
    System.setProperty("glimpse.enabled", "false");
    lease = Glimpse.lease("test", getClass().getClassLoader());

    // Whatever is on the thread, it is not ours to clear.
    try (Span own = tracer().span("own")) {
      provider.clearedContext(NO_PROPERTIES).begin().endContext();
      ThreadContextRestorer restorer = provider.clearedContext(NO_PROPERTIES).begin();
      assertThat(active()).contains(own.context());
      restorer.endContext();
    }
  }

  @Test
  void endContext_twice_isHarmless() {
    ThreadContextRestorer restorer = provider.currentContext(NO_PROPERTIES).begin();
    restorer.endContext();

    assertThatCode(restorer::endContext).doesNotThrowAnyException();
  }

  @Test
  void concurrencyApi_notThere_noOtherClassOfTheModuleMissesIt() throws Exception {
    URL[] module = {
      GlimpseContextProvider.class.getProtectionDomain().getCodeSource().getLocation()
    };
    ClassLoader withoutConcurrency =
        new ClassLoader(getClass().getClassLoader()) {
          @Override
          protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("jakarta.enterprise.concurrent.")
                || name.startsWith("io.glimpse.cdi.")) {
              throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
          }
        };
    try (URLClassLoader application = new URLClassLoader(module, withoutConcurrency)) {
      for (String name : new String[] {"GlimpseExtension", "GlimpseInterceptor"}) {
        Class<?> type = Class.forName("io.glimpse.cdi." + name, true, application);

        assertThat(type.getClassLoader()).isSameAs(application);
        assertThatCode(
                () -> {
                  assertThat(type.getDeclaredMethods()).isNotEmpty();
                  type.getDeclaredConstructor().newInstance();
                })
            .doesNotThrowAnyException();
      }
    }
  }
}
