package io.glimpse.sqlite;

import io.glimpse.record.RecordBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One open database: a connection, its statements, and the file that it is. Made anew after
 * whatever went wrong, since a connection that has failed once is not worth a doubt.
 */
final class Database implements AutoCloseable {
  private final Path path;
  private final @Nullable Object key;
  private final Connection connection;
  private final Rows rows;
  private final Cleaning cleaning;

  private Database(Path path, Connection connection, Retention retention, InstantSource clock)
      throws SQLException, IOException {
    this.path = path;
    this.connection = connection;
    this.rows = new Rows(connection);
    this.cleaning = new Cleaning(connection, retention, clock);
    this.key = keyOf(path);
  }

  static Database open(SqliteDriver driver, Path path, Retention retention, InstantSource clock)
      throws SQLException, IOException {
    Path folder = path.getParent();
    if (folder != null) {
      Path unused = Files.createDirectories(folder);
    }
    Connection connection = driver.connect("jdbc:sqlite:" + path);
    try {
      try (Statement sql = connection.createStatement()) {
        sql.execute("PRAGMA busy_timeout = 500");
        // Counts for a new file only: an older one keeps what it has.
        sql.execute("PRAGMA auto_vacuum = INCREMENTAL");
        sql.execute("PRAGMA journal_mode = WAL");
        sql.execute("PRAGMA synchronous = NORMAL");
      }
      Schema.bring(connection);
      return new Database(path, connection, retention, clock);
    } catch (SQLException | IOException e) {
      connection.close();
      throw e;
    }
  }

  private static @Nullable Object keyOf(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  /** Whether its file is still the one at the path; a deleted one would be written to unseen. */
  boolean isInPlace() {
    try {
      return Objects.equals(keyOf(path), key);
    } catch (IOException gone) {
      return false;
    }
  }

  /** All of it or nothing. */
  void write(RecordBatch batch) throws SQLException {
    try (Statement sql = connection.createStatement()) {
      sql.execute("BEGIN IMMEDIATE");
      try {
        rows.insert(batch);
        sql.execute("COMMIT");
      } catch (SQLException | RuntimeException | Error e) {
        rows.forget();
        rollBack(sql, e);
        throw e;
      }
    }
  }

  /** What went wrong is what is said; where the disk was full SQLite has rolled back itself. */
  static void rollBack(Statement sql, Throwable because) {
    try {
      sql.execute("ROLLBACK");
    } catch (SQLException alsoThat) {
      because.addSuppressed(alsoThat);
    }
  }

  void clean() throws SQLException {
    cleaning.goOn();
  }

  @Override
  public void close() throws SQLException {
    try (connection) {
      rows.close();
    }
  }
}
