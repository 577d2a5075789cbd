package io.glimpse.http;

import io.glimpse.propagation.Setter;
import io.glimpse.trace.Tracer;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's HTTP client with a {@link ClientSpan} around each request. Everything is done by the
 * client that it stands in front of; the request that goes there is the caller's with the trace's
 * headers in it, and so is the one that the response names.
 *
 * <p>A span ends when the client hands the response over, so a body that the handler collects
 * belongs to it, and one that is streamed does not. Redirects that the client follows are part of
 * the one request. WebSockets pass by.
 *
 * <p>Users get it from {@code GlimpseHttpClient}.
 *
 * @since 0.1
 */
public final class TracedHttpClient extends HttpClient {
  private final HttpClient client;
  private final Supplier<@Nullable Tracer> tracer;
  private final ClientShutdown shutdown;

  private TracedHttpClient(HttpClient client, Supplier<@Nullable Tracer> tracer) {
    this.client = client;
    this.tracer = tracer;
    this.shutdown = new ClientShutdown(client);
  }

  /**
   * Stands in front of a client; one that is traced already is returned as it is.
   *
   * @param client whose behaviour it keeps
   * @param tracer asked for each request; null lets it pass untouched
   */
  public static HttpClient around(HttpClient client, Supplier<@Nullable Tracer> tracer) {
    return client instanceof TracedHttpClient ? client : new TracedHttpClient(client, tracer);
  }

  /** What goes to the client, and the span that waits for its end, if any. */
  private record Outgoing(@Nullable HttpRequest request, @Nullable ClientSpan span) {
    void answered(HttpResponse<?> response) {
      if (span != null) {
        try {
          span.protocolVersion(versionOf(response));
          span.answered(response.statusCode());
        } catch (RuntimeException ofAForeignResponse) {
          span.abandoned();
        }
      }
    }

    /** {@code HTTP_1_1} is 1.1. */
    private static String versionOf(HttpResponse<?> response) {
      return response.version().name().replace("HTTP_", "").replace('_', '.');
    }

    void failed(Throwable thrown) {
      if (span != null) {
        span.failed(thrown);
      }
    }
  }

  private Outgoing outgoing(@Nullable HttpRequest request) {
    Tracer current = tracer.get();
    if (current == null || request == null) {
      return new Outgoing(request, null);
    }
    ClientSpan span = null;
    try {
      span = ClientSpan.open(current, request.method(), request.uri());
      HttpRequest.Builder copy = HttpRequest.newBuilder(request, (name, value) -> true);
      span.inject(copy, Setter.httpRequest());
      return new Outgoing(copy.build(), span);
    } catch (Throwable fault) {
      // A request that cannot be read is for the client to refuse, in its own words.
      current.reportFault(fault);
      return new Outgoing(request, span);
    }
  }

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
      throws IOException, InterruptedException {
    Outgoing outgoing = outgoing(request);
    HttpResponse<T> response;
    try {
      response = client.send(outgoing.request(), handler);
    } catch (Throwable thrown) {
      outgoing.failed(thrown);
      throw thrown;
    }
    outgoing.answered(response);
    return response;
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler) {
    return sentAsync(request, wired -> client.sendAsync(wired, handler));
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler, @Nullable PushPromiseHandler<T> pushes) {
    return sentAsync(request, wired -> client.sendAsync(wired, handler, pushes));
  }

  private interface Exchange<T> {
    CompletableFuture<HttpResponse<T>> begin(@Nullable HttpRequest request);
  }

  private <T> CompletableFuture<HttpResponse<T>> sentAsync(
      HttpRequest request, Exchange<T> exchange) {
    Outgoing outgoing = outgoing(request);
    try {
      CompletableFuture<HttpResponse<T>> answer = exchange.begin(outgoing.request());
      ClientSpan span = outgoing.span();
      return span == null
          ? answer
          : AnswerFuture.of(answer, outgoing::answered, outgoing::failed, span::abandoned);
    } catch (Throwable thrown) {
      outgoing.failed(thrown);
      throw thrown;
    }
  }

  @Override
  public WebSocket.Builder newWebSocketBuilder() {
    return client.newWebSocketBuilder();
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return client.cookieHandler();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return client.connectTimeout();
  }

  @Override
  public Redirect followRedirects() {
    return client.followRedirects();
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return client.proxy();
  }

  @Override
  public SSLContext sslContext() {
    return client.sslContext();
  }

  @Override
  public SSLParameters sslParameters() {
    return client.sslParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return client.authenticator();
  }

  @Override
  public Version version() {
    return client.version();
  }

  @Override
  public Optional<Executor> executor() {
    return client.executor();
  }

  // Since Java 21; compiled for 17, these override what is not there yet.

  /** Lets the client end what is under way and take no more. */
  public void shutdown() {
    shutdown.begin();
  }

  /** Ends the client at once. */
  public void shutdownNow() {
    shutdown.now();
  }

  /**
   * Waits for the client's end.
   *
   * @throws InterruptedException when the calling thread is interrupted
   */
  public boolean awaitTermination(Duration atMost) throws InterruptedException {
    return shutdown.await(atMost);
  }

  /** Whether the client has ended. */
  public boolean isTerminated() {
    return shutdown.isDone();
  }

  /** Ends the client and waits for it. */
  public void close() {
    shutdown.close();
  }

  /** The client's own words. */
  @Override
  public String toString() {
    return client.toString();
  }
}
