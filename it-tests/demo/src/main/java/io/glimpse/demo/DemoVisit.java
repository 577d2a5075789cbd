package io.glimpse.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request of the demo, without a traceparent, as a browser would send it.
 *
 * @param method the HTTP method
 * @param path below the context root, without a slash at its start
 * @param json the body, null for none
 * @param status what the shop must answer with
 */
record DemoVisit(String method, String path, @Nullable String json, int status) {

  /** A bit of everything: success, login, slow, mapped and unmapped failure, async. */
  static final List<DemoVisit> MIX =
      List.of(
          new DemoVisit("GET", "api/products", null, 200),
          new DemoVisit("GET", "api/products/sofa", null, 404),
          new DemoVisit("GET", "api/stock/mug", null, 200),
          new DemoVisit(
              "POST",
              "api/account/login",
              "{\"user\":\"ada\",\"password\":\"correct-horse-7\"}",
              200),
          new DemoVisit("POST", "api/cart/lines", "{\"sku\":\"mug\",\"quantity\":2}", 204),
          new DemoVisit("POST", "api/orders", "{\"method\":\"CARD\"}", 201),
          new DemoVisit("GET", "api/gifts/7", null, 200),
          new DemoVisit("GET", "api/reports/monthly", null, 500),
          new DemoVisit("GET", "ping-servlet", null, 200),
          new DemoVisit("GET", "slow-servlet", null, 200));

  /** The status that came back. */
  int send(HttpClient client, URI root) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(root.resolve(path)).timeout(Duration.ofSeconds(30));
    if (json == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request.header("Content-Type", "application/json");
      request.method(method, BodyPublishers.ofString(json));
    }
    return client.send(request.build(), BodyHandlers.discarding()).statusCode();
  }

  @Override
  public String toString() {
    return method + " /" + path;
  }
}
