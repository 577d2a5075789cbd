package io.glimpse.delivery;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntUnaryOperator;

/** A server that keeps the spans of each request that it answers with 200, in their order. */
final class Collector implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> spans = new ArrayList<>();
  private final IntUnaryOperator statusOf;
  private int requests;

  /** One that is asked for the status of its nth request, beginning with 1. */
  private Collector(int port, IntUnaryOperator statusOf) throws IOException {
    this.statusOf = statusOf;
    this.server = HttpServer.create(new InetSocketAddress(loopback(), port), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  static Collector answering(IntUnaryOperator statusOf) throws IOException {
    return new Collector(0, statusOf);
  }

  static Collector healthyAt(int port) throws IOException {
    return new Collector(port, n -> 200);
  }

  /** A port that nobody listens on. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, loopback())) {
      return socket.getLocalPort();
    }
  }

  static URI at(int port) {
    return URI.create("http://127.0.0.1:" + port + "/v1/traces");
  }

  URI uri() {
    return at(server.getAddress().getPort());
  }

  private static InetAddress loopback() {
    return InetAddress.getLoopbackAddress();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(take(body), -1);
    exchange.close();
  }

  private synchronized int take(String body) {
    int status = statusOf.applyAsInt(++requests);
    if (status == 200) {
      body.lines().filter(line -> !line.startsWith("#")).forEach(spans::add);
    }
    return status;
  }

  synchronized List<String> spans() {
    return List.copyOf(spans);
  }

  synchronized int requests() {
    return requests;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
