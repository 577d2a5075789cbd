package io.glimpse.benchmarks;

import com.acme.bench.Tower;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The shapes that are timed, each in nanoseconds per call. What watches the calls is decided by the
 * {@link Course}, so every variant runs the same code.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CallCost {
  private static final int CHAIN = 10;
  private static final int BURST = 1000;
  private static final int LEAVES = 10_000;

  /** How deep the leaf of {@link CallCost#nested} is called. */
  @State(Scope.Benchmark)
  public static class Depth {
    /** 1 is directly below the root. */
    @Param("1")
    public int depth;
  }

  /** One call below a root. */
  @Benchmark
  public void single(Course course, Caller caller) {
    course.leaf.call();
    caller.called(1);
  }

  /** One call with two scalar arguments and a result. */
  @Benchmark
  public long scalars(Course course, Caller caller) {
    long sum = course.leaf.sum(3, 1995L);
    caller.called(1);
    return sum;
  }

  /** Ten beans call one another. */
  @Benchmark
  @OperationsPerInvocation(CHAIN)
  public void chain(Course course, Caller caller) {
    course.chain.call();
    caller.called(CHAIN);
  }

  /** A thousand calls after a pause, as a request is. */
  @Benchmark
  @OperationsPerInvocation(BURST)
  public void burst(Course course, Caller caller, Pause pause) {
    Tower.callRepeatedly(course.leaf, BURST);
    caller.called(BURST);
  }

  /** Two hundred calls at the beginning of each millisecond. */
  @Benchmark
  @OperationsPerInvocation(Schedule.CALLS)
  public void paced(Course course, Caller caller, Schedule schedule) {
    Tower.callRepeatedly(course.leaf, Schedule.CALLS);
    caller.called(Schedule.CALLS);
  }

  /** A thousand calls at the beginning of each ten milliseconds. */
  @Benchmark
  @OperationsPerInvocation(BURST)
  public void bursts(Course course, Caller caller, Schedule.Bursts schedule) {
    Tower.callRepeatedly(course.leaf, BURST);
    caller.called(BURST);
  }

  /** Ten thousand calls at a depth; those that stay open above them are counted, not divided by. */
  @Benchmark
  @OperationsPerInvocation(LEAVES)
  public void nested(Course course, Caller caller, Depth depth) {
    int open = depth.depth - 1;
    if (open == 0) {
      Tower.callRepeatedly(course.leaf, LEAVES);
    } else {
      course.tower.climb(open, LEAVES);
    }
    caller.called(LEAVES + open);
  }
}
