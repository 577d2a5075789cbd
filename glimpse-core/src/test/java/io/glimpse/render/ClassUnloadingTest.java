package io.glimpse.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glimpse.buffer.ByteBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is remembered about a class keeps neither the application nor Glimpse in memory. */
final class ClassUnloadingTest {
  public record Shared(String name) {}

  public static final class SharedException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Defines our classes anew, as the class loader of an application does. */
  private static final class Application extends ClassLoader {
    private final String prefix;

    Application(String prefix) {
      super(ClassUnloadingTest.class.getClassLoader());
      this.prefix = prefix;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(prefix) || name.contains("$Shared")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        return known == null ? define(name) : known;
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream bytes = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] read = bytes == null ? new byte[0] : bytes.readAllBytes();
        return defineClass(name, read, 0, read.length);
      } catch (IOException unreadable) {
        throw new ClassNotFoundException(name, unreadable);
      }
    }
  }

  public record Own(String name) {}

  public static final class OwnException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Runs inside the application's copy of Glimpse. */
  public static final class Undeployed implements Runnable {
    @Override
    public void run() {
      ByteBuilder out = new ByteBuilder(64);
      new ValueRenderer(Redaction.standard(), 512, false).result(out, false, new Shared("x"));
      assertThat(out).hasToString("{\"name\":\"x\"}");
      ExceptionText.of(Redaction.standard(), new SharedException(), 512, 512);
    }
  }

  @Test
  void render_classesOfAnApplication_canBeUnloaded() throws Exception {
    WeakReference<ClassLoader> gone = renderClassesOfAnApplication();

    awaitCollected(gone);
  }

  private static WeakReference<ClassLoader> renderClassesOfAnApplication() throws Exception {
    ClassLoader application = new Application(ClassUnloadingTest.class.getName() + "$Own");
    Object own =
        application.loadClass(Own.class.getName()).getConstructor(String.class).newInstance("x");
    Object thrown =
        application.loadClass(OwnException.class.getName()).getConstructor().newInstance();

    assertThat(own.getClass()).isNotEqualTo(Own.class);
    assertThat(Rendered.result(own)).isEqualTo("{\"name\":\"x\"}");
    ExceptionText.of(Redaction.standard(), (Throwable) thrown, 512, 512);

    return new WeakReference<>(application);
  }

  @Test
  void render_classesThatOutliveTheApplication_letGlimpseBeUnloaded() throws Exception {
    WeakReference<ClassLoader> gone = renderInAnApplication();

    awaitCollected(gone);
  }

  private static WeakReference<ClassLoader> renderInAnApplication() throws Exception {
    ClassLoader application = new Application("io.glimpse.");
    Object glimpse =
        application.loadClass(Undeployed.class.getName()).getConstructor().newInstance();

    assertThat(glimpse.getClass()).isNotEqualTo(Undeployed.class);
    ((Runnable) glimpse).run();

    return new WeakReference<>(application);
  }

  private static void awaitCollected(WeakReference<ClassLoader> gone) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              System.gc();
              return gone.refersTo(null);
            });
  }
}
