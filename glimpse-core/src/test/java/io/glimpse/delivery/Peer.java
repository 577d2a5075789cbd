package io.glimpse.delivery;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
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
  private final Thread accepting;
  private final AtomicInteger connections = new AtomicInteger();

  /** Is given each connection, on a thread of its own. */
  interface Talk {
    void on(Socket connection) throws IOException, InterruptedException;
  }

  Peer(Talk talk) throws IOException {
    this.talk = talk;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.accepting = start(this::accept);
  }

  private static Thread start(Runnable work) {
    Thread thread = new Thread(work, "peer");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = server.accept();
        connections.incrementAndGet();
        Thread unused = start(() -> talk(connection));
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
    byte[] piece = new byte[8 * 1024];
    String last = "";
    while (!last.endsWith("#end\n")) {
      int read = in.read(piece);
      if (read < 0) {
        throw new EOFException("ended after " + last);
      }
      String all = last + new String(piece, 0, read, StandardCharsets.ISO_8859_1);
      last = all.substring(Math.max(0, all.length() - 10));
    }
  }

  static void say(Socket connection, String text) throws IOException {
    connection.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    connection.getOutputStream().flush();
  }

  /** Until the other side closes the connection; whatever it still sends is read and forgotten. */
  static void awaitEnd(Socket connection, CountDownLatch ended) {
    try {
      byte[] piece = new byte[8 * 1024];
      while (connection.getInputStream().read(piece) >= 0) {
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

  /** Afterwards its port is free. */
  @Override
  public void close() throws IOException {
    server.close();
    try {
      accepting.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
