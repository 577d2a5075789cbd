package io.glimpse;

import io.glimpse.http.TracedHttpClient;
import java.net.http.HttpClient;

/**
 * Puts a span around each request of the JDK's HTTP client and sends the trace along, so that what
 * the other service does belongs to the same trace.
 *
 * <pre>{@code
 * HttpClient client = GlimpseHttpClient.wrap(HttpClient.newHttpClient());
 * HttpResponse<String> stock = client.send(request, BodyHandlers.ofString());
 * }</pre>
 *
 * <p>The wrapped client behaves as the one inside: same responses, same exceptions, same futures,
 * of which cancelling goes through. It is as safe for threads as that one. Keep it for as long as
 * you like; where Glimpse is switched off requests pass through it untouched. The rules are those
 * of the specification, section 9.
 *
 * @since 0.1
 */
public final class GlimpseHttpClient {
  private GlimpseHttpClient() {}

  /** Records what {@code client} sends by the Glimpse of this application, whichever is current. */
  public static HttpClient wrap(HttpClient client) {
    return TracedHttpClient.around(
        client,
        () -> {
          Glimpse current = Glimpse.current();
          return current.isEnabled() ? current.tracer() : null;
        });
  }

  /** Records what {@code client} sends by a Glimpse of your own. */
  public static HttpClient wrap(HttpClient client, Glimpse glimpse) {
    return TracedHttpClient.around(client, () -> glimpse.isEnabled() ? glimpse.tracer() : null);
  }
}
