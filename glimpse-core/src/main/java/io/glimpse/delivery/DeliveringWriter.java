package io.glimpse.delivery;

import io.glimpse.record.Ledger;
import io.glimpse.record.RecordBatch;
import io.glimpse.record.RecordWriter;
import io.glimpse.thread.GlimpseThreads;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends spans to a server over HTTP, in a format that it is given. {@code write} puts them into a
 * request body and returns; a thread of its own sends, tries again, and keeps on the disk what the
 * server could not take, so that neither a slow server nor one that is away for hours holds up
 * anybody or costs a span within the bounds.
 *
 * <pre>{@code
 * RecordWriter writer =
 *     DeliveringWriter.to(
 *         "otlp",
 *         format,
 *         Endpoint.at(URI.create("http://localhost:4318/v1/traces")),
 *         Bounds.of(8L << 20, Duration.ofSeconds(4)),
 *         new Spooling(Path.of("glimpse-spool"), 256L << 20, Duration.ofDays(1)));
 * }</pre>
 *
 * <p>The thread is started for the first span, or for what an earlier process left. What becomes of
 * spans after {@code write} is told to the {@link Ledger}. Each span is sent at least once; twice
 * only where a server took a request and could not say so.
 *
 * @since 0.1
 */
public final class DeliveringWriter implements RecordWriter {
  private static final long LEAST_FOR_THE_DISK = TimeUnit.MILLISECONDS.toNanos(100);

  private final String name;
  private final BodyFormat format;
  private final Endpoint endpoint;
  private final Bounds bounds;
  private final Spooling spooling;
  private final Times times;
  private final Outbox outbox;
  private @Nullable Shelf shelf;
  private @Nullable Sender sender;
  private @Nullable Thread thread;

  /**
   * Where times and dice come from.
   *
   * @param clock for dates
   * @param nanoTime for pauses between attempts
   * @param dice numbers from 0 up to 1, for the length of the pauses
   */
  record Times(InstantSource clock, LongSupplier nanoTime, DoubleSupplier dice) {
    static final Times REAL =
        new Times(
            InstantSource.system(),
            System::nanoTime,
            () -> ThreadLocalRandom.current().nextDouble());
  }

  private DeliveringWriter(
      String name,
      BodyFormat format,
      Endpoint endpoint,
      Bounds bounds,
      Spooling spooling,
      Times times) {
    this.name = name;
    this.format = format;
    this.endpoint = endpoint;
    this.bounds = bounds;
    this.spooling = spooling;
    this.times = times;
    this.outbox = new Outbox(format, bounds);
  }

  /**
   * A writer to this endpoint.
   *
   * @param name what the destination is called in messages, counters and names of folders
   * @param format used by this writer alone
   */
  public static DeliveringWriter to(
      String name, BodyFormat format, Endpoint endpoint, Bounds bounds, Spooling spooling) {
    return to(name, format, endpoint, bounds, spooling, Times.REAL);
  }

  /** One whose time a test decides. */
  static DeliveringWriter to(
      String name,
      BodyFormat format,
      Endpoint endpoint,
      Bounds bounds,
      Spooling spooling,
      Times times) {
    return new DeliveringWriter(name, format, endpoint, bounds, spooling, times);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean takesLogEntries() {
    return false;
  }

  @Override
  public void begin(Ledger ledger) {
    Sender unused = open(ledger);
  }

  private Sender open(Ledger ledger) {
    Notices notices = new Notices(name, endpoint, spooling);
    Shelf opened = Shelf.open(name, endpoint, spooling, times.clock(), ledger);
    Sender made =
        new Sender(
            format,
            endpoint.timeout(),
            outbox,
            new Courier(name, endpoint, format.contentType(), times.clock()),
            opened,
            new Backoff(bounds.firstPause(), bounds.longestPause(), times.dice()),
            ledger,
            notices,
            times.nanoTime());
    shelf = opened;
    sender = made;
    if (!opened.isEmpty()) {
      notices.inherited(opened.inherited());
      outbox.unsettle();
      start(made);
    }
    return made;
  }

  private void start(Sender work) {
    if (thread == null) {
      Thread started = GlimpseThreads.daemon("glimpse-" + name + "-sender", work);
      thread = started;
      started.start();
    }
  }

  /**
   * Takes the spans; waits at most for the disk, where more waits in memory than may.
   *
   * @throws IOException when the thread is interrupted meanwhile; nothing of the batch is taken
   */
  @Override
  public void write(RecordBatch batch) throws IOException {
    Sender known = sender;
    if (known == null) {
      known = open(Ledger.NONE);
    }
    try {
      if (outbox.append(batch) > 0) {
        start(known);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(
          name + ": interrupted while " + spooling.folder() + " took what waits in memory", e);
    }
  }

  @Override
  public boolean flush(Duration atMost) throws InterruptedException {
    return outbox.awaitSettled(atMost.toNanos());
  }

  /**
   * Sends what is left, for as long as the bound allows and the server is there, and puts the rest
   * on the disk. At once where the server is known to be away or the thread is interrupted.
   *
   * @throws IOException when the disk hangs, so that nobody knows what it has taken
   */
  @Override
  public void close() throws IOException {
    outbox.close();
    Thread known = thread;
    if (known == null) {
      if (shelf != null) {
        shelf.close();
      }
      return;
    }
    long nanos = bounds.close().toNanos();
    boolean interrupted = join(known, nanos);
    if (known.isAlive()) {
      outbox.hurry();
      interrupted |= joinAnyhow(known, Math.max(nanos / 4, LEAST_FOR_THE_DISK));
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (known.isAlive()) {
      throw new IOException(
          spooling.folder() + " does not take what is left for " + name + ". Look at the disk.");
    }
  }

  /** Whether the waiting thread was interrupted. */
  private static boolean join(Thread thread, long nanos) {
    try {
      TimeUnit.NANOSECONDS.timedJoin(thread, nanos);
      return false;
    } catch (InterruptedException e) {
      return true;
    }
  }

  /** The same, but an interrupt does not shorten it: this wait is for the disk alone. */
  private static boolean joinAnyhow(Thread thread, long nanos) {
    long deadline = System.nanoTime() + nanos;
    boolean interrupted = false;
    for (long left = nanos; thread.isAlive() && left > 0; left = deadline - System.nanoTime()) {
      interrupted |= join(thread, Math.max(left, 1_000_000));
    }
    return interrupted;
  }

  /** For how long the sender will not try; for tests. */
  Duration restLeft() {
    return sender == null ? Duration.ZERO : Duration.ofNanos(sender.restLeft());
  }

  /** Lets the sender look at the time; for tests. */
  void wake() {
    outbox.poke();
  }

  /** Name and address. */
  @Override
  public String toString() {
    return name + " to " + endpoint;
  }
}
