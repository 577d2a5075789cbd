package io.glimpse.delivery;

/**
 * Threads as those of the pipeline: daemons with Glimpse's own class loader as context, and without
 * the inheritable thread locals of whoever happened to start them.
 */
final class SenderThread {
  private SenderThread() {}

  static Thread named(String name, Runnable work) {
    Thread thread = new Thread(null, work, name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(SenderThread.class.getClassLoader());
    return thread;
  }
}
