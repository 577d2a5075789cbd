package io.glimpse.it.restclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.glimpse.Glimpse;
import io.glimpse.Lease;
import io.glimpse.it.records.RecordFile;
import io.glimpse.it.records.SpanText;
import io.glimpse.it.records.Trace;
import io.glimpse.jaxrs.client.GlimpseClientFeature;
import io.glimpse.jaxrs.client.RestEasyThreadContext;
import io.glimpse.trace.Span;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.Invocation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.jboss.resteasy.spi.concurrent.ThreadContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A neighbour is asked by MicroProfile Rest Client and by RESTEasy's own client. */
final class RestClientTest {
  private static final String LOG_PATH = "glimpse.log-path";

  @TempDir java.nio.file.Path folder;

  private final List<String> traceparents = new CopyOnWriteArrayList<>();
  private final HttpServer neighbour;
  private final URI address;
  private RecordFile records;
  private Lease lease;

  RestClientTest() throws IOException {
    neighbour = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    address = URI.create("http://127.0.0.1:" + neighbour.getAddress().getPort());
  }

  /** The neighbour's stock. */
  @Path("stock")
  public interface Stock {
    /** How much there is. */
    @GET
    @Path("{sku}")
    String onHand(@PathParam("sku") String sku);

    /** The same, later. */
    @GET
    @Path("{sku}")
    CompletionStage<String> onHandLater(@PathParam("sku") String sku);

    /** The same, for somebody who sends a header of that name. */
    @GET
    @Path("{sku}")
    String onHandFor(@PathParam("sku") String sku, @HeaderParam("traceparent") String own);
  }

  @BeforeEach
  void open() {
    neighbour.createContext(
        "/",
        exchange -> {
          traceparents.add(String.valueOf(exchange.getRequestHeaders().get("traceparent")));
          byte[] ten = "10".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/plain");
          exchange.sendResponseHeaders(200, ten.length);
          exchange.getResponseBody().write(ten);
          exchange.close();
        });
    neighbour.start();
    System.setProperty(LOG_PATH, folder.resolve("glimpse.jsonl").toString());
    records = new RecordFile(folder.resolve("glimpse.jsonl"));
    lease = Glimpse.lease("test", RestClientTest.class.getClassLoader());
  }

  @AfterEach
  void close() {
    lease.close();
    System.clearProperty(LOG_PATH);
    neighbour.stop(0);
  }

  private Trace traced(Callable<String> question) throws Exception {
    String traceId;
    try (Span around = lease.glimpse().tracer().span("around")) {
      traceId = around.context().traceId().hex();
      assertThat(question.call()).isEqualTo("10");
    }
    assertThat(lease.glimpse().flush(Duration.ofSeconds(30))).isTrue();
    return Trace.of(traceId, records.recordsFrom(0));
  }

  private void isOneAttempt(Trace trace) {
    assertThat(SpanText.indented(trace)).isEqualTo("around\n  client GET\n");
    JsonObject attempt = attempt(trace);
    assertThat(traceparents)
        .containsExactly(
            "[00-" + attempt.getString("trace_id") + "-" + attempt.getString("span_id") + "-03]");
    assertThat(attempt.getJsonObject("attributes").getInt("http.response.status_code"))
        .isEqualTo(200);
    assertThat(attempt.getJsonObject("attributes").getString("url.full"))
        .isEqualTo(address + "/stock/mug");
  }

  private static JsonObject attempt(Trace trace) {
    return trace.records().stream()
        .filter(line -> line.getString("kind", "").equals("client"))
        .findFirst()
        .orElseThrow();
  }

  private Stock stock() {
    return RestClientBuilder.newBuilder().baseUri(address).build(Stock.class);
  }

  @Test
  void restClient_withoutAWordOfTheUser_isTraced() throws Exception {
    isOneAttempt(traced(() -> stock().onHand("mug")));
  }

  @Test
  void restClient_thatAnswersLater_belongsToTheSpanOfTheCaller() throws Exception {
    isOneAttempt(traced(() -> stock().onHandLater("mug").toCompletableFuture().get()));
  }

  @Test
  void restClient_withTheFeatureRegisteredByTheUserToo_countsOnce() throws Exception {
    isOneAttempt(
        traced(
            () ->
                RestClientBuilder.newBuilder()
                    .register(GlimpseClientFeature.class)
                    .baseUri(address)
                    .build(Stock.class)
                    .onHand("mug")));
  }

  @Test
  void header_ofTheUsersOwn_isReplaced() throws Exception {
    isOneAttempt(traced(() -> stock().onHandFor("mug", "own")));
  }

  private static Client client() {
    return ClientBuilder.newBuilder().register(GlimpseClientFeature.class).build();
  }

  @Test
  void client_withTheFeature_isTraced() throws Exception {
    try (Client client = client()) {
      isOneAttempt(
          traced(() -> client.target(address).path("stock/mug").request().get(String.class)));
    }
  }

  @Test
  void client_thatAnswersLater_belongsToTheSpanOfTheCallerWhereTheApplicationHasTheFile()
      throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (Client client = client();
        URLClassLoader application = new URLClassLoader(new URL[] {servicesFile()}, before)) {
      Thread.currentThread().setContextClassLoader(application);
      Invocation.Builder request = client.target(address).path("stock/mug").request();
      isOneAttempt(traced(() -> request.async().get(String.class).get()));
      traceparents.clear();
      isOneAttempt(traced(() -> request.rx().get(String.class).toCompletableFuture().get()));
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  /** The one that docs/http.md asks for where RESTEasy serves no request. */
  private URL servicesFile() throws IOException {
    java.nio.file.Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    java.nio.file.Path unused =
        Files.writeString(
            services.resolve(ThreadContext.class.getName()), RestEasyThreadContext.class.getName());
    return folder.toUri().toURL();
  }

  @Test
  void invocation_madeTwice_isTwoAttempts() throws Exception {
    try (Client client = client()) {
      Invocation invocation = client.target(address).path("stock/mug").request().buildGet();
      Trace trace =
          traced(
              () -> {
                assertThat(invocation.invoke(String.class)).isEqualTo("10");
                return invocation.invoke(String.class);
              });

      assertThat(SpanText.indented(trace)).isEqualTo("around\n  client GET\n  client GET\n");
      assertThat(traceparents).doesNotHaveDuplicates();
    }
  }

  @Test
  void invocation_madeAgainAfterNobodyAnswered_isAnAttemptOfItsOwn() throws Exception {
    URI closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
    try (Client client = client()) {
      Invocation invocation = client.target(closed).request().buildGet();
      Trace trace =
          traced(
              () -> {
                assertThatThrownBy(invocation::invoke).isInstanceOf(ProcessingException.class);
                assertThatThrownBy(invocation::invoke).isInstanceOf(ProcessingException.class);
                return "10";
              });

      assertThat(SpanText.indented(trace)).isEqualTo("around\n  client GET\n  client GET\n");
      assertThat(attempt(trace).getJsonObject("attributes").getBoolean("glimpse.unanswered"))
          .isTrue();
    }
  }

  @Test
  void filter_thatAnswersItself_leavesNoAttempt() throws Exception {
    try (Client client = client()) {
      Trace trace =
          traced(() -> client.register(Cache.class).target(address).request().get(String.class));

      assertThat(SpanText.indented(trace)).isEqualTo("around\n");
      assertThat(traceparents).isEmpty();
    }
  }
}
