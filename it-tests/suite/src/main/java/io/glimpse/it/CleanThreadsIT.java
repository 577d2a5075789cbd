package io.glimpse.it;

import static io.glimpse.it.Visit.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/**
 * The server's threads are the next request's: whatever a request did to them, none keeps a span.
 * Had one, a request without a caller would become its child.
 */
@ArquillianTest
class CleanThreadsIT {

  private static final List<String> UNRULY =
      List.of(
          "/ping-servlet?fail",
          "/slow-servlet",
          "/dispatch/forward",
          "/dispatch/async",
          "/dispatch/error",
          "/late-servlet",
          "/late-servlet?listen",
          "/health",
          "/api/reports/monthly",
          "/api/reports/yearly",
          "/api/nowhere");
  private static final int AT_ONCE = 24;

  @SuppressWarnings("NullAway.Init") // Arquillian sets it.
  @ArquillianResource
  ShopDoor door;

  @Deployment(testable = false)
  static WebArchive shop() {
    return ShopWar.asBuilt();
  }

  @Test
  void threads_afterEveryKindOfRequest_haveNoSpanThatTheNextOneWouldFind() throws IOException {
    assumeTrue(ServerUnderTest.current().speaksHttp(), "requests need HTTP");
    ShopRecords before = ShopRecords.fromNow();
    ShopDoor.Customer customer = door.newCustomer();
    UNRULY.forEach(path -> customer.visit(get(path), Caller.someone()));
    hangUp();
    // The last of them is in the file when one that began after it is.
    new Shopper(door).visits(get("/ping-servlet"));
    Set<String> used = threadsOfRequests(lines(before));
    assertThat(used).isNotEmpty();

    ShopRecords afterwards = ShopRecords.fromNow();
    await("plain requests on each of " + used)
        .pollInSameThread() // whose door it is
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              PlainRequest.burst(door, "/ping-servlet?plain", AT_ONCE);
              return threadsOfRequests(lines(afterwards)).containsAll(used);
            });

    assertThat(lines(afterwards))
        .filteredOn(CleanThreadsIT::isRootOfAPlainRequest)
        .isNotEmpty()
        .allSatisfy(root -> assertThat(root.isNull("parent_span_id")).isTrue());
  }

  private static boolean isRootOfAPlainRequest(JsonObject line) {
    return line.getString("kind", "").equals("server")
        && line.getJsonObject("attributes").getString("url.query", "").equals("plain");
  }

  private void hangUp() throws IOException {
    Caller caller = Caller.someone();
    ShopRecords records = ShopRecords.fromNow();
    try (Wire wire = Wire.get(door, "/endless-servlet", caller, Map.of())) {
      wire.readUntil("200");
      wire.hangUp();
    }
    records.whole(caller);
  }

  private static List<JsonObject> lines(ShopRecords records) {
    return records.file().recordsFrom(records.from());
  }

  /** Where the first function of each trace ran: the threads that requests come in on. */
  private static Set<String> threadsOfRequests(List<JsonObject> lines) {
    Map<String, String> firstOfTrace = new LinkedHashMap<>();
    for (JsonObject line : lines) {
      if (line.getString("stage", "").equals("START")) {
        firstOfTrace.putIfAbsent(line.getString("trace_id"), line.getString("thread"));
      }
    }
    return new TreeSet<>(firstOfTrace.values());
  }
}
