package io.glimpse.it.tracecontext;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The service that the shop calls: it answers everything, and keeps the headers. */
final class Callee implements AutoCloseable {

  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final int NO_BODY = -1;

  private final HttpServer server;
  private final Map<String, List<Outgoing>> received = new ConcurrentHashMap<>();
  private final AtomicInteger paths = new AtomicInteger();

  private Callee(HttpServer server) {
    this.server = server;
  }

  static Callee listening() throws IOException {
    InetSocketAddress free = new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0);
    Callee callee = new Callee(HttpServer.create(free, 0));
    callee.server.createContext("/", callee::answer);
    callee.server.start();
    return callee;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      Headers headers = exchange.getRequestHeaders();
      received
          .computeIfAbsent(exchange.getRequestURI().getPath(), path -> new CopyOnWriteArrayList<>())
          .add(
              new Outgoing(
                  headers.getOrDefault("traceparent", List.of()),
                  headers.getOrDefault("tracestate", List.of())));
      exchange.sendResponseHeaders(204, NO_BODY);
    }
  }

  /** A place that nobody has called yet. */
  URI newPlace() {
    return URI.create(
        "http://127.0.0.1:" + server.getAddress().getPort() + "/" + paths.incrementAndGet());
  }

  /** What was received there so far, in its order. */
  List<Outgoing> receivedAt(URI place) {
    return List.copyOf(received.getOrDefault(place.getPath(), List.of()));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
