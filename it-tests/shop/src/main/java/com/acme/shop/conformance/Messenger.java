package com.acme.shop.conformance;

import io.glimpse.GlimpseHttpClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs the errands of a request, one after the other, on the thread that asks. */
@ApplicationScoped
public class Messenger {

  private static final String SWITCH = "shop.conformance";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final HttpClient CLIENT =
      GlimpseHttpClient.wrap(
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .proxy(HttpClient.Builder.NO_PROXY)
              .connectTimeout(PATIENCE)
              .build());

  public Report run(String json) {
    if (!Boolean.getBoolean(SWITCH)) {
      return new Report(404, "set " + SWITCH + " to true");
    }
    List<Errand> errands;
    try {
      errands = Errand.list(json);
    } catch (IllegalArgumentException unfit) {
      return new Report(400, String.valueOf(unfit.getMessage()));
    }
    return run(errands);
  }

  private Report run(List<Errand> errands) {
    List<Integer> statuses = new ArrayList<>();
    try {
      for (Errand errand : errands) {
        statuses.add(run(errand));
      }
    } catch (IOException failed) {
      return new Report(502, String.valueOf(failed));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new Report(503, "interrupted");
    }
    return new Report(200, statuses.toString());
  }

  private int run(Errand errand) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(errand.url())
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(errand.arguments()))
            .build();
    return CLIENT.send(request, BodyHandlers.discarding()).statusCode();
  }
}
