package io.glimpse.sqlite;

import io.glimpse.Glimpse;
import io.glimpse.config.Config;
import io.glimpse.policy.TracingPolicy;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Another process at a database; {@link SqliteFaultsTest} runs it. Its first argument is a verb.
 */
final class SqliteProgram {
  static final int THREADS = 3;

  private SqliteProgram() {}

  /** The verb, the database, a name, and a number. */
  public static void main(String[] arguments) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    switch (arguments[0]) {
      case "record" -> record(arguments[1], arguments[2], out);
      case "some" -> some(arguments, out);
      case "lock" -> lock(arguments[1], out);
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static Glimpse open(String file, String maxSize) {
    return Glimpse.builder()
        .config(
            Config.builder()
                .readEnvironment(false)
                .param("dest", "sqlite")
                .param("db-path", file)
                .param("db-max-size", maxSize)
                .param("close-timeout", "60 s")
                .param("queue-bytes", "128 MiB")
                .param("flush-interval", "50 ms"))
        .policy(TracingPolicy.none())
        .open();
  }

  /** Until it is killed; says after each flush what had been done before it. */
  private static void record(String file, String name, PrintStream out) throws Exception {
    Glimpse glimpse = open(file, "1 GiB");
    AtomicLongArray done = new AtomicLongArray(THREADS);
    for (int i = 0; i < THREADS; i++) {
      int number = i;
      Thread thread = new Thread(() -> recordOn(glimpse, name + "-" + number, number, done));
      thread.setDaemon(true);
      thread.start();
    }
    while (!out.checkError()) {
      StringBuilder line = new StringBuilder("done");
      for (int i = 0; i < THREADS; i++) {
        line.append(' ').append(done.get(i));
      }
      if (!glimpse.flush(Duration.ofMinutes(1)) || glimpse.counts().lostInAll() > 0) {
        throw new AssertionError("not all of it was written");
      }
      out.println(line.append(" ."));
    }
  }

  private static void recordOn(Glimpse glimpse, String name, int thread, AtomicLongArray done) {
    for (long n = 1; ; n++) {
      long number = n;
      try {
        done.set(thread, glimpse.tracer().trace(name, () -> number));
      } catch (Exception e) {
        throw new AssertionError(e);
      }
      if (n % 50 == 0) {
        LockSupport.parkNanos(20_000_000); // as fast as a busy machine's database follows
      }
    }
  }

  /** So many calls, and what became of them. */
  private static void some(String[] arguments, PrintStream out) throws Exception {
    Glimpse glimpse = open(arguments[1], arguments[4]);
    out.println("ready");
    int unused = System.in.read();
    for (int n = 1; n <= Integer.parseInt(arguments[3]); n++) {
      int number = n;
      int same = glimpse.tracer().trace(arguments[2], () -> number);
      if (same % 100 == 0 && !glimpse.flush(Duration.ofMinutes(1))) {
        throw new AssertionError("not flushed");
      }
    }
    glimpse.close();
    out.println("lost " + glimpse.counts().lostInAll());
  }

  /** Holds the database locked until somebody says a word. */
  private static void lock(String file, PrintStream out) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + Path.of(file));
        Statement sql = connection.createStatement()) {
      sql.execute("BEGIN EXCLUSIVE");
      out.println("locked");
      int unused = System.in.read();
      sql.execute("COMMIT");
    }
  }
}
