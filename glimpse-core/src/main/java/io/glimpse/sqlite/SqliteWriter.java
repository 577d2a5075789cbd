package io.glimpse.sqlite;

import io.glimpse.record.RecordBatch;
import io.glimpse.record.RecordWriter;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Writes records into an SQLite database: log entries, spans and their events in three tables, with
 * views for the questions one asks first. Several processes may write into one database.
 *
 * <pre>{@code
 * Retention week = new Retention(1L << 30, Duration.ofDays(7));
 * RecordWriter writer = SqliteWriter.to(Path.of("glimpse_traces.db"), week);
 * }</pre>
 *
 * <p>A batch is one transaction. Where somebody else has the database locked, it waits for a
 * minute; meanwhile batches wait in their backlog, and no other destination does. The application
 * brings the driver, {@code org.xerial:sqlite-jdbc}.
 *
 * @since 0.1
 */
public final class SqliteWriter implements RecordWriter {
  private static final Logger LOG = System.getLogger("io.glimpse.sqlite");
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  // SQLite, "Result and Error Codes"
  private static final int BUSY = 5;
  private static final int LOCKED = 6;

  private final Path path;
  private final Retention retention;
  private final InstantSource clock;
  private final long patience;
  private @Nullable SqliteDriver driver;
  private @Nullable Database database;

  private SqliteWriter(Path path, Retention retention, InstantSource clock, Duration patience) {
    this.path = path.toAbsolutePath();
    this.retention = retention;
    this.clock = clock;
    this.patience = patience.toNanos();
  }

  /** A writer to the database at this path, which need not exist. */
  public static SqliteWriter to(Path path, Retention retention) {
    return new SqliteWriter(path, retention, InstantSource.system(), PATIENCE);
  }

  /** One whose time a test decides. */
  static SqliteWriter to(Path path, Retention retention, InstantSource clock) {
    return new SqliteWriter(path, retention, clock, PATIENCE);
  }

  /** One that waits for so long where somebody else has the database locked. */
  static SqliteWriter to(Path path, Retention retention, Duration patience) {
    return new SqliteWriter(path, retention, InstantSource.system(), patience);
  }

  /** Whether the application has the driver; asked before anything is opened. */
  public static boolean hasDriver() {
    return SqliteDriver.isThere();
  }

  @Override
  public String name() {
    return "sqlite";
  }

  @Override
  public void write(RecordBatch batch) throws IOException {
    long began = System.nanoTime();
    while (true) {
      try {
        open().write(batch);
        break;
      } catch (SQLException e) {
        if (!isLocked(e) || System.nanoTime() - began > patience || Thread.interrupted()) {
          giveUp(e);
          throw new IOException(path + " cannot be written to: " + e.getMessage(), e);
        }
      }
    }
    clean();
  }

  private Database open() throws SQLException, IOException {
    Database known = database;
    if (known != null && known.isInPlace()) {
      return known;
    }
    forget();
    SqliteDriver loaded = driver;
    if (loaded == null) {
      loaded = SqliteDriver.load();
      driver = loaded;
    }
    Database opened = Database.open(loaded, path, retention, clock);
    database = opened;
    return opened;
  }

  private static boolean isLocked(SQLException e) {
    return e.getErrorCode() == BUSY || e.getErrorCode() == LOCKED;
  }

  private void giveUp(SQLException e) {
    try {
      forget();
    } catch (SQLException alsoThat) {
      e.addSuppressed(alsoThat);
    }
  }

  /** The batch is in; that older ones could not be removed is no loss. */
  private void clean() {
    Database known = database;
    try {
      if (known != null) {
        known.clean();
      }
    } catch (SQLException e) {
      LOG.log(Level.DEBUG, "old rows stay for now", e);
    }
  }

  private void forget() throws SQLException {
    Database known = database;
    database = null;
    if (known != null) {
      known.close();
    }
  }

  @Override
  public void close() throws IOException {
    SqliteDriver loaded = driver;
    driver = null;
    try {
      forget();
      if (loaded != null) {
        loaded.unload();
      }
    } catch (SQLException e) {
      throw new IOException(path + " could not be closed: " + e.getMessage(), e);
    }
  }
}
