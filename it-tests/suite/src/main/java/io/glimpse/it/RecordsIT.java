package io.glimpse.it;

import static io.glimpse.it.Visit.get;
import static io.glimpse.it.Visit.post;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.glimpse.it.records.Call;
import io.glimpse.it.records.Trace;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What holds for every line of the file, whatever was visited: its fields, its times, that entries
 * pair up and spans have parents, and that no secret of the login got in.
 */
@ArquillianTest
class RecordsIT {

  @SuppressWarnings("NullAway.Init") // Arquillian sets it.
  @ArquillianResource
  ShopDoor door;

  private static Tour once = Tour.NONE;
  private Tour tour = Tour.NONE;

  @Deployment(testable = false)
  static WebArchive shop() {
    return ShopWar.asBuilt();
  }

  /**
   * Visits that leave records of every kind, made once for all tests.
   *
   * @param records what was written meanwhile
   * @param token the secret that the login gave out
   * @param visits the visits
   */
  record Tour(ShopRecords records, String token, List<Told> visits) {

    static final Tour NONE = new Tour(ShopRecords.fromNow(), "", List.of());

    static Tour of(Shopper shopper) {
      ShopRecords records = ShopRecords.fromNow();
      Told login =
          shopper.visits(
              post("/api/account/login", "{\"user\":\"ada\",\"password\":\"correct-horse-7\"}"));
      String token = login.answer().json().getString("token");
      List<Told> visits = new ArrayList<>();
      visits.add(login);
      for (Visit visit :
          List.of(
              post("/api/account/login", "{\"user\":\"ada\",\"password\":\"guess\"}"),
              post("/api/account/logout", null).with("X-Auth-Token", token),
              get("/api/products/mug"),
              get("/api/products/sofa"),
              post("/api/cart/lines", "{\"sku\":\"mug\",\"quantity\":2}"),
              post("/api/orders", "{\"method\":\"CARD\"}"),
              get("/api/gifts/7"),
              get("/api/reports/monthly"),
              get("/api/reports/yearly"))) {
        if (!visit.needsASession() || ServerUnderTest.current().hasSessionsInResources()) {
          visits.add(shopper.visits(visit));
        }
      }
      return new Tour(records, token, visits);
    }

    List<JsonObject> lines() {
      return records.file().recordsFrom(records.from());
    }

    Stream<Caller> callers() {
      return visits.stream().map(Told::caller);
    }
  }

  @BeforeEach
  void goOnTourOnce() {
    if (once.visits().isEmpty()) {
      once = Tour.of(new Shopper(door));
    }
    tour = once;
  }

  @Test
  void line_ofEachKind_hasEveryFieldWithItsType() {
    for (JsonObject line : tour.lines()) {
      if (line.getString("record_type").equals("span")) {
        RecordShape.SPAN_RECORD.assertFits(line);
        line.getJsonArray("events")
            .forEach(event -> RecordShape.EVENT.assertFits(event.asJsonObject()));
      } else {
        RecordShape.LOG_ENTRY.assertFits(line);
      }
    }
  }

  @Test
  void entries_ofOneCall_areOneStartAndOneEndOrException() {
    tour.lines().stream()
        .filter(line -> line.getString("record_type").equals("log_entry"))
        .collect(groupingBy(line -> line.getString("call_id")))
        .values()
        .forEach(
            entries -> {
              assertThat(entries).hasSize(2);
              assertThat(entries.get(0).getString("stage")).isEqualTo("START");
              assertThat(entries.get(1).getString("stage")).isIn("END", "EXCEPTION");
            });
  }

  @Test
  void entryIds_ofTheFile_areAllDifferent() {
    assertThat(tour.lines())
        .filteredOn(line -> line.getString("record_type").equals("log_entry"))
        .extracting(line -> line.getString("entry_id"))
        .doesNotHaveDuplicates();
  }

  @Test
  void trace_ofAVisit_isTheCallersAndEveryParentExists() {
    assertThat(tour.lines())
        .extracting(line -> line.getString("trace_id"))
        .allMatch(Set.copyOf(tour.callers().map(Caller::traceId).toList())::contains);
    for (Told visit : tour.visits()) {
      List<JsonObject> spans =
          visit.trace().records().stream()
              .filter(line -> line.getString("record_type").equals("span"))
              .toList();
      Set<String> ids =
          spans.stream().map(span -> span.getString("span_id")).collect(Collectors.toSet());

      assertThat(ids).hasSize(spans.size());
      assertThat(visit.trace().records())
          .extracting(line -> line.getString("parent_span_id"))
          .allMatch(parent -> ids.contains(parent) || parent.equals(visit.caller().spanId()));
      assertThat(spans)
          .filteredOn(span -> span.getString("parent_span_id").equals(visit.caller().spanId()))
          .hasSize(1);
    }
  }

