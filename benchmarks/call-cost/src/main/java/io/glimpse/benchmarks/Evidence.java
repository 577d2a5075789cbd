package io.glimpse.benchmarks;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a measured JVM besides time, on its way to the program that compares.
 *
 * @param calls how many functions were called, requests made or headers read while it was measured
 * @param roots how many root spans were opened and closed meanwhile
 * @param bytes what the calling threads allocated meanwhile, exactly
 * @param cpuNanos how long the calling threads had a core meanwhile
 * @param wallNanos how long it took until the last record had arrived, pauses between iterations
 *     included; 0 where nothing arrives anywhere
 * @param tally what became of the records, null where the contender cannot know
 */
record Evidence(
    long calls, long roots, long bytes, long cpuNanos, long wallNanos, @Nullable Tally tally) {
  /**
   * The system property that names the file. It does not begin as Glimpse's own do: of one that it
   * does not know it would warn, and that would be a part of the deployment that is measured.
   */
  static final String FILE = "benchmarks.evidence";

  /** A file beside it, for what else a measurement needs. */
  static Path beside(String name) {
    return Path.of(System.getProperty(FILE, "evidence")).toAbsolutePath().resolveSibling(name);
  }

  double bytesPerCall() {
    return (double) bytes / calls;
  }

  /** Less than the time of a call where something else wanted the cores. */
  double cpuNanosPerCall() {
    return (double) cpuNanos / calls;
  }

  void save() {
    String file = System.getProperty(FILE);
    if (file == null) {
      return;
    }
    Properties properties = new Properties();
    properties.setProperty("wallNanos", Long.toString(wallNanos));
    properties.setProperty("calls", Long.toString(calls));
    properties.setProperty("roots", Long.toString(roots));
    properties.setProperty("bytes", Long.toString(bytes));
    properties.setProperty("cpuNanos", Long.toString(cpuNanos));
    Tally known = tally;
    if (known != null) {
      properties.setProperty("received", Long.toString(known.received()));
      properties.setProperty("lost", Long.toString(known.lost()));
      properties.setProperty("cut", Long.toString(known.cut()));
    }
    try (Writer out = Files.newBufferedWriter(Path.of(file))) {
      properties.store(out, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Evidence load(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      properties.load(in);
    }
    Tally tally =
        properties.containsKey("received")
            ? new Tally(
                number(properties, "received"),
                number(properties, "lost"),
                number(properties, "cut"))
            : null;
    return new Evidence(
        number(properties, "calls"),
        number(properties, "roots"),
        number(properties, "bytes"),
        number(properties, "cpuNanos"),
        number(properties, "wallNanos"),
        tally);
  }

  private static long number(Properties properties, String key) {
    return Long.parseLong(properties.getProperty(key, "0"));
  }
}
