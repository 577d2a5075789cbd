package io.glimpse.benchmarks;

import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A thread that calls: it holds a root span open, opens the next one before the budget of the old
 * one is used up, and counts its calls and what it allocates.
 *
 * <p>A root is opened every {@value #CALLS_PER_ROOT} calls; its cost is part of the figure, where
 * it makes a few thousandths of a nanosecond.
 */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // begin() fills it
public class Caller {
  static final int CALLS_PER_ROOT = 500_000;

  private final Meter meter = new Meter();
  private Contender contender;
  private Contender.Root root;
  private long roots;
  private long calls;
  private long left;

  /** Opens the first root of an iteration. */
  @Setup(Level.Iteration)
  public void begin(Course course) {
    course.ledger.callerBegins();
    contender = course.contender;
    roots = 0;
    calls = 0;
    openRoot();
    meter.start();
  }

  /** So many functions have been called. */
  void called(int functions) {
    calls += functions;
    left -= functions;
    if (left <= 0) {
      root.close();
      openRoot();
    }
  }

  private void openRoot() {
    root = contender.openRoot();
    roots++;
    left = CALLS_PER_ROOT;
  }

  /** Closes the last root and says what was done. */
  @TearDown(Level.Iteration)
  public void end(Course course) {
    meter.stop();
    root.close();
    course.ledger.callerEnds(calls, roots, meter);
  }
}
