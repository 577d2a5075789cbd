package io.glimpse.benchmarks;

import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.InvocationContext;
import org.jspecify.annotations.Nullable;

/**
 * The least that a tracer can do inside an interceptor: two clock reads, an id, the active span of
 * the thread, one slot written. Nobody reads the slots, nothing is decided, no name is looked up.
 */
public class LowerBoundInterceptor {
  private static final int SLOTS = 1024;
  private static final int SLOT = 8;
  private static final ThreadLocal<Desk> DESK = ThreadLocal.withInitial(Desk::new);

  /** What a thread needs: its active span, its source of ids, its slots. */
  private static final class Desk {
    final long trace = System.nanoTime();
    final long[] slots = new long[SLOTS * SLOT];
    long random = System.nanoTime() | 1;
    long active;
    int next;

    long newId() {
      random ^= random << 13;
      random ^= random >>> 7;
      random ^= random << 17;
      return random;
    }

    void write(long id, long parent, long start, long end) {
      int at = next++ % SLOTS * SLOT;
      slots[at] = trace;
      slots[at + 1] = id;
      slots[at + 2] = parent;
      slots[at + 3] = start;
      slots[at + 4] = end;
    }
  }

  /** For the container. */
  public LowerBoundInterceptor() {}

  /** Times the call. */
  @AroundInvoke
  public @Nullable Object time(InvocationContext call) throws Exception {
    Desk desk = DESK.get();
    long parent = desk.active;
    long id = desk.newId();
    desk.active = id;
    long start = System.nanoTime();
    try {
      return call.proceed();
    } finally {
      desk.write(id, parent, start, System.nanoTime());
      desk.active = parent;
    }
  }
}
