package io.glimpse;

import io.glimpse.config.Config;
import io.glimpse.policy.TracingPolicy;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * A program that records until it is killed; {@link KilledTest} runs it. It says again and again
 * how many calls each of its threads has finished: {@code asked} says so after a flush that
 * followed, {@code unasked} leaves writing to the flush interval.
 */
final class RecordingMain {
  static final int THREADS = 4;

  private RecordingMain() {}

  /** The file, the first part of every name, and the mode. */
  public static void main(String[] arguments) throws Exception {
    Glimpse glimpse =
        Glimpse.builder()
            .config(
                Config.builder()
                    .readEnvironment(false)
                    .param("log-path", arguments[0])
                    .param("log-max-size", "1 GiB")
                    .param("flush-interval", "20 ms")
                    .param("queue-bytes", "256 MiB"))
            .policy(TracingPolicy.none())
            .open();
    // As fast as files of a sensible size allow; in the second case somebody reads along.
    long pause = arguments[2].equals("asked") ? 2_000_000 : 20_000_000;
    AtomicLongArray done = new AtomicLongArray(THREADS);
    for (int i = 0; i < THREADS; i++) {
      int number = i;
      Thread thread = new Thread(() -> record(glimpse, arguments[1], number, pause, done));
      thread.setDaemon(true);
      thread.start();
    }
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    while (!out.checkError()) {
      StringBuilder line = new StringBuilder("done");
      for (int i = 0; i < THREADS; i++) {
        line.append(' ').append(done.get(i));
      }
      if (arguments[2].equals("asked") && !glimpse.flush(Duration.ofMinutes(1))) {
        throw new AssertionError("not flushed");
      }
      out.println(line.append(" lost ").append(glimpse.counts().lostInAll()).append(" ."));
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static void record(
      Glimpse glimpse, String first, int thread, long pause, AtomicLongArray done) {
    String name = first + "-" + thread + "-";
    for (long n = 1; ; n++) {
      long number = n;
      try {
        long same = glimpse.tracer().trace(name + n, () -> number);
        done.set(thread, same);
      } catch (Exception e) {
        throw new AssertionError(e);
      }
      if (n % 50 == 0) {
        LockSupport.parkNanos(pause);
      }
    }
  }
}
