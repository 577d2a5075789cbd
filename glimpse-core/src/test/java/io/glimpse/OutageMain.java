package io.glimpse;

import io.glimpse.config.Config;
import io.glimpse.policy.TracingPolicy;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/**
 * A program that records for a collector that is away, until it is killed; {@link OutageTest} runs
 * it. It says again and again how many of its spans are on the disk.
 */
final class OutageMain {
  private OutageMain() {}

  /** The collector's address, the folder of the spool, and the number of the first span. */
  public static void main(String[] arguments) {
    Glimpse glimpse =
        Glimpse.builder()
            .config(
                Config.builder()
                    .readEnvironment(false)
                    .param("dest", "jaeger")
                    .param("jaeger-endpoint", arguments[0])
                    .param("spool-path", arguments[1])
                    .param("flush-interval", "5 ms"))
            .policy(TracingPolicy.none())
            .open();
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    for (long n = Long.parseLong(arguments[2]); !out.checkError(); n++) {
      glimpse.tracer().span("span-" + n).close();
      if (n % 20 == 0) {
        long spooled = glimpse.counts().spooled().getOrDefault("jaeger", 0L);
        out.println("spooled " + spooled + " .");
        LockSupport.parkNanos(1_000_000);
      }
    }
  }
}
