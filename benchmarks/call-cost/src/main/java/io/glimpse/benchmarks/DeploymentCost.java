package io.glimpse.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/**
 * What is timed when an application starts, in nanoseconds per deployment. A JVM deploys once,
 * because that is how it is done: nothing is warm.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DeploymentCost {
  /** The container starts with all beans. */
  @Benchmark
  public Object deploy(Deployment deployment) {
    return deployment.start();
  }
}
