package io.glimpse.benchmarks;

import io.glimpse.record.RecordBatch;
import io.glimpse.record.RecordWriter;
import io.glimpse.sqlite.Retention;
import io.glimpse.sqlite.SqliteWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.IterationParams;

/**
 * A database and who writes to it; each iteration has a new one, made by Glimpse, with the same
 * tables, indexes and settings for everybody. In the end its rows are counted.
 */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH fills the parameter, begin() the rest
public class Tables {
  private static final Retention ALL = new Retention(Long.MAX_VALUE / 2, Duration.ofDays(36_500));

  /** {@code GLIMPSE} or {@code JDBC}. */
  @Param("GLIMPSE")
  public Variant variant;

  private final Ledger ledger = new Ledger(Optional::empty);
  private final Meter meter = new Meter();
  private final FreshTraffic traffic = new FreshTraffic();
  private final Path file = Path.of(System.getProperty(Recording.SCRATCH, "."), "traces.db");
  private RecordWriter writer;
  private long records;

  /** An iteration begins. */
  @Setup(Level.Iteration)
  public void begin(IterationParams iteration) throws IOException, SQLException {
    for (String ending : new String[] {"", "-wal", "-shm"}) {
      Files.deleteIfExists(Path.of(file + ending));
    }
    writer = SqliteWriter.to(file, ALL);
    writer.write(new RecordBatch(new byte[0], 0, 0, 1, traffic.next().source()));
    if (variant == Variant.JDBC) {
      writer.close();
      writer = new JdbcRows(file);
    }
    ledger.iteration(iteration.getType());
    ledger.callerBegins();
    records = 0;
    meter.start();
  }

  long insert() throws IOException {
    RecordBatch batch = traffic.next();
    writer.write(batch);
    records += batch.records();
    return records;
  }

  /** An iteration ends; nothing may be missing. */
  @TearDown(Level.Iteration)
  public void end() throws IOException, SQLException {
    meter.stop();
    ledger.callerEnds(records, 0, meter);
    writer.close();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement sql = connection.createStatement();
        ResultSet row =
            sql.executeQuery(
                "SELECT (SELECT count(*) FROM trace_entries) + (SELECT count(*) FROM spans)")) {
      if (!row.next() || row.getLong(1) != records) {
        throw new IllegalStateException(row.getLong(1) + " rows of " + records + " records");
      }
    }
  }

  /** Leaves the evidence. */
  @TearDown(Level.Trial)
  public void finish() throws InterruptedException {
    ledger.save();
  }
}
