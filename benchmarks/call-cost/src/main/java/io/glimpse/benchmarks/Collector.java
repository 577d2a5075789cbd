package io.glimpse.benchmarks;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import jdk.net.ExtendedSocketOptions;

/**
 * A collector that reads what it is sent, throws it away and says that all is well: the far end of
 * spans, in a process of its own. It does as little as a server can, so that what is measured is
 * what sends, and it answers in the format that it was asked in.
 *
 * <p>With the argument {@value #PROMPT} it has TCP acknowledge what comes without delay. Otherwise
 * the system does as it does for every server, and a client that sends a request in several writes
 * and leaves Nagle's algorithm on may wait 40 ms for each.
 *
 * <p>It listens on the loopback address at a port that the system chooses, writes the port to
 * standard output, and ends with its standard input.
 */
final class Collector {
  static final String PROMPT = "prompt";

  private static final int BUFFER = 1 << 16;
  private static final int LONGEST_LINE = 8192;

  private Collector() {}

  /** For the program that compares. */
  public static void main(String... how) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      boolean prompt = List.of(how).contains(PROMPT);
      PrintStream out = System.out;
      out.println(server.getLocalPort());
      out.flush();
      Thread accepting = new Thread(() -> accept(server, prompt), "collector");
      accepting.setDaemon(true);
      accepting.start();
      while (System.in.read() >= 0) {
        // Whoever started it still wants it.
      }
    }
  }

  private static void accept(ServerSocket server, boolean prompt) {
    try {
      while (true) {
        Socket client = server.accept();
        Thread serving = new Thread(() -> serve(client, prompt), "collector-client");
        serving.setDaemon(true);
        serving.start();
      }
    } catch (IOException closed) {
      // That is its end.
    }
  }

  private static void serve(Socket client, boolean prompt) {
    try (client) {
      client.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(new Sent(client, prompt), BUFFER);
      byte[] nobodyReadsIt = new byte[BUFFER];
      while (!line(in).isEmpty()) {
        client.getOutputStream().write(answer(in, nobodyReadsIt));
      }
    } catch (IOException gone) {
      // The client has what it was told; it will see the rest.
    }
  }

  /** What a client sends. Linux forgets that it shall be prompt when it likes. */
  private static final class Sent extends FilterInputStream {
    private final Socket client;
    private final boolean prompt;

    Sent(Socket client, boolean prompt) throws IOException {
      super(client.getInputStream());
      this.client = client;
      this.prompt = prompt;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (prompt) {
        Socket unused = client.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
      }
      return super.read(into, from, length);
    }
  }

  /** Reads the rest of a request after its first line. */
  private static byte[] answer(InputStream in, byte[] body) throws IOException {
    long length = -1;
    boolean json = false;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Long.parseLong(lower.substring(lower.indexOf(':') + 1).trim());
      }
      json |= lower.startsWith("content-type:") && lower.contains("json");
    }
    if (length < 0) {
      throw new IOException("a request does not say how long it is");
    }
    for (long left = length; left > 0; ) {
      int read = in.read(body, 0, (int) Math.min(left, body.length));
      if (read < 0) {
        throw new EOFException("a body ended " + left + " bytes too early");
      }
      left -= read;
    }
    String type = json ? "application/json" : "application/x-protobuf";
    String said = json ? "{}" : "";
    return "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(type, said.length(), said)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** A line of a request's head; empty at the end of the head, and at the end of all. */
  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n' && c >= 0; c = in.read()) {
      if (line.length() > LONGEST_LINE) {
        throw new EOFException("a line does not end");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
