package io.glimpse.pipeline;

/**
 * Threads that leave no trace on the application: daemons, with Glimpse's own class loader as
 * context and without the inheritable thread locals of whoever happened to start them.
 *
 * <pre>{@code
 * GlimpseThreads.daemon("glimpse-policy", this::look).start();
 * }</pre>
 *
 * @since 0.1
 */
public final class GlimpseThreads {
  private GlimpseThreads() {}

  /** A thread that is not started yet. */
  public static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(null, work, name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(GlimpseThreads.class.getClassLoader());
    return thread;
  }
}
