package io.glimpse.delivery;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** Makes writers as a test needs them: with short pauses, or with a clock that it turns. */
final class Deliveries {
  static final Duration LONG = Duration.ofSeconds(20);

  private final Path folder;
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-02T03:04:05Z"));
  private final AtomicLong nanos = new AtomicLong();
  final Accounts accounts = new Accounts();

  Deliveries(Path folder) {
    this.folder = folder;
  }

  static Endpoint endpoint(URI uri) {
    return Endpoint.at(uri).withTimeout(LONG);
  }

  static Bounds bounds() {
    return new Bounds(8 << 20, 1 << 20, LONG, Duration.ofMillis(2), Duration.ofMillis(20));
  }

  Spooling spooling() {
    return new Spooling(folder, 64 << 20, Duration.ofDays(1));
  }

  /** One that tries again within milliseconds. */
  DeliveringWriter to(URI uri) {
    return to(endpoint(uri), bounds());
  }

  DeliveringWriter to(Endpoint endpoint, Bounds bounds) {
    return begun(
        DeliveringWriter.to("lines", new LineFormat(), endpoint, bounds, spooling()), accounts);
  }

  /** One whose pauses end when the test lets time pass, and are as long as they may be. */
  DeliveringWriter turned(URI uri) {
    return begun(
        DeliveringWriter.to(
            "lines",
            new LineFormat(),
            endpoint(uri),
            Bounds.of(8 << 20, LONG),
            spooling(),
            new DeliveringWriter.Times(now::get, nanos::get, () -> 1.0)),
        accounts);
  }

  private static DeliveringWriter begun(DeliveringWriter writer, Accounts accounts) {
    writer.begin(accounts);
    return writer;
  }

  /** Turns the clock of a writer on. */
  void pass(Duration time, DeliveringWriter writer) {
    now.getAndUpdate(then -> then.plus(time));
    nanos.addAndGet(time.toNanos());
    writer.wake();
  }

  /** How many files are there, locks and all. */
  long files() throws IOException {
    if (!Files.exists(folder)) {
      return 0;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).count();
    }
  }
}