  @Test
  void root_ofAVisit_isTheCallersChild() {
    assumeTrue(ServerUnderTest.current().speaksHttp(), "a SERVER span needs HTTP");

    for (Told visit : tour.visits()) {
      assertThat(visit.root().getString("kind")).isEqualTo("server");
      assertThat(visit.trace().records())
          .filteredOn(line -> line.getString("kind", "").equals("server"))
          .hasSize(1);
    }
  }

  @Test
  void entriesAndSpan_ofOneCall_sayTheSame() {
    tour.visits().stream()
        .map(Told::trace)
        .map(Trace::calls)
        .flatMap(Told::everyCall)
        .forEach(RecordsIT::entriesAndSpanSayTheSame);
  }

  private static void entriesAndSpanSayTheSame(Call call) {
    JsonObject attributes = call.span().getJsonObject("attributes");
    assertThat(call.start().getString("call_id")).isEqualTo(call.span().getString("span_id"));
    assertThat(attributes.getString("code.function.name")).isEqualTo(call.function());
    assertThat(call.span().getString("name")).isEqualTo(call.shortName());
    assertThat(call.span().getString("kind")).isEqualTo("internal");
    assertThat(call.span().getString("start_time")).isEqualTo(call.start().getString("timestamp"));
    assertThat(call.span().getString("end_time")).isEqualTo(call.end().getString("timestamp"));
    assertThat(call.span().get("duration_ms")).isEqualTo(call.end().get("duration_ms"));
    assertThat(attributes.getString("glimpse.args"))
        .isEqualTo(call.start().getJsonObject("args").toString());
    if (call.exception().isPresent()) {
      failureIsToldAlike(call);
    } else {
      assertThat(call.end().getString("level")).isEqualTo("INFO");
      assertThat(call.end().get("args")).isEqualTo(JsonValue.NULL);
      assertThat(call.span().getString("status")).isEqualTo("ok");
      assertThat(call.span().getJsonArray("events")).isEmpty();
      assertThat(attributes.getString("glimpse.result", "null"))
          .isEqualTo(call.result().orElse("null"));
    }
  }

  private static void failureIsToldAlike(Call call) {
    assertThat(call.end().getString("level")).isEqualTo("ERROR");
    assertThat(call.end().get("args")).isEqualTo(call.start().get("args"));
    assertThat(call.span().getString("status")).isEqualTo("error");
    JsonObject event = call.span().getJsonArray("events").getJsonObject(0);
    assertThat(event.getString("name")).isEqualTo("exception");
    String type = event.getJsonObject("attributes").getString("exception.type");
    String message = event.getJsonObject("attributes").getString("exception.message", "");
    assertThat(call.exception()).contains(message.isEmpty() ? type : type + ": " + message);
    assertThat(event.getJsonObject("attributes").getString("exception.stacktrace"))
        .startsWith(type);
  }

  @Test
  void service_thatNobodyConfigured_isTheContextPathOrElseTheApplicationsName() {
    assumeThat(ServerUnderTest.current().speaksHttp()).as("it serves an application").isTrue();
    // Where there is no servlet, a path in front of all others is nobody's name.
    boolean isContext = ServerUnderTest.current().servesResourcesByServlet();
    String path = isContext ? door.root().getPath().replaceFirst("^/", "") : "";

    assertThat(tour.lines())
        .filteredOn(line -> line.getString("record_type").equals("span"))
        .isNotEmpty()
        .allSatisfy(
            span ->
                assertThat(span.getString("service", ""))
                    .matches(path.isEmpty() ? ".+" : Pattern.quote(path)));
  }

  @Test
  void secrets_ofTheLogin_areNowhereInTheFile() {
    assertThat(String.join("\n", tour.records().file().linesFrom(tour.records().from())))
        .contains("[redacted]")
        .doesNotContain("correct-horse-7", "guess", tour.token(), "tok-");
  }
}
