package io.glimpse.it;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a customer asks of the shop, below its context root.
 *
 * <pre>{@code
 * Visit.post("/api/cart/lines", "{\"sku\":\"mug\",\"quantity\":2}")
 * }</pre>
 *
 * @param method the HTTP method
 * @param path path and query, from the context root on
 * @param body JSON, null for none
 * @param headers further headers
 */
public record Visit(
    String method, String path, @Nullable String body, Map<String, String> headers) {

  /** Copies the headers. */
  public Visit {
    headers = Map.copyOf(headers);
  }

  static Visit get(String path) {
    return new Visit("GET", path, null, Map.of());
  }

  static Visit post(String path, @Nullable String json) {
    return new Visit("POST", path, json, Map.of());
  }

  static Visit put(String path) {
    return new Visit("PUT", path, null, Map.of());
  }

  static Visit delete(String path) {
    return new Visit("DELETE", path, null, Map.of());
  }

  Visit with(String header, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(header, value);
    return new Visit(method, path, body, more);
  }

  /** Whether it is about the customer's cart: an order is made of it. */
  boolean needsASession() {
    return path.startsWith("/api/cart") || methodAndPath().equals("POST /api/orders");
  }

  /** {@code GET /api/products}: what a door without HTTP tells visits apart by. */
  public String methodAndPath() {
    return method + " " + path;
  }
}
