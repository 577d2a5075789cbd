package io.glimpse.delivery;

import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;

/**
 * Gives the HTTP client a body piece by piece without copying it, and knows afterwards whether the
 * client has read it to its end. Until then the array must not be used again: a request that was
 * given up may still be on its way to a socket.
 */
final class ArrayPublisher implements BodyPublisher {
  private static final int PIECE = 64 * 1024;

  private final byte[] bytes;
  private final int from;
  private final int length;
  private final List<ByteBuffer> given = new ArrayList<>();
  private boolean complete;

  /** {@code length} bytes from {@code from}, of which there is at least one. */
  ArrayPublisher(byte[] bytes, int from, int length) {
    this.bytes = bytes;
    this.from = from;
    this.length = length;
  }

  @Override
  public long contentLength() {
    return length;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    subscriber.onSubscribe(new Reading(subscriber));
  }

  /** Whether nobody reads in the array any more. */
  synchronized boolean isRead() {
    return complete && given.stream().noneMatch(ByteBuffer::hasRemaining);
  }

  private synchronized ByteBuffer give(int at, int size) {
    ByteBuffer piece = ByteBuffer.wrap(bytes, from + at, size);
    given.add(piece);
    complete |= at + size == length;
    return piece;
  }

  /** One reading; the client begins another one where it tries a request again by itself. */
  private final class Reading implements Flow.Subscription {
    private final Flow.Subscriber<? super ByteBuffer> subscriber;
    private long wanted;
    private int at;
    private boolean giving;
    private boolean over;

    Reading(Flow.Subscriber<? super ByteBuffer> subscriber) {
      this.subscriber = subscriber;
    }

    @Override
    public void request(long n) {
      synchronized (this) {
        wanted = n > Long.MAX_VALUE - wanted ? Long.MAX_VALUE : wanted + n;
        if (giving || over) {
          return; // whoever gives sees it
        }
        giving = true;
      }
      while (goesOn()) {
        int size = Math.min(PIECE, length - at);
        ByteBuffer piece = give(at, size);
        at += size;
        subscriber.onNext(piece);
      }
    }

    private boolean goesOn() {
      boolean done;
      synchronized (this) {
        done = at == length && !over;
        if (over || done || wanted == 0) {
          over |= done;
          giving = false;
        } else {
          wanted--;
          return true;
        }
      }
      if (done) {
        subscriber.onComplete();
      }
      return false;
    }

    @Override
    public synchronized void cancel() {
      over = true;
    }
  }
}
