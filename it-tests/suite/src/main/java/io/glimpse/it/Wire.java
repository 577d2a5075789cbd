package io.glimpse.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * One GET on a connection of its own, byte by byte, for what no HTTP client does: reading half an
 * answer, hanging up, leaving HTTP.
 *
 * <pre>{@code
 * try (Wire wire = Wire.get(door, "/ticker-servlet?listen=a", caller, Map.of())) {
 *   wire.readUntil("data: first");
 * }
 * }</pre>
 */
final class Wire implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 30_000;

  private final Socket socket;
  private final BufferedReader in;

  private Wire(Socket socket) throws IOException {
    this.socket = socket;
    this.in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
  }

  /** Sends the request; nothing is read yet. */
  static Wire get(ShopDoor door, String path, Caller caller, Map<String, String> headers) {
    URI root = door.root();
    try {
      Socket socket = new Socket(root.getHost(), root.getPort());
      socket.setSoTimeout(PATIENCE_MILLIS);
      Wire wire = new Wire(socket);
      StringBuilder request = new StringBuilder("GET " + root.getPath() + path + " HTTP/1.1\r\n");
      Map<String, String> all = new TreeMap<>(headers);
      all.put("Host", root.getHost() + ":" + root.getPort());
      all.put("traceparent", caller.traceparent());
      all.forEach((name, value) -> request.append(name + ": " + value + "\r\n"));
      wire.send(request.append("\r\n").toString());
      return wire;
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  /** Reads lines up to one with this text, and gives it. */
  String readUntil(String text) throws IOException {
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.contains(text)) {
        return line;
      }
    }
    throw new IOException("the server hung up before it said " + text);
  }

  /** Goes away without a word: what the server still sends is refused. */
  void hangUp() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
