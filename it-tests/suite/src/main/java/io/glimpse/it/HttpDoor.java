package io.glimpse.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The front door: a customer is a cookie jar. */
final class HttpDoor implements ShopDoor {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String root;

  /** Takes the address of the context root, with or without a slash at its end. */
  HttpDoor(URI root) {
    this.root = root.toString().replaceAll("/+$", "");
  }

  @Override
  public URI root() {
    return URI.create(root);
  }

  @Override
  public Customer newCustomer() {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager())
            .connectTimeout(PATIENCE)
            .build();
    return (visit, caller) -> send(client, visit, caller);
  }

  private Answer send(HttpClient client, Visit visit, Caller caller) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(root + visit.path()))
            .timeout(PATIENCE)
            .header("traceparent", caller.traceparent());
    visit.headers().forEach(request::header);
    if (visit.body() == null) {
      request.method(visit.method(), BodyPublishers.noBody());
    } else {
      request.header("Content-Type", "application/json");
      request.method(visit.method(), BodyPublishers.ofString(visit.body()));
    }
    try {
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(visit + " at " + root, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
