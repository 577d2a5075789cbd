package io.glimpse.it.tracecontext;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.List;

/**
 * A request whose header lines arrive exactly as they are written here; HTTP clients tidy names up,
 * refuse some values and join lines.
 */
final class RawPost {

  private static final int PATIENCE_IN_MILLIS = 60_000;

  private RawPost() {}

  /**
   * Sends JSON with further header lines, and returns the status of the answer when it is whole.
   */
  static int send(URI address, List<String> headerLines, String json) throws IOException {
    byte[] body = json.getBytes(UTF_8);
    StringBuilder head = new StringBuilder();
    head.append("POST ").append(address.getPath()).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(address.getAuthority()).append("\r\n");
    head.append("Connection: close\r\n");
    head.append("Content-Type: application/json\r\n");
    head.append("Content-Length: ").append(body.length).append("\r\n");
    headerLines.forEach(line -> head.append(line).append("\r\n"));
    head.append("\r\n");
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(PATIENCE_IN_MILLIS);
      socket.getOutputStream().write(head.toString().getBytes(ISO_8859_1));
      socket.getOutputStream().write(body);
      socket.getOutputStream().flush();
      return status(new String(socket.getInputStream().readAllBytes(), ISO_8859_1));
    }
  }

  /** {@code HTTP/1.1 200 …}. */
  private static int status(String answer) throws IOException {
    if (!answer.startsWith("HTTP/1.1 ") || answer.length() < 12) {
      throw new IOException("no answer but: " + answer);
    }
    return Integer.parseInt(answer.substring(9, 12));
  }
}
