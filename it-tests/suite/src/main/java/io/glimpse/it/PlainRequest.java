package io.glimpse.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A GET of somebody who knows nothing of traces, or whose answer's headers matter. */
final class PlainRequest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private PlainRequest() {}

  /** With these headers, names and values in turn. */
  static HttpResponse<String> get(ShopDoor door, String path, String... headers) {
    try {
      return CLIENT.send(request(door, path, headers), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** So many at once; they are all answered when this returns. */
  static void burst(ShopDoor door, String path, int many) {
    List<CompletableFuture<HttpResponse<String>>> answers =
        Stream.generate(() -> CLIENT.sendAsync(request(door, path), BodyHandlers.ofString()))
            .limit(many)
            .toList();
    answers.forEach(CompletableFuture::join);
  }

  private static HttpRequest request(ShopDoor door, String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(door.root() + path)).timeout(PATIENCE);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request.build();
  }
}
