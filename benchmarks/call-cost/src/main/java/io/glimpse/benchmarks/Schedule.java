package io.glimpse.benchmarks;

import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;

/**
 * A caller that makes its calls by the clock: two hundred each millisecond, whatever they cost; or
 * a thousand each ten of them. What it waits does not count. Where it does not keep up the
 * measurement fails.
 */
@State(Scope.Thread)
public class Schedule {
  static final int CALLS = 200;
  private static final long MILLISECOND = 1_000_000;
  private static final double KEPT_UP = 0.99;

  private final long each;
  private long begun;
  private long slots;

  /** One turn each millisecond. */
  public Schedule() {
    this(MILLISECOND);
  }

  private Schedule(long each) {
    this.each = each;
  }

  /** One turn each ten milliseconds. */
  @State(Scope.Thread)
  public static class Bursts extends Schedule {
    /** For JMH. */
    public Bursts() {
      super(10 * MILLISECOND);
    }
  }

  /** An iteration begins. */
  @Setup(Level.Iteration)
  public void begin() {
    begun = System.nanoTime();
    slots = 0;
  }

  /** Waits for the next turn; not at all where that is due already. */
  @Setup(Level.Invocation)
  public void waitForTheNext() {
    long due = begun + ++slots * each;
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** The pace was held, as far as it counts. */
  @TearDown(Level.Iteration)
  public void end(IterationParams iteration) {
    double due = (double) (System.nanoTime() - begun) / each;
    if (iteration.getType() == IterationType.MEASUREMENT && slots < due * KEPT_UP) {
      throw new IllegalStateException(
          "only %d of %.0f turns had their calls".formatted(slots, due));
    }
  }
}
