package io.glimpse.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A {@link Collector} at work, which ends with this program at the latest. */
record CollectorProcess(Process process, String address) implements AutoCloseable {
  /** Starts one and waits until it listens. */
  static CollectorProcess start(Path java, boolean prompt, Path log) throws IOException {
    Process process =
        new ProcessBuilder(
                java.toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Collector.class.getName(),
                prompt ? Collector.PROMPT : "")
            .redirectError(log.toFile())
            .start();
    BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    String port = out.readLine();
    if (port == null) {
      throw new IOException("the collector did not start, see " + log);
    }
    return new CollectorProcess(process, "http://127.0.0.1:" + port + "/v1/traces");
  }

  /** Ends it. */
  @Override
  public void close() {
    process.destroy();
  }
}
