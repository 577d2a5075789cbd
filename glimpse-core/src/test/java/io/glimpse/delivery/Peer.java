package io.glimpse.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server made of a bare socket, for what no real one does: it takes connections, and what happens
 * on them is up to the test.
 */
final class Peer implements AutoCloseable {
  private final ServerSocket server;
  private final Talk talk;
  private final AtomicInteger connections = new AtomicInteger();

  /** Is given each connection, on a thread of its own. */
  interface Talk {
    void on(Socket connection) throws IOException, InterruptedException;
  }

  Peer(Talk talk) throws IOException {
    this.talk = talk;
    // A small window, so that one who does not read is felt soon.
    this.server = new ServerSocket();
    server.setReceiveBufferSize(8 * 1024);
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    start(this::accept);
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "peer");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = server.accept();
        connections.incrementAndGet();
        start(() -> talk(connection));
      }
    } catch (IOException closed) {
      // That is how it ends.
    }
  }

  private void talk(Socket connection) {
    try (connection) {
      talk.on(connection);
    } catch (IOException theOtherSideEndedIt) {
      // As it may.
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads a request until its body has ended as the tests' bodies do. */
  static void readRequest(Socket connection) throws IOException {
    InputStream in = connection.getInputStream();
    StringBuilder read = new StringBuilder();
    while (!read.toString().endsWith("#end\n")) {
      int next = in.read();
      if (next < 0) {
        throw new UncheckedIOException(new IOException("ended after " + read));
      }
      read.append((char) next);
    }
  }

  static void say(Socket connection, String text) throws IOException {
    connection.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    connection.getOutputStream().flush();
  }

  /** Until the other side closes the connection; whatever it still sends is read and forgotten. */
  static void awaitEnd(Socket connection, CountDownLatch ended) {
    try {
      while (connection.getInputStream().read() >= 0) {
        // what it sends
      }
    } catch (IOException reset) {
      // Also an end.
    }
    ended.countDown();
  }

  int connections() {
    return connections.get();
  }

  URI uri() {
    return Collector.at(server.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
