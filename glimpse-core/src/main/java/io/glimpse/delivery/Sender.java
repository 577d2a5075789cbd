package io.glimpse.delivery;

import io.glimpse.record.Ledger;
import io.glimpse.record.Loss;
import io.glimpse.spool.Piece;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that sends. It alone knows the server and the disk.
 *
 * <p>Mostly it is <i>direct</i>: it takes the oldest body from the outbox, sends it, and takes the
 * next one. Once a request has failed in a way that may pass, or more waits in memory than may, it
 * is <i>spooling</i>: all that waits goes to the disk, in order, whatever comes goes behind it, and
 * what is sent is the oldest on the disk, until nothing is left there. The disk is therefore always
 * older than the memory, and order is kept.
 *
 * <p>While it waits, for an answer or for the time to try again, it still looks after the outbox:
 * that is why nobody who appends ever waits for a server. Where the disk does not take what it
 * should, bodies stay in memory as long as there is room, and then the oldest is lost and counted.
 */
final class Sender implements Runnable {
  /** A larger request is not sent: OTLP/HTTP, "Request". */
  static final int LARGEST = 64 << 20;

  /** After so long without a span the memory of past ones is let go; then nothing wakes it. */
  private static final long QUIET = TimeUnit.SECONDS.toNanos(30);

  private final BodyFormat format;
  private final Duration timeout;
  private final Outbox outbox;
  private final Courier courier;
  private final Shelf shelf;
  private final Backoff backoff;
  private final Ledger ledger;
  private final Notices notices;
  private final LongSupplier nanoTime;
  private boolean spooling;
  private boolean again;
  private volatile long restUntil;
  private @Nullable Parcel inHand;

  /** What one request brings: a body from memory, or a piece from the disk. */
  private record Parcel(Piece piece, @Nullable Body body) {}

  Sender(
      BodyFormat format,
      Duration timeout,
      Outbox outbox,
      Courier courier,
      Shelf shelf,
      Backoff backoff,
      Ledger ledger,
      Notices notices,
      LongSupplier nanoTime) {
    this.format = format;
    this.timeout = timeout;
    this.outbox = outbox;
    this.courier = courier;
    this.shelf = shelf;
    this.backoff = backoff;
    this.ledger = ledger;
    this.notices = notices;
    this.nanoTime = nanoTime;
    this.spooling = !shelf.isEmpty();
  }

  @Override
  public void run() {
    try {
      boolean more = true;
      while (more) {
        try {
          more = step();
        } catch (Throwable fault) {
          stumbled(fault);
        }
      }
    } finally {
      end();
    }
  }

  /** Sends one parcel, or waits for one. False at the end. */
  private boolean step() {
    long seen = outbox.changes();
    if (isToEnd()) {
      return false;
    }
    if (spooling) {
      stow();
    }
    long rest = restUntil - nanoTime.getAsLong();
    if (backoff.isFailing() && rest > 0) {
      outbox.awaitChange(seen, rest);
      return true;
    }
    Parcel parcel = next();
    if (parcel != null) {
      inHand = parcel;
      deliver(parcel);
      inHand = null;
      return true;
    }
    if (!shelf.isEmpty()) {
      rest(null); // The disk does not give it now.
      return true;
    }
    if (outbox.isClosing()) {
      return false;
    }
    if (outbox.settle()) {
      sleep(seen);
    }
    return true;
  }

  /** Nobody waits for the server, or it is known to be away and nobody will wait for that. */
  private boolean isToEnd() {
    return outbox.isHurried() || (outbox.isClosing() && backoff.isFailing());
  }

  private void sleep(long seen) {
    outbox.awaitChange(seen, QUIET);
    if (outbox.changes() == seen) {
      outbox.trim();
      outbox.awaitChange(seen, Long.MAX_VALUE);
    }
  }

  private @Nullable Parcel next() {
    if (spooling) {
      Piece oldest = shelf.first();
      if (oldest != null || !shelf.isEmpty()) {
        return oldest == null ? null : new Parcel(oldest, null);
      }
      spooling = false;
    }
    Body body = outbox.take();
    return body == null ? null : new Parcel(body.piece(), body);
  }

