package io.glimpse.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.glimpse.record.SpanKind;
import io.glimpse.record.SpanRecord;
import io.glimpse.trace.Span;
import io.glimpse.trace.SpanLog;
import io.glimpse.trace.Tracer;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The JDK's client against the JDK's server, with and without us in between. */
final class TracedHttpClientTest {
  @RegisterExtension final SpanLog log = new SpanLog();

  private final Tracer tracer = log.tracer();
  private final HttpClient plain = HttpClient.newHttpClient();
  private final HttpClient client = TracedHttpClient.around(plain, () -> tracer);
  private final Map<String, List<String>> received = new ConcurrentHashMap<>();
  private final AtomicReference<String> receivedBody = new AtomicReference<>();

  private HttpServer server;
  private URI root;

  TracedHttpClientTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    root =
        URI.create(
            "http://" + server.getAddress().getHostString() + ":" + server.getAddress().getPort());
  }

  @BeforeEach
  void listen() {
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestHeaders().forEach(received::put);
    receivedBody.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    byte[] body = "ten".getBytes(StandardCharsets.UTF_8);
    int status = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private HttpRequest.Builder get(int status) {
    return HttpRequest.newBuilder(root.resolve("/" + status + "?token=abc"));
  }

  private String traceparent() {
    return received.getOrDefault("Traceparent", List.of()).toString();
  }

  @Test
  void send_answered_isOneSpanWhoseIdsWentAlong() throws Exception {
    HttpResponse<String> response;
    try (Span around = tracer.span("around")) {
      response =
          client.send(
              get(200).header("X-Own", "kept").POST(BodyPublishers.ofString("7 mugs")).build(),
              BodyHandlers.ofString());
    }

    assertThat(response.body()).isEqualTo("ten");
    assertThat(receivedBody).hasValue("7 mugs");
    assertThat(received).containsEntry("X-own", List.of("kept"));
    SpanRecord attempt = log.take("POST");
    SpanRecord around = log.takeOnly();
    assertThat(attempt.kind()).isEqualTo(SpanKind.CLIENT);
    assertThat(attempt.parentSpanId()).isEqualTo(around.spanId());
    assertThat(attempt.attributes())
        .containsEntry("url.full", root + "/200?token=[redacted]")
        .containsEntry("server.port", (long) root.getPort())
        .containsEntry("network.protocol.version", "1.1")
        .containsEntry("http.response.status_code", 200L);
    assertThat(traceparent())
        .isEqualTo("[00-" + attempt.traceId().hex() + "-" + attempt.spanId().hex() + "-03]");
  }

  @Test
  void send_withATraceparentOfTheApplicationsOwn_replacesThatAndNothingElse() throws Exception {
    HttpRequest request =
        get(200).header("traceparent", "own").header("baggage", "a=1").header("X", "y").build();

    client.send(request, BodyHandlers.discarding());

    SpanRecord attempt = log.takeOnly();
    assertThat(traceparent()).contains(attempt.spanId().hex()).doesNotContain("own");
    assertThat(received).containsEntry("Baggage", List.of("a=1")).containsEntry("X", List.of("y"));
    assertThat(request.headers().firstValue("traceparent")).contains("own");
  }

  @Test
  void send_answeredByAnError_isAnErrorAndTheCallerGetsTheResponse() throws Exception {
    assertThat(client.send(get(503).build(), BodyHandlers.ofString()).statusCode()).isEqualTo(503);

    SpanRecord attempt = log.takeOnly();
    assertThat(attempt.failed()).isTrue();
    assertThat(attempt.attributes()).containsEntry("error.type", "503");
  }

  @Test
  void send_refused_throwsTheSameAndNamesTheException() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(nobodyListens()).build();

    assertThatThrownBy(() -> client.send(request, BodyHandlers.ofString()))
        .isExactlyInstanceOf(ConnectException.class);

    SpanRecord attempt = log.takeOnly();
    assertThat(attempt.failed()).isTrue();
    assertThat(attempt.attributes()).containsEntry("error.type", "java.net.ConnectException");
  }

  private static URI nobodyListens() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
    }
  }

  @Test
  void sendAsync_answered_hasEndedBeforeTheCallerSeesTheAnswer() throws Exception {
    for (int i = 0; i < 40; i++) {
      try (Span around = tracer.span("around")) {
        assertThat(client.sendAsync(get(200).build(), BodyHandlers.ofString()).get().body())
            .isEqualTo("ten");
      }
      SpanRecord attempt = log.take("GET");
      SpanRecord around = log.takeOnly();
      assertThat(attempt.parentSpanId()).isEqualTo(around.spanId());
      assertThat(attempt.attributes())
          .containsEntry("http.response.status_code", 200L)
          .doesNotContainKey("glimpse.unanswered");
    }
  }

  @Test
  void sendAsync_withPushes_isASpanToo() {
    HttpResponse.PushPromiseHandler<String> none = (initiating, pushed, acceptor) -> {};

    client.sendAsync(get(404).build(), BodyHandlers.ofString(), none).join();

    assertThat(log.takeOnly().attributes()).containsEntry("error.type", "404");
  }

  @Test
  void sendAsync_refused_completesAsThePlainOneDoes() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(nobodyListens()).build();

    Throwable fromPlain = seenBy(plain.sendAsync(request, BodyHandlers.ofString()));
    Throwable fromOurs = seenBy(client.sendAsync(request, BodyHandlers.ofString()));

    assertThat(fromOurs).hasSameClassAs(fromPlain);
    assertThat(fromOurs.getCause()).hasSameClassAs(fromPlain.getCause());
    assertThatThrownBy(() -> client.sendAsync(request, BodyHandlers.ofString()).get())
        .isInstanceOf(ExecutionException.class)
        .hasCauseExactlyInstanceOf(ConnectException.class);
    assertThat(log.takeSpans())
        .hasSize(2)
        .allSatisfy(
            span ->
                assertThat(span.attributes())
                    .containsEntry("error.type", "java.net.ConnectException"));
  }

  private static Throwable seenBy(CompletableFuture<?> future) {
    return future.handle((value, thrown) -> thrown).join();
  }

  @Test
  void cancel_goesThroughToTheExchangeAndIsNoError() throws Exception {
    try (Silence silence = new Silence()) {
      CompletableFuture<HttpResponse<String>> answer =
          client.sendAsync(silence.request(), BodyHandlers.ofString());
      silence.awaitRequest();

      assertThat(answer.cancel(true)).isTrue();

      assertThat(answer.isCancelled()).isTrue();
      assertThatThrownBy(answer::join).isInstanceOf(CancellationException.class);
      silence.awaitHangUp();
    }
    SpanRecord attempt = log.takeOnly();
    assertThat(attempt.failed()).isFalse();
    assertThat(attempt.attributes()).doesNotContainKey("error.type");
  }

  @Test
  void cancel_ofADerivedFuture_goesThroughToo() throws Exception {
    try (Silence silence = new Silence()) {
      CompletableFuture<HttpResponse<String>> answer =
          client.sendAsync(silence.request(), BodyHandlers.ofString());
      CompletableFuture<String> body = answer.thenApply(HttpResponse::body);
      silence.awaitRequest();

      assertThat(body.cancel(true)).isTrue();

      silence.awaitHangUp();
      assertThatThrownBy(answer::join)
          .isInstanceOfAny(CancellationException.class, CompletionException.class);
    }
    assertThat(log.takeOnly().attributes()).doesNotContainKey("http.response.status_code");
  }

  @Test
  void timeoutOfTheApplicationsOwn_onTheFuture_endsTheSpan() throws Exception {
    try (Silence silence = new Silence()) {
      CompletableFuture<HttpResponse<String>> answer =
          client
              .sendAsync(silence.request(), BodyHandlers.ofString())
              .orTimeout(1, TimeUnit.MILLISECONDS);

      assertThatThrownBy(answer::join).isInstanceOf(CompletionException.class);
      await().until(() -> !log.spansSoFar().isEmpty());
    }
    assertThat(log.takeOnly().failed()).isFalse();
  }

  @Test
  void timeoutOfTheRequest_isAnError() throws Exception {
    try (Silence silence = new Silence()) {
      HttpRequest hasty =
          HttpRequest.newBuilder(silence.request(), (name, value) -> true)
              .timeout(Duration.ofMillis(50))
              .build();

      assertThatThrownBy(() -> client.send(hasty, BodyHandlers.ofString()))
          .isInstanceOf(HttpTimeoutException.class);
    }
    assertThat(log.takeOnly().attributes())
        .containsEntry("error.type", "java.net.http.HttpTimeoutException");
  }

  @Test
  void interrupt_ofTheWaitingThread_isNoError() throws Exception {
    try (Silence silence = new Silence()) {
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      Thread waiting =
          new Thread(
              () -> {
                try {
                  client.send(silence.request(), BodyHandlers.ofString());
                } catch (Throwable e) {
                  thrown.set(e);
                }
              });
      waiting.start();
      silence.awaitRequest();
      waiting.interrupt();
      waiting.join();

      assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    }
    assertThat(log.takeOnly().failed()).isFalse();
  }

  @Test
  void request_thatNobodyCanSend_isRefusedInTheClientsOwnWords() {
    assertThatThrownBy(() -> client.send(nothing(), BodyHandlers.ofString()))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> client.sendAsync(nothing(), BodyHandlers.ofString()))
        .isInstanceOf(NullPointerException.class);

    assertThat(log.takeFaults()).isZero();
    assertThat(log.takeSpans()).isEmpty();
  }

  @SuppressWarnings("NullAway") // what a careless caller does
  private static HttpRequest nothing() {
    return null;
  }

  /** A request class of the application's own, which only tells what it must. */
  private static final class OwnRequest extends HttpRequest {
    private final URI uri;

    OwnRequest(URI uri) {
      this.uri = uri;
    }

    @Override
    public Optional<BodyPublisher> bodyPublisher() {
      return Optional.of(BodyPublishers.ofString("own"));
    }

    @Override
    public String method() {
      return "PUT";
    }

    @Override
    public Optional<Duration> timeout() {
      return Optional.empty();
    }

    @Override
    public boolean expectContinue() {
      return false;
    }

    @Override
    public URI uri() {
      return uri;
    }

    @Override
    public Optional<HttpClient.Version> version() {
      return Optional.empty();
    }

    @Override
    public HttpHeaders headers() {
      return HttpHeaders.of(Map.of(), (name, value) -> true);
    }
  }

  @Test
  void request_ofAClassOfTheApplicationsOwn_isCopiedWhole() throws Exception {
    client.send(new OwnRequest(root.resolve("/200")), BodyHandlers.discarding());

    assertThat(receivedBody).hasValue("own");
    assertThat(traceparent()).contains(log.takeOnly().spanId().hex());
  }

  @Test
  void client_withoutATracer_passesTheRequestUntouched() throws Exception {
    HttpClient off = TracedHttpClient.around(plain, () -> null);
    HttpRequest request = get(200).build();

    assertThat(off.send(request, BodyHandlers.discarding()).request()).isEqualTo(request);
    off.sendAsync(request, BodyHandlers.discarding()).join();

    assertThat(traceparent()).isEqualTo("[]");
  }

  @Test
  void client_wrappedTwice_isWrappedOnce() throws Exception {
    HttpClient twice = TracedHttpClient.around(client, () -> tracer);

    twice.send(get(200).build(), BodyHandlers.discarding());

    assertThat(twice).isSameAs(client);
    assertThat(log.takeSpans()).hasSize(1);
  }

  @Test
  void settings_areThoseOfTheClientInside() {
    HttpClient inside =
        HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(7))
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Runnable::run)
            .build();
    HttpClient outside = TracedHttpClient.around(inside, () -> tracer);

    assertThat(outside.connectTimeout()).isEqualTo(inside.connectTimeout()).isPresent();
    assertThat(outside.followRedirects()).isEqualTo(inside.followRedirects());
    assertThat(outside.version()).isEqualTo(inside.version());
    assertThat(outside.executor()).isEqualTo(inside.executor()).isPresent();
    assertThat(outside.sslContext()).isSameAs(inside.sslContext());
    assertThat(outside.sslParameters().getProtocols())
        .isEqualTo(inside.sslParameters().getProtocols());
    assertThat(outside.cookieHandler()).isEmpty();
    assertThat(outside.authenticator()).isEmpty();
    assertThat(outside.proxy()).isEqualTo(inside.proxy());
    assertThat(outside.newWebSocketBuilder()).isNotNull();
    assertThat(outside).hasToString(inside.toString());
  }

  @Test
  void end_ofTheClient_isThatOfTheClientInside() throws Exception {
    assumeThat(Runtime.version().feature())
        .as("an HttpClient can be closed since")
        .isGreaterThan(20);
    HttpClient inside = HttpClient.newHttpClient();
    HttpClient outside = TracedHttpClient.around(inside, () -> tracer);

    outside.getClass().getMethod("close").invoke(outside);

    assertThat(HttpClient.class.getMethod("isTerminated").invoke(inside)).isEqualTo(true);
    assertThat(HttpClient.class.getMethod("isTerminated").invoke(outside)).isEqualTo(true);
  }

  /** A server that takes a request and never says a word. */
  private static final class Silence implements AutoCloseable {
    private final ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final CompletableFuture<Void> asked = new CompletableFuture<>();
    private final CompletableFuture<Void> hungUp = new CompletableFuture<>();

    Silence() throws IOException {
      new Thread(this::listen, "silence").start();
    }

    private void listen() {
      try (Socket caller = listening.accept()) {
        InputStream words = caller.getInputStream();
        int unused = words.read();
        asked.complete(null);
        while (words.read() >= 0) {
          // the rest of the request
        }
        hungUp.complete(null);
      } catch (IOException reset) {
        hungUp.complete(null);
      }
    }

    HttpRequest request() {
      return HttpRequest.newBuilder(
              URI.create("http://127.0.0.1:" + listening.getLocalPort() + "/silent"))
          .build();
    }

    void awaitRequest() throws Exception {
      asked.get(30, TimeUnit.SECONDS);
    }

    void awaitHangUp() throws Exception {
      hungUp.get(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
      listening.close();
    }
  }
}
