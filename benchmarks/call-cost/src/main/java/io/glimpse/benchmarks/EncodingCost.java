package io.glimpse.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** What it takes to make JSON of records, in nanoseconds per line or span. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EncodingCost {
  /** A batch becomes lines in memory. */
  @Benchmark
  @OperationsPerInvocation(Traffic.LINES)
  public int encode(Lines lines) {
    return lines.encode();
  }

  /** The batch's spans become a body in memory. */
  @Benchmark
  @OperationsPerInvocation(Traffic.SPANS)
  public int body(Bodies bodies) {
    return bodies.encode();
  }
}
