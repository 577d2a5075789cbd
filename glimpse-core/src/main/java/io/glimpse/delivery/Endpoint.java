package io.glimpse.delivery;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where requests go, and what each of them says about itself.
 *
 * <pre>{@code
 * Endpoint jaeger =
 *     Endpoint.at(URI.create("http://localhost:4318/v1/traces"))
 *         .withHeaders(Map.of("Authorization", "Bearer …"))
 *         .withTimeout(Duration.ofSeconds(10));
 * }</pre>
 *
 * <p>Header values and the user part of the address are secrets: neither {@link #toString} nor a
 * message of an exception shows them.
 *
 * @param uri an absolute {@code http} or {@code https} address; its user part, {@code user:word@},
 *     becomes an Authorization header and leaves the address
 * @param headers sent with each request; a name may be there once
 * @param gzip whether bodies are compressed
 * @param timeout how long a request may take in all, until the last byte of its answer
 * @param tls whom to trust and who we are, null for what the JVM says
 * @param userAgent what the User-Agent header says
 * @since 0.1
 */
public record Endpoint(
    URI uri,
    Map<String, String> headers,
    boolean gzip,
    Duration timeout,
    @Nullable Tls tls,
    String userAgent) {
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  /** What a message shows for imitation. */
  private static final String EXAMPLE = "http://localhost:4318/v1/traces";

  /**
   * Checks it as the HTTP client would.
   *
   * @throws IllegalArgumentException when the address is no HTTP address, a header cannot be sent,
   *     or the time-out is not positive
   */
  public Endpoint {
    String scheme = uri.getScheme();
    if (scheme == null
        || uri.getHost() == null
        || !Stream.of("http", "https").anyMatch(scheme::equalsIgnoreCase)) {
      throw new IllegalArgumentException(
          "found an address that is none of HTTP. Write a whole one, such as " + EXAMPLE + ".");
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException(
          "found a time-out of " + timeout + ". Write a positive one, such as 10 s.");
    }
    Map<String, String> all = new LinkedHashMap<>(headers);
    String user = uri.getUserInfo();
    if (user != null) {
      if (all.keySet().stream().noneMatch("Authorization"::equalsIgnoreCase)) {
        byte[] bytes = user.getBytes(StandardCharsets.UTF_8);
        all.put("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
      }
      uri = withoutUser(uri);
    }
    headers = Map.copyOf(all);
    headers.forEach(Endpoint::check);
    check("User-Agent", userAgent);
  }

  /** Without headers of its own, uncompressed, within ten seconds. */
  public static Endpoint at(URI uri) {
    return new Endpoint(uri, Map.of(), false, TEN_SECONDS, null, "Glimpse");
  }

  /** The same with these headers as well; of those with one name the later one counts. */
  public Endpoint withHeaders(Map<String, String> values) {
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(headers);
    all.putAll(values);
    return new Endpoint(uri, all, gzip, timeout, tls, userAgent);
  }

  /** The same with bodies compressed or not. */
  public Endpoint withGzip(boolean compressed) {
    return new Endpoint(uri, headers, compressed, timeout, tls, userAgent);
  }

  /** The same within this time. */
  public Endpoint withTimeout(Duration whole) {
    return new Endpoint(uri, headers, gzip, whole, tls, userAgent);
  }

  /** The same with this trust and identity. */
  public Endpoint withTls(@Nullable Tls trust) {
    return new Endpoint(uri, headers, gzip, timeout, trust, userAgent);
  }

  /** The same under this name. */
  public Endpoint withUserAgent(String name) {
    return new Endpoint(uri, headers, gzip, timeout, tls, name);
  }

  private static URI withoutUser(URI uri) {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return URI.create(uri.getScheme() + "://" + uri.getHost() + port + path + query);
  }

  /** The client's own message would show the value. */
  private static void check(String name, String value) {
    boolean fine;
    try {
      HttpRequest.Builder unused = HttpRequest.newBuilder().header(name, value);
      fine = true;
    } catch (IllegalArgumentException saysTooMuch) {
      fine = false;
    }
    if (!fine) {
      throw new IllegalArgumentException(
          "found a header \""
              + name.replaceAll("[^!-~]", "?")
              + "\" that cannot be sent. Look for a line break or another odd character in its name"
              + " or value; Connection, Content-Length, Expect, Host and Upgrade are set by the HTTP"
              + " client alone.");
    }
  }

  /** A request to it that has everything but its body. */
  HttpRequest.Builder request(String contentType) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .setHeader("User-Agent", userAgent)
            .setHeader("Content-Type", contentType);
    if (gzip) {
      request.setHeader("Content-Encoding", "gzip");
    }
    headers.forEach(request::setHeader);
    return request;
  }

  /** The address as a message may show it. */
  String place() {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    return uri.getScheme() + "://" + uri.getHost() + port + path;
  }

  /** A foreign text without what is secret here: a server may say back what it was told. */
  String withoutSecrets(String text) {
    String masked = text;
    for (String value : headers.values()) {
      for (String word : value.split(" ", -1)) {
        String bare = word.replaceAll("=+$", ""); // The padding of Base64 may be left out.
        // Shorter ones are in every sentence, and no secret.
        if (bare.length() >= 4) {
          masked = masked.replace(bare, "[redacted]");
        }
      }
    }
    String query = uri.getRawQuery();
    return query == null || query.isEmpty() ? masked : masked.replace(query, "[redacted]");
  }

  /** Without secrets. */
  @Override
  public String toString() {
    return place() + " with headers " + headers.keySet() + " within " + timeout;
  }
}
