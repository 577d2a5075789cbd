package io.glimpse;

import java.lang.ref.WeakReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The class loader of the application that Glimpse serves: where the policy is looked for, and by
 * which a JSON provider is found, also on a thread that is not the application's. Held weakly, so
 * that nobody who forgets to close keeps an application that has gone.
 */
final class ApplicationLoader {
  private final WeakReference<ClassLoader> loader;

  ApplicationLoader(ClassLoader loader) {
    this.loader = new WeakReference<>(loader);
  }

  /** Null when the application has gone. */
  @Nullable ClassLoader get() {
    return loader.get();
  }

  /** Works as on a thread of the application. */
  <T> T call(Supplier<T> work) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    ClassLoader application = loader.get();
    thread.setContextClassLoader(application == null ? before : application);
    try {
      return work.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
