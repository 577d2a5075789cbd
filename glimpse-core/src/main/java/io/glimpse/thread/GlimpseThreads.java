package io.glimpse.thread;

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

  /**
   * Waits for its end, but no longer than until the deadline of {@link System#nanoTime}. That the
   * waiting thread is interrupted does not shorten it, since the wait is bounded and records would
   * be lost; it stays interrupted.
   */
  public static void join(Thread thread, long deadline) {
    boolean interrupted = false;
    long left = Math.max(1_000_000, deadline - System.nanoTime());
    while (thread.isAlive() && left > 0) {
      try {
        thread.join(Math.max(1, left / 1_000_000));
      } catch (InterruptedException e) {
        interrupted = true;
      }
      left = deadline - System.nanoTime();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
