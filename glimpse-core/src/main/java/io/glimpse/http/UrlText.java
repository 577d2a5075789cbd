package io.glimpse.http;

import java.net.URI;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The address of a request as a span may show it: without credentials, and without the values of
 * secret parameters.
 */
final class UrlText {
  private static final String CREDENTIALS = "REDACTED:REDACTED@";
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private UrlText() {}

  static String redacted(URI uri, Predicate<String> hides) {
    if (uri.isOpaque()) {
      return uri.getScheme() + ":";
    }
    StringBuilder text = new StringBuilder();
    if (uri.getScheme() != null) {
      text.append(uri.getScheme()).append(':');
    }
    String authority = uri.getRawAuthority();
    if (authority != null) {
      int at = authority.lastIndexOf('@');
      text.append("//").append(at < 0 ? "" : CREDENTIALS).append(authority.substring(at + 1));
    }
    if (uri.getRawPath() != null) {
      text.append(QueryText.redactedPath(uri.getRawPath(), hides));
    }
    append(text, '?', uri.getRawQuery(), hides);
    // A fragment is never sent, but tokens have been seen in it, written as a query is.
    append(text, '#', uri.getRawFragment(), hides);
    return text.toString();
  }

  private static void append(
      StringBuilder text, char separator, @Nullable String part, Predicate<String> hides) {
    if (part != null) {
      text.append(separator).append(QueryText.redacted(part, hides));
    }
  }

  /** The host; also one that is not allowed by the grammar, such as {@code my_shop}. */
  static @Nullable String host(URI uri) {
    String authority = uri.getRawAuthority();
    if (uri.getHost() != null || authority == null) {
      return uri.getHost();
    }
    String hostAndPort = authority.substring(authority.lastIndexOf('@') + 1);
    int colon = hostAndPort.lastIndexOf(':');
    return colon < 0 ? hostAndPort : hostAndPort.substring(0, colon);
  }

  /** The port, said or meant; 0 where neither is known. */
  static int port(URI uri) {
    if (uri.getPort() > 0) {
      return uri.getPort();
    }
    if (uri.getHost() == null || uri.getScheme() == null) {
      return 0;
    }
    return switch (uri.getScheme().toLowerCase(Locale.ROOT)) {
      case "http", "ws" -> HTTP;
      case "https", "wss" -> HTTPS;
      default -> 0;
    };
  }
}
