package io.glimpse.benchmarks;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.infra.Blackhole;

/** What is timed where a request comes in, in nanoseconds per header or request. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EdgeCost {
  /** A {@code traceparent} is read and written. */
  @Benchmark
  public String traceparent(Headers headers, Blackhole sink) {
    return headers.traceparent(sink);
  }

  /** A {@code tracestate} is read and written. */
  @Benchmark
  public String tracestate(Headers headers, Blackhole sink) {
    return headers.tracestate(sink);
  }

  /** A request goes through the filter, which is all that happens to it. */
  @Benchmark
  public int request(Gate gate, Visitor visitor) throws ServletException, IOException {
    return visitor.enter(gate.filter);
  }
}
