package io.glimpse.config;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What was logged below one name, as {@code WARNING text}. Nothing of it reaches the console. */
public final class LogLines extends Handler implements BeforeEachCallback, AfterEachCallback {
  private final Logger logger;
  private final SimpleFormatter formatter = new SimpleFormatter();
  private final List<String> lines = new ArrayList<>();

  public LogLines(String name) {
    this.logger = Logger.getLogger(name);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    logger.addHandler(this);
    logger.setUseParentHandlers(false);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
  }

  @Override
  public synchronized void publish(LogRecord message) {
    if (message.getLevel().intValue() >= Level.INFO.intValue()) {
      lines.add(message.getLevel() + " " + formatter.formatMessage(message));
    }
  }

  /** The lines since the last call. */
  public synchronized List<String> take() {
    List<String> all = List.copyOf(lines);
    lines.clear();
    return all;
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
