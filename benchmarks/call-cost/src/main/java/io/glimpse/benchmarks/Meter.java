package io.glimpse.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What the current thread allocates, and how long it has a core, between two points. */
final class Meter {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private long bytes;
  private long cpuNanos;

  /** The first point. */
  void start() {
    bytes = -allocated();
    cpuNanos = -THREADS.getCurrentThreadCpuTime();
  }

  /** The second point. */
  void stop() {
    cpuNanos += THREADS.getCurrentThreadCpuTime();
    bytes += allocated();
  }

  private static long allocated() {
    return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  long bytes() {
    return bytes;
  }

  long cpuNanos() {
    return cpuNanos;
  }
}
