package io.glimpse.delivery;

import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One request that is under way, and what its answer means. The first line of an answer decides:
 * once a server has said that it took a request, sending it again would only double the spans,
 * whatever became of the rest of its answer.
 */
final class Exchange {
  /** How much of an answer is said in the log. */
  private static final int SAID = 300;

  /** How much of it is looked at for that. */
  private static final int READ = 1 << 14;

  private final CompletableFuture<HttpResponse<byte[]>> future;
  private final Answer answer;
  private final ArrayPublisher body;
  private final Endpoint endpoint;
  private final InstantSource clock;
  private boolean wasCut;

  Exchange(
      CompletableFuture<HttpResponse<byte[]>> future,
      Answer answer,
      ArrayPublisher body,
      Endpoint endpoint,
      InstantSource clock) {
    this.future = future;
    this.answer = answer;
    this.body = body;
    this.endpoint = endpoint;
    this.clock = clock;
  }

  boolean isDone() {
    return future.isDone();
  }

  /** Ends it. What the server has said by then still counts. */
  void cut() {
    wasCut = true;
    future.cancel(true);
  }

  /** Whether nobody reads in the array of the body any more, now that it is done. */
  boolean hasReadItsBody() {
    return body.isRead();
  }

  /**
   * What became of it, now that it is done.
   *
   * @param spans how many the request held
   * @param cut what to say where it was cut, or was lost
   */
  Verdict verdict(BodyFormat format, int spans, String cut) {
    ResponseInfo head = answer.head();
    byte[] read = null;
    String lost = cut;
    try {
      read = future.get().body();
    } catch (CancellationException ours) {
      lost = cut;
    } catch (ExecutionException e) {
      // The client may be faster to fail a request that is cut than the future is to say so.
      lost = wasCut ? cut : words(e.getCause());
    } catch (InterruptedException nobodyDoesThat) {
      Thread.currentThread().interrupt();
    }
    return head == null ? new Verdict.Later(lost, null) : verdict(format, spans, head, read, lost);
  }

  private Verdict verdict(
      BodyFormat format, int spans, ResponseInfo head, byte @Nullable [] read, String lost) {
    int status = head.statusCode();
    if (answer.isTooLong()) {
      String kind = "answered " + status + " with more than " + Answer.LONGEST + " bytes";
      return new Verdict.Refused(kind, kind);
    }
    if (status / 100 == 2) {
      return read == null
          ? new Verdict.Taken(0, "answered " + status + ", but not to the end: " + lost)
          : taken(format, spans, read);
    }
    String said = "answered " + status + text(read);
    return switch (status) {
      case 429, 502, 503, 504 -> new Verdict.Later(said, after(head));
      case 301, 302, 303, 307, 308 ->
          new Verdict.Refused(
              "answered " + status, said + " (redirects are not followed: write the new address)");
      default -> new Verdict.Refused("answered " + status, said);
    };
  }

  private Verdict taken(BodyFormat format, int spans, byte[] read) {
    try {
      BodyFormat.Accepted accepted = format.read(read, spans);
      int refused = Math.max(0, Math.min(spans, accepted.refused()));
      return new Verdict.Taken(refused, line(accepted.message()));
    } catch (RuntimeException oddAnswer) {
      // It is about what the server says of what it took, and it did take it.
      return new Verdict.Taken(0, "gave an answer that cannot be read");
    }
  }

  private @Nullable Duration after(ResponseInfo head) {
    return head.headers()
        .firstValue("Retry-After")
        .map(text -> RetryAfter.of(text, clock.instant()))
        .orElse(null);
  }

  private String text(byte @Nullable [] read) {
    if (read == null || read.length == 0) {
      return "";
    }
    String all = new String(read, 0, Math.min(read.length, READ), StandardCharsets.UTF_8);
    return ": " + line(all);
  }

  /** A foreign text as one line that shows no secret: masked before it is cut. */
  private String line(String foreign) {
    String some = foreign.length() <= READ ? foreign : foreign.substring(0, READ);
    String line = endpoint.withoutSecrets(some).replaceAll("[\\p{Cntrl}\\s]+", " ").trim();
    return line.length() <= SAID ? line : line.substring(0, SAID) + "...";
  }

  private String words(@Nullable Throwable thrown) {
    if (thrown == null) {
      return "failed";
    }
    String name = thrown.getClass().getSimpleName();
    if (thrown instanceof ConnectException) {
      return thrown.getCause() instanceof UnresolvedAddressException
          ? "its host name is not known"
          : "no connection (" + name + ")";
    }
    String message = thrown.getMessage();
    return message == null ? name : line(name + ": " + message);
  }
}
