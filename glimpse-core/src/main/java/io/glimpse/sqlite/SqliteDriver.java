package io.glimpse.sqlite;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The driver, by name: the application brings it or does not.
 *
 * <p>Loading it makes it register itself with the JDK, which outlives the application. A
 * registration that we have caused is taken back; one that was there before is the application's.
 */
final class SqliteDriver {
  private static final String NAME = "org.sqlite.JDBC";

  private final Driver driver;
  private final boolean registeredByUs;

  private SqliteDriver(Driver driver, boolean registeredByUs) {
    this.driver = driver;
    this.registeredByUs = registeredByUs;
  }

  /** Whether it can be loaded; it is not, for that. */
  static boolean isThere() {
    try {
      Class<?> unused = Class.forName(NAME, false, SqliteDriver.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError absent) {
      return false;
    }
  }

  static SqliteDriver load() throws SQLException {
    boolean before = !registered().isEmpty();
    try {
      Class<?> type = Class.forName(NAME, true, SqliteDriver.class.getClassLoader());
      Driver made = (Driver) type.getDeclaredConstructor().newInstance();
      return new SqliteDriver(made, !before);
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new SQLException("the driver " + NAME + " cannot be loaded", e);
    }
  }

  private static List<Driver> registered() {
    return DriverManager.drivers()
        .filter(each -> each.getClass().getName().equals(NAME))
        .filter(each -> each.getClass().getClassLoader() == SqliteDriver.class.getClassLoader())
        .toList();
  }

  Connection connect(String url) throws SQLException {
    @Nullable Connection made = driver.connect(url, new Properties());
    if (made == null) {
      throw new SQLException(NAME + " does not take " + url);
    }
    return made;
  }

  /** The JDK forgets it, if it was us who made it known. */
  void unload() throws SQLException {
    if (registeredByUs) {
      for (Driver each : registered()) {
        DriverManager.deregisterDriver(each);
      }
    }
  }
}
