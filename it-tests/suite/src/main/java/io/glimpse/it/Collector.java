package io.glimpse.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Takes OTLP at {@code /v1/traces} and Zipkin's format elsewhere, unless it is told to be away. */
final class Collector implements AutoCloseable {

  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final HttpServer server;
  private final List<JsonObject> otlp = new CopyOnWriteArrayList<>();
  private final List<JsonObject> zipkin = new CopyOnWriteArrayList<>();
  private volatile boolean away;

  private Collector(HttpServer server) {
    this.server = server;
  }

  static Collector listening() throws IOException {
    InetSocketAddress free = new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0);
    Collector collector = new Collector(HttpServer.create(free, 0));
    collector.server.createContext("/", collector::answer);
    collector.server.start();
    return collector;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      if (!away) {
        keep(exchange.getRequestURI().getPath(), body);
      }
      byte[] reply = "{}".getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(away ? 503 : 200, reply.length);
      exchange.getResponseBody().write(reply);
    }
  }

  private void keep(String path, String body) {
    try (JsonReader reader = Json.createReader(new StringReader(body))) {
      JsonStructure read = reader.read();
      if (path.equals("/v1/traces")) {
        otlp.addAll(spansOf(read.asJsonObject()));
      } else {
        zipkin.addAll(read.asJsonArray().getValuesAs(JsonObject.class));
      }
    }
  }

  private static List<JsonObject> spansOf(JsonObject request) {
    return objects(request, "resourceSpans")
        .flatMap(resource -> objects(resource, "scopeSpans"))
        .flatMap(scope -> objects(scope, "spans"))
        .toList();
  }

  private static Stream<JsonObject> objects(JsonObject of, String key) {
    return of.getJsonArray(key).stream().map(JsonValue::asJsonObject);
  }

  /** Whether it answers 503 from now on. */
  void isAway(boolean away) {
    this.away = away;
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  List<JsonObject> otlp() {
    return List.copyOf(otlp);
  }

  List<JsonObject> zipkin() {
    return List.copyOf(zipkin);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
