package io.glimpse.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Settings for a server that serves {@code back-door.war} beside the shop. */
final class BackDoor implements ServerSettings {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private final URI root;

  /** Takes the address of its context root, without a slash at its end. */
  BackDoor(URI root) {
    this.root = root;
  }

  @Override
  public void put(String key, @Nullable String value) {
    String query = "key=" + encoded(key) + (value == null ? "" : "&value=" + encoded(value));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(root + "/property?" + query))
            .timeout(PATIENCE)
            .method(value == null ? "DELETE" : "PUT", BodyPublishers.noBody())
            .build();
    try {
      HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());
      if (response.statusCode() != 204) {
        throw new IllegalStateException(
            key + " was not set: " + response.statusCode() + " " + response.body());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no back door at " + root, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
