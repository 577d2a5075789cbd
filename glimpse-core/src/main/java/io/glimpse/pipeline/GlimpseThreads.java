package io.glimpse.pipeline;

/**
 * Threads that leave no trace on the application: daemons, with Glimpse's own class loader as
 * context and without the inheritable thread locals of whoever happened to start them.
 */
final class GlimpseThreads {
  private GlimpseThreads() {}

  static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(null, work, name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(GlimpseThreads.class.getClassLoader());
    return thread;
  }
}
