package io.glimpse.delivery;

import io.glimpse.buffer.ByteBuilder;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * What a server says to one request, as far as anybody listens. Its first line stays known where
 * the rest never comes.
 */
final class Answer implements BodyHandler<byte[]> {
  /** Longer ones are not read to their end: OTLP/HTTP, "Response". */
  static final int LONGEST = 4 << 20;

  private volatile @Nullable ResponseInfo head;
  private volatile boolean tooLong;

  /** Status and headers, null while there are none. */
  @Nullable ResponseInfo head() {
    return head;
  }

  /** Whether it went on beyond what anybody listens to. */
  boolean isTooLong() {
    return tooLong;
  }

  @Override
  public BodySubscriber<byte[]> apply(ResponseInfo info) {
    head = info;
    return new Body();
  }

  private final class Body implements BodySubscriber<byte[]> {
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private final ByteBuilder read = new ByteBuilder(256);
    private Flow.@Nullable Subscription subscription;

    @Override
    public CompletionStage<byte[]> getBody() {
      return whole;
    }

    @Override
    public void onSubscribe(Flow.Subscription from) {
      subscription = from;
      from.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> pieces) {
      for (ByteBuffer piece : pieces) {
        int more = Math.min(piece.remaining(), LONGEST - read.size());
        if (more < piece.remaining()) {
          tooLong = true;
        }
        int at = read.skip(more);
        piece.get(read.array(), at, more);
      }
      Flow.Subscription known = subscription;
      if (tooLong && known != null) {
        known.cancel();
        onComplete();
      }
    }

    @Override
    public void onError(Throwable thrown) {
      whole.completeExceptionally(thrown);
    }

    @Override
    public void onComplete() {
      whole.complete(Arrays.copyOf(read.array(), read.size()));
    }
  }
}
