package io.glimpse.delivery;

import io.glimpse.record.Ledger;
import io.glimpse.record.Loss;
import io.glimpse.spool.Piece;
import io.glimpse.spool.Spool;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The spool as the sender sees it: what it loses is told to the ledger, but what a failing disk did
 * not take is not lost yet, since there may be room in memory.
 */
final class Shelf implements Spool.Losses, AutoCloseable {
  private final Spool spool;
  private final Ledger ledger;
  private boolean storing;
  private long notTaken;

  /** What became of a body that was to be stored. */
  enum Stored {
    KEPT,
    /** Lost, and counted. */
    LOST,
    /** The disk does not take it now. Nothing is counted. */
    NOT_NOW
  }

  private Shelf(String name, Endpoint endpoint, Spooling where, InstantSource clock, Ledger to) {
    this.ledger = to;
    this.spool =
        Spool.at(
            where.folder(),
            Spool.name(name, endpoint.uri().toString()),
            new Spool.Limits(where.maxBytes(), where.maxAge()),
            clock,
            this);
  }

  /** Takes over what earlier processes left, which is told to the ledger. */
  static Shelf open(
      String name, Endpoint endpoint, Spooling where, InstantSource clock, Ledger ledger) {
    Shelf shelf = new Shelf(name, endpoint, where, clock, ledger);
    if (shelf.spool.inherited() > 0) {
      ledger.inherited(shelf.spool.inherited());
    }
    return shelf;
  }

  /** How many records an earlier process left. */
  long inherited() {
    return spool.inherited();
  }

  /** Puts a body behind all that is there. */
  Stored add(Body body) {
    storing = true;
    notTaken = 0;
    boolean kept = spool.add(body.piece());
    return stored(kept, body);
  }

  /** Puts a body before all that is there. */
  Stored addFirst(Body body) {
    storing = true;
    notTaken = 0;
    boolean kept = spool.addFirst(List.of(body.piece())) > 0;
    return stored(kept, body);
  }

  private Stored stored(boolean kept, Body body) {
    storing = false;
    boolean notNow = !kept && notTaken >= body.spans();
    long lost = notNow ? notTaken - body.spans() : notTaken;
    if (lost > 0) {
      ledger.lost(Loss.SPOOL_FAILED, lost);
    }
    if (kept) {
      ledger.spooled(body.spans());
    }
    return kept ? Stored.KEPT : notNow ? Stored.NOT_NOW : Stored.LOST;
  }

  @Override
  public void lost(Spool.Reason reason, long records) {
    if (storing && reason == Spool.Reason.FAILED) {
      notTaken += records;
    } else {
      ledger.lost(
          switch (reason) {
            case FULL -> Loss.SPOOL_FULL;
            case EXPIRED -> Loss.SPOOL_EXPIRED;
            case FAILED -> Loss.SPOOL_FAILED;
          },
          records);
    }
  }

  /** The oldest; null where there is none, or the disk does not give it now. */
  @Nullable Piece first() {
    return spool.first();
  }

  void acknowledge(Piece piece) {
    spool.acknowledge(piece);
  }

  boolean isEmpty() {
    return spool.isEmpty();
  }

  /** How many records wait. */
  long records() {
    return spool.records();
  }

  @Override
  public void close() {
    spool.close();
  }
}
