package io.glimpse.zipkin;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.record.AttributeCursor;
import io.glimpse.record.RecordCursor;
import io.glimpse.record.SpanKind;
import java.nio.charset.StandardCharsets;

/**
 * The other end of a request, as far as the span's attributes tell: of a client span the server
 * that was asked, of a request the client. An address in digits is an IP address to Zipkin;
 * anything else is the nearest there is to a service's name.
 *
 * <p>It looks at bytes and at nothing else: no name is ever resolved.
 */
final class RemoteEndpoint {
  private static final byte[] SERVER_ADDRESS = ascii("server.address");
  private static final byte[] SERVER_PORT = ascii("server.port");
  private static final byte[] CLIENT_ADDRESS = ascii("client.address");
  private static final byte[] ENDPOINT = ascii(",\"remoteEndpoint\":{\"");
  private static final byte[] NAME = ascii("serviceName\":\"");
  private static final byte[] IPV4 = ascii("ipv4\":\"");
  private static final byte[] IPV6 = ascii("ipv6\":\"");
  private static final byte[] PORT = ascii("\",\"port\":");
  private static final int MOST_PORTS = 0xffff;

  private int at;
  private int length;

  void write(ByteBuilder out, RecordCursor record) {
    boolean client = record.spanKind() == SpanKind.CLIENT;
    byte[] wanted = client ? SERVER_ADDRESS : CLIENT_ADDRESS;
    length = 0;
    long port = 0;
    for (AttributeCursor each = record.attributes(); each.next(); ) {
      if (each.type() == 's' && each.isKey(wanted)) {
        at = each.textOffset();
        length = each.textLength();
      } else if (client && each.type() == 'l' && each.isKey(SERVER_PORT)) {
        port = each.bits();
      }
    }
    if (length == 0) {
      return;
    }
    byte[] bytes = record.bytes();
    withoutBrackets(bytes);
    boolean four = IpText.isFour(bytes, at, length);
    boolean six = !four && IpText.isSix(bytes, at, length);
    out.raw(ENDPOINT).raw(four ? IPV4 : six ? IPV6 : NAME).escapedUtf8(bytes, at, length);
    if (port > 0 && port <= MOST_PORTS) {
      out.raw(PORT).number(port).raw('}');
    } else {
      out.raw('"').raw('}');
    }
  }

  /** A URI has them around the digits of version 6. */
  private void withoutBrackets(byte[] bytes) {
    if (length > 2 && bytes[at] == '[' && bytes[at + length - 1] == ']') {
      at++;
      length -= 2;
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
