package io.glimpse.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.glimpse.jaxrs.DeskServer.On;
import jakarta.json.JsonObject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import java.lang.ref.WeakReference;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The root span where there is no servlet layer: one for each request, whatever becomes of it, and
 * nothing of it left in the thread.
 */
final class RootTest {
  private static final String CALLER = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final String[] FROM_CALLER = {"traceparent", CALLER};

  @TempDir Path folder;

  private DeskServer desk(On on, Class<?>... more) throws Exception {
    return on == On.FILTERS_ALONE
        ? new DeskServer(
            on,
            folder,
            Map.of(),
            RootFilter.class,
            RootWriter.class,
            RouteFilter.class,
            ResourceFilter.class)
        : new DeskServer(on, folder, Map.of(), more);
  }

  /** Waits for the one root, and that nothing came after it. */
  private static JsonObject onlyRoot(DeskServer desk) throws Exception {
    await()
        .atMost(Duration.ofSeconds(20))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> !servers(desk).isEmpty());
    await()
        .atMost(Duration.ofSeconds(20))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .until(desk::isClean);
    assertThat(servers(desk)).hasSize(1);
    return servers(desk).get(0);
  }

  private static List<JsonObject> servers(DeskServer desk) throws Exception {
    return desk.records().stream()
        .filter(line -> line.getString("record_type").equals("span"))
        .filter(line -> line.getString("kind").equals("server"))
        .toList();
  }

  private static List<JsonObject> entries(DeskServer desk) throws Exception {
    return desk.records().stream()
        .filter(line -> line.getString("record_type").equals("log_entry"))
        .toList();
  }

  private static void assertRoot(JsonObject root, String name, int status) {
    assertThat(root.getString("name")).isEqualTo(name);
    assertThat(root.getJsonObject("attributes").getInt("http.response.status_code"))
        .isEqualTo(status);
    assertThat(root.getString("status")).isEqualTo(status >= 500 ? "error" : "ok");
    assertThat(root.getString("trace_id")).isEqualTo(CALLER.substring(3, 35));
    assertThat(root.getString("parent_span_id")).isEqualTo(CALLER.substring(36, 52));
  }

  @ParameterizedTest
  @EnumSource(On.class)
  void request_answered_continuesItsCallerAndHoldsTheFunction(On on) throws Exception {
    try (DeskServer desk = desk(on)) {
      assertThat(desk.get("/desk/hello/ada?pin=1234&x=1", FROM_CALLER).body())
          .isEqualTo("hello ada");

      JsonObject root = onlyRoot(desk);
      assertRoot(root, "GET /desk/hello/{name}", 200);
      JsonObject attributes = root.getJsonObject("attributes");
      assertThat(attributes.getString("http.route")).isEqualTo("/desk/hello/{name}");
      assertThat(attributes.getString("url.path")).isEqualTo("/desk/hello/ada");
      assertThat(attributes.getString("url.query")).isEqualTo("pin=[redacted]&x=1");
      assertThat(attributes.getString("server.address")).isEqualTo("127.0.0.1");
      assertThat(attributes.getString("user_agent.original")).startsWith("Java-http-client");
      assertThat(entries(desk)).hasSize(2);
      assertThat(entries(desk))
          .allSatisfy(
              entry -> {
                assertThat(entry.getString("function")).isEqualTo("com.acme.desk.Desk.hello");
                assertThat(entry.getString("parent_span_id")).isEqualTo(root.getString("span_id"));
              });
    }
  }

  @ParameterizedTest
  @CsvSource({
    "JDK_HTTP, /desk/nowhere, GET, 404",
    "GRIZZLY, /desk/nowhere, GET, 404",
    "FILTERS_ALONE, /desk/nowhere, GET, 404",
    "JDK_HTTP, /desk/mapped, GET /desk/mapped, 409",
    "GRIZZLY, /desk/mapped, GET /desk/mapped, 409",
    "FILTERS_ALONE, /desk/mapped, GET /desk/mapped, 409",
    "JDK_HTTP, /desk/unmapped, GET /desk/unmapped, 500",
    "GRIZZLY, /desk/unmapped, GET /desk/unmapped, 500",
    "FILTERS_ALONE, /desk/unmapped, GET /desk/unmapped, 500",
    "JDK_HTTP, /desk/guarded, GET /desk/guarded, 403",
    "GRIZZLY, /desk/guarded, GET /desk/guarded, 403",
    "FILTERS_ALONE, /desk/guarded, GET /desk/guarded, 403",
    "JDK_HTTP, /desk/stream, GET /desk/stream, 200",
    "GRIZZLY, /desk/stream, GET /desk/stream, 200",
    "FILTERS_ALONE, /desk/stream, GET /desk/stream, 200",
    "JDK_HTTP, /desk/stream-fails, GET /desk/stream-fails, 500",
    "GRIZZLY, /desk/stream-fails, GET /desk/stream-fails, 500",
    "FILTERS_ALONE, /desk/stream-fails, GET /desk/stream-fails, 500",
    "JDK_HTTP, /desk/drawers/7/pen, GET /desk/drawers/{drawer}/{thing}, 200",
    "GRIZZLY, /desk/drawers/7/pen, GET /desk/drawers/{drawer}/{thing}, 200",
    "FILTERS_ALONE, /desk/drawers/7/pen, GET, 200",
    "GRIZZLY, /desk/later, GET /desk/later, 200",
    "FILTERS_ALONE, /desk/later, GET /desk/later, 200",
    "GRIZZLY, /desk/later-fails, GET /desk/later-fails, 500",
    "FILTERS_ALONE, /desk/later-fails, GET /desk/later-fails, 500",
    "GRIZZLY, /desk/at-once, GET /desk/at-once, 200",
    "FILTERS_ALONE, /desk/at-once, GET /desk/at-once, 200",
    "GRIZZLY, /desk/never, GET /desk/never, 503",
    "FILTERS_ALONE, /desk/never, GET /desk/never, 503",
    "GRIZZLY, /desk/stage, GET /desk/stage, 200",
    "FILTERS_ALONE, /desk/stage, GET /desk/stage, 200",
    "GRIZZLY, /desk/stage-fails, GET /desk/stage-fails, 500",
    "FILTERS_ALONE, /desk/stage-fails, GET /desk/stage-fails, 500",
    "GRIZZLY, /desk/managed, GET /desk/managed, 200",
    "FILTERS_ALONE, /desk/managed, GET /desk/managed, 200",
    "JDK_HTTP, /desk/later, GET /desk/later, 500",
    "GRIZZLY, /desk/events, GET /desk/events, 200",
    "FILTERS_ALONE, /desk/events, GET /desk/events, 200",
  })
  void request_however_hasOneRootWithRouteAndStatusAndLeavesItsThread(
      On on, String path, String name, int status) throws Exception {
    try (DeskServer desk = desk(on)) {
      HttpResponse<String> answer = desk.get(path, FROM_CALLER);

      assertThat(answer.statusCode()).isEqualTo(status);
      assertRoot(onlyRoot(desk), name, status);
    }
  }

  @ParameterizedTest
  @EnumSource(On.class)
  void request_refusedBeforeMatching_isNamedByItsMethodAlone(On on) throws Exception {
    try (DeskServer desk = desk(on)) {
      assertThat(desk.get("/desk/hello/ada", "traceparent", CALLER, "X-Rude", "yes").statusCode())
          .isEqualTo(401);

      assertRoot(onlyRoot(desk), "GET", 401);
      assertThat(entries(desk)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"JDK_HTTP", "GRIZZLY"})
  void exception_unmapped_isSeenOnJersey(On on) throws Exception {
    try (DeskServer desk = desk(on)) {
      assertThat(desk.get("/desk/unmapped", FROM_CALLER).statusCode()).isEqualTo(500);

      JsonObject root = onlyRoot(desk);
      assertThat(root.getJsonObject("attributes").getString("error.type"))
          .isEqualTo("java.lang.IllegalStateException");
      assertThat(root.getJsonArray("events").toString()).contains("a leg is broken");
      assertThat(entries(desk).get(1).getString("stage")).isEqualTo("EXCEPTION");
      assertThat(entries(desk).get(1).getString("exception"))
          .isEqualTo("java.lang.IllegalStateException: a leg is broken");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"JDK_HTTP", "GRIZZLY"})
  void exception_mapped_isNoneOfTheRoots(On on) throws Exception {
    try (DeskServer desk = desk(on)) {
      assertThat(desk.get("/desk/mapped", FROM_CALLER).statusCode()).isEqualTo(409);

      JsonObject root = onlyRoot(desk);
      assertThat(root.getJsonArray("events")).isEmpty();
      assertThat(root.getJsonObject("attributes")).doesNotContainKey("error.type");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"JDK_HTTP", "GRIZZLY"})
  void request_seenByNoResponseFilter_endsWithTheContainersStatus(On on) throws Exception {
    try (DeskServer desk = desk(on)) {
      assertThat(desk.get("/desk/spoilt", FROM_CALLER).statusCode()).isEqualTo(500);

      JsonObject root = onlyRoot(desk);
      assertRoot(root, "GET /desk/spoilt", 500);
      assertThat(root.getJsonArray("events").toString()).contains("a leg is broken");
    }
  }

  @Test
  void request_leftBehindOnItsThread_isDroppedWhenTheNextOneComes() throws Exception {
    try (DeskServer desk = desk(On.FILTERS_ALONE)) {
      assertThat(desk.get("/desk/spoilt", FROM_CALLER).statusCode()).isEqualTo(500);
      assertThat(desk.isClean()).as("nobody says that this one is over").isFalse();
      System.gc(); // what the thread remembers weakly has to be there afterwards

      assertThat(desk.get("/desk/hello/ada").body()).isEqualTo("hello ada");

      JsonObject next = onlyRoot(desk);
      assertThat(next.getString("name")).isEqualTo("GET /desk/hello/{name}");
      assertThat(next.isNull("parent_span_id")).isTrue();
      assertThat(next.getString("trace_id")).isNotEqualTo(CALLER.substring(3, 35));
    }
  }

  /** Remembers the request's root for a test, without keeping it. */
  @PreMatching
  public static final class Onlooker implements ContainerRequestFilter {
    private static volatile boolean hasSeen;
    private static volatile WeakReference<Object> seen = new WeakReference<>(null);

    @Override
    public void filter(ContainerRequestContext request) {
      Object root = request.getProperty(RootRequest.KEY);
      hasSeen = root instanceof RootRequest;
      seen = new WeakReference<>(root);
    }
  }

  @Test
  void request_thatNeverEnds_isNotKeptByItsThread() throws Exception {
    try (DeskServer desk =
        new DeskServer(
            On.FILTERS_ALONE,
            folder,
            Map.of(),
            RootFilter.class,
            RootWriter.class,
            Onlooker.class)) {
      assertThat(desk.get("/desk/spoilt").statusCode()).isEqualTo(500);
      assertThat(desk.isClean()).as("nobody says that this one is over").isFalse();
      assertThat(Onlooker.hasSeen).isTrue();

      desk.resetThread();

      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> {
                System.gc();
                return Onlooker.seen.get() == null;
              });
    }
  }

  @ParameterizedTest
  @EnumSource(On.class)
  void root_isActive_inTheFunctionAndWhileItsEntityIsWritten(On on) throws Exception {
    try (DeskServer desk = desk(on)) {
      assertThat(desk.get("/desk/trace", FROM_CALLER).body()).isEqualTo(CALLER.substring(3, 35));
      assertThat(desk.get("/desk/trace-as-stream", FROM_CALLER).body())
          .isEqualTo(CALLER.substring(3, 35));
    }
  }

  @ParameterizedTest
  @EnumSource(On.class)
  void request_ofAnIgnoredPath_leavesNothing(On on) throws Exception {
    try (DeskServer desk = desk(on)) {
      assertThat(desk.get("/desk/hello/nobody").body()).isEqualTo("hello nobody");
      assertThat(desk.get("/desk/hello/ada").body()).isEqualTo("hello ada");

      assertThat(onlyRoot(desk).getJsonObject("attributes").getString("url.path"))
          .isEqualTo("/desk/hello/ada");
      assertThat(entries(desk)).hasSize(2);
    }
  }

  @Test
  void request_whoseEntityNobodyWatches_endsWithItsHeaders() throws Exception {
    try (DeskServer desk =
        new DeskServer(On.FILTERS_ALONE, folder, Map.of(), RootFilter.class, RouteFilter.class)) {
      assertThat(desk.get("/desk/stream", FROM_CALLER).body()).isEqualTo("streamed");

      assertRoot(onlyRoot(desk), "GET /desk/stream", 200);
    }
  }

  @Test
  void filters_foundAndRegisteredByTheFeatureToo_workOnce() throws Exception {
    Map<String, String> told = Map.of("glimpse.response-header", "traceresponse");
    try (DeskServer desk =
        new DeskServer(
            On.JDK_HTTP, folder, told, ResourceFilter.class, RootFilter.class, RouteFilter.class)) {
      HttpResponse<String> answer = desk.get("/desk/hello/ada", FROM_CALLER);

      JsonObject root = onlyRoot(desk);
      assertThat(answer.headers().allValues("traceresponse"))
          .containsExactly(
              "00-" + CALLER.substring(3, 35) + "-" + root.getString("span_id") + "-01");
      assertThat(entries(desk)).hasSize(2);
    }
  }

  @Test
  void caller_sentInTwoLines_isNobody() throws Exception {
    try (DeskServer desk = desk(On.JDK_HTTP)) {
      desk.get("/desk/hello/ada", "traceparent", CALLER, "traceparent", CALLER.replace('4', '5'));

      assertThat(onlyRoot(desk).isNull("parent_span_id")).isTrue();
    }
  }

  @Test
  void application_deployedAgain_isRecordedAgain() throws Exception {
    for (int round = 0; round < 2; round++) {
      try (DeskServer desk =
          new DeskServer(On.JDK_HTTP, Files.createTempDirectory(folder, "d"), Map.of())) {
        desk.get("/desk/hello/ada", FROM_CALLER);
        assertRoot(onlyRoot(desk), "GET /desk/hello/{name}", 200);
      }
    }
  }

  @Test
  void policy_broken_failsTheStart() {
    assertThatThrownBy(
            () -> new DeskServer(On.JDK_HTTP, folder, Map.of("glimpse.level", "SOMETIMES")))
        .hasStackTraceContaining("glimpse.level");
    System.clearProperty("glimpse.level");
  }
}
