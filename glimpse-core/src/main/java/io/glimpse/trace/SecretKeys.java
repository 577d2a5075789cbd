package io.glimpse.trace;

import io.glimpse.render.Redaction;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which attribute keys name secrets. Looking at a name letter by letter costs as much as everything
 * else about an attribute, so those that every request has are looked at once, in advance.
 */
final class SecretKeys {
  /** The conventions' for requests, both sides (semantic conventions 1.27, HTTP spans). */
  private static final List<String> OF_REQUESTS =
      List.of(
          "http.request.method",
          "http.request.method_original",
          "http.response.status_code",
          "http.route",
          "url.scheme",
          "url.path",
          "url.query",
          "url.full",
          "server.address",
          "server.port",
          "client.address",
          "network.peer.address",
          "network.peer.port",
          "network.protocol.version",
          "user_agent.original",
          "error.type");

  private final Redaction redaction;
  private final Set<String> shown = new HashSet<>(OF_REQUESTS);

  SecretKeys(Redaction redaction) {
    this.redaction = redaction;
    shown.removeIf(redaction::hides);
  }

  boolean contain(String key) {
    return !shown.contains(key) && redaction.hides(key);
  }

  Redaction redaction() {
    return redaction;
  }
}
