package io.glimpse.it;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What a server logs that lives in the JVM of the tests, kept as text. */
public final class LogOfThisJvm extends Handler {

  private static final LogOfThisJvm INSTANCE = new LogOfThisJvm();

  private final StringBuilder text = new StringBuilder();

  private LogOfThisJvm() {
    setFormatter(new SimpleFormatter());
    setLevel(Level.ALL);
    Logger.getLogger("").addHandler(this);
  }

  /** Listens from the first call on: make it before the server starts. */
  public static LogOfThisJvm listen() {
    return INSTANCE;
  }

  @Override
  public void publish(LogRecord logged) {
    String lines = getFormatter().format(logged);
    synchronized (text) {
      text.append(lines);
    }
  }

  /** All of it so far. */
  public String text() {
    synchronized (text) {
      return text.toString();
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