  private void deliver(Parcel parcel) {
    Piece piece = parcel.piece();
    if (piece.length() > LARGEST) {
      String kind = "would not take a request of more than " + LARGEST + " bytes";
      refused(parcel, new Verdict.Refused(kind, kind));
      return;
    }
    if (again) {
      again = false;
      ledger.retried();
    }
    Exchange exchange = courier.post(piece.array(), piece.from(), piece.length(), outbox::poke);
    String cut = await(exchange);
    Verdict verdict = exchange.verdict(format, piece.records(), cut);
    boolean free = courier.isFree(exchange);
    if (verdict instanceof Verdict.Later later) {
      later(parcel, later, free);
    } else {
      if (verdict instanceof Verdict.Refused refused) {
        refused(parcel, refused);
      } else if (verdict instanceof Verdict.Taken taken) {
        taken(parcel, taken);
      }
      answered();
      Body body = parcel.body();
      if (body != null && free) {
        outbox.release(body);
      }
    }
  }

  /** Waits until the exchange is done or has taken too long; what to say in the second case. */
  private String await(Exchange exchange) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      long seen = outbox.changes();
      long left = deadline - System.nanoTime();
      if (exchange.isDone()) {
        return "ended";
      }
      if (left <= 0 || isToEnd()) {
        exchange.cut();
        return left <= 0 ? "gave no whole answer within " + timeout.toMillis() + " ms" : "closed";
      }
      if (outbox.isFull()) {
        spooling = true;
      }
      // What is not whole may grow until the exchange is done: fewer requests are to follow.
      if (spooling && outbox.hasWhole()) {
        stow();
      }
      outbox.awaitChange(seen, left);
    }
  }

  private void taken(Parcel parcel, Verdict.Taken taken) {
    if (taken.refused() > 0) {
      ledger.lost(Loss.REFUSED, taken.refused());
    }
    acknowledge(parcel);
    notices.taken(taken, parcel.piece().records());
  }

  private void refused(Parcel parcel, Verdict.Refused refused) {
    ledger.lost(Loss.REFUSED, parcel.piece().records());
    acknowledge(parcel);
    notices.refused(refused, parcel.piece().records());
  }

  private void acknowledge(Parcel parcel) {
    if (parcel.body() == null) {
      shelf.acknowledge(parcel.piece());
    }
    inHand = null;
  }

  /** The server is there. */
  private void answered() {
    backoff.succeeded();
    notices.back();
    if (shelf.isEmpty()) {
      spooling = false;
    }
  }

  private void later(Parcel parcel, Verdict.Later later, boolean free) {
    Body body = parcel.body();
    if (body != null) {
      keep(body, free);
    }
    inHand = null;
    if (!isToEnd()) {
      rest(later.after());
      notices.away(later.why(), nanoTime.getAsLong());
    }
  }

  private void rest(@Nullable Duration asked) {
    restUntil = nanoTime.getAsLong() + backoff.failed(asked);
    again = true;
  }

  /** Puts a body that was not delivered before all that waits, and then all of it on the disk. */
  private void keep(Body body, boolean free) {
    if (shelf.isEmpty() || shelf.addFirst(body) == Shelf.Stored.NOT_NOW) {
      outbox.putBack(free ? body : body.copy());
    } else if (free) {
      outbox.release(body);
    }
    spooling = true;
    stow();
  }

  /** Puts all that waits in memory on the disk, or at least as much as is too much. */
  private void stow() {
    for (Body body = outbox.oldest(); body != null; body = outbox.oldest()) {
      Shelf.Stored stored = shelf.add(body);
      if (stored == Shelf.Stored.NOT_NOW) {
        if (!outbox.isFull()) {
          return;
        }
        ledger.lost(Loss.SPOOL_FAILED, body.spans());
      }
      drop(body);
    }
  }

  private void drop(Body body) {
    Body unused = outbox.take();
    outbox.release(body);
  }

  /** For how many nanoseconds it does not try; for tests. */
  long restLeft() {
    return restUntil - nanoTime.getAsLong();
  }

  /** A fault of ours or of the machine costs a pause, so that it cannot come in a tight loop. */
  private void stumbled(Throwable fault) {
    Parcel parcel = inHand;
    inHand = null;
    Body body = parcel == null ? null : parcel.body();
    if (body != null) {
      outbox.putBack(body);
    }
    rest(null);
    notices.fault(fault);
  }

  private void end() {
    try {
      stow();
      for (Body body = outbox.take(); body != null; body = outbox.take()) {
        ledger.lost(Loss.SPOOL_FAILED, body.spans());
      }
      if (!shelf.isEmpty()) {
        notices.left(shelf.records());
      }
    } finally {
      outbox.abandon();
      shelf.close();
      courier.close();
    }
  }
}
