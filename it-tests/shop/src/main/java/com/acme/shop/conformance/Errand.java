package com.acme.shop.conformance;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * One call that a request asks for.
 *
 * @param url where to: HTTP on this machine's loopback, and nowhere else
 * @param arguments the JSON to send there
 */
record Errand(URI url, String arguments) {

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");

  /** Refuses every other place. */
  Errand {
    if (!"http".equals(url.getScheme())
        || url.getHost() == null
        || !LOOPBACK.contains(url.getHost())) {
      throw new IllegalArgumentException("not http on the loopback: " + url);
    }
  }

  /**
   * Reads a request's body.
   *
   * @throws IllegalArgumentException where it is no list of errands, or one of them leads away
   */
  static List<Errand> list(String json) {
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      if (reader.readValue() instanceof JsonArray errands) {
        return errands.stream().map(Errand::of).toList();
      }
    } catch (JsonException | IllegalStateException notJson) { // Johnzon: the latter for no text
      throw new IllegalArgumentException("not JSON", notJson);
    }
    throw new IllegalArgumentException("not a list");
  }

  private static Errand of(JsonValue value) {
    if (value instanceof JsonObject errand
        && errand.get("url") instanceof JsonString url
        && errand.containsKey("arguments")) {
      return new Errand(URI.create(url.getString()), errand.get("arguments").toString());
    }
    throw new IllegalArgumentException("not {\"url\": \"…\", \"arguments\": …}: " + value);
  }
}
