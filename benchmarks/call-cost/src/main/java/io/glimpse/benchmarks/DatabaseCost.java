package io.glimpse.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** What it takes to bring records into a database, in nanoseconds per log entry or span. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DatabaseCost {
  /** A batch becomes rows in a file. */
  @Benchmark
  @OperationsPerInvocation(FreshTraffic.RECORDS)
  public long insert(Tables tables) throws IOException, SQLException {
    return tables.insert();
  }
}
