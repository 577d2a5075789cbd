package io.glimpse.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glimpse.it.records.SpanText;
import io.glimpse.it.records.Trace;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Three shops in a row, the first of which asks the second and that the third (60 in the shop's
 * README). Where there is only one shop it stands in the row three times.
 *
 * @param shops their context roots
 */
public record Chain(List<URI> shops) {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * Whatever way the question takes, each shop's part hangs below the request of the one before.
   */
  public void isOneTrace(String way) {
    Caller caller = Caller.someone();
    ShopRecords records = ShopRecords.fromNow();

    Answer answer = ShopDoor.http(shops.get(0)).newCustomer().visit(question(way), caller);

    assertThat(answer).isEqualTo(new Answer(200, "10+10+10"));
    await("three shops in one trace, asked by " + way)
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(SpanText.indented(records.now(caller))).isEqualTo(expected(shops, "")));
    Trace trace = records.now(caller);
    assertThat(trace.isWhole()).isTrue();
    assertThat(spans(trace, "client"))
        .hasSize(2)
        .allSatisfy(Chain::isByTheConventions)
        .extracting(span -> span.getJsonObject("attributes").getInt("server.port"))
        .containsExactlyInAnyOrder(shops.get(1).getPort(), shops.get(2).getPort());
  }

  /**
   * A question that the trace was not carried to may be in no trace, but never in one that another
   * shop has begun for it.
   */
  public void isNeverTracedByAnother(String way) {
    Caller caller = Caller.someone();
    ShopRecords records = ShopRecords.fromNow();

    Answer answer = ShopDoor.http(shops.get(0)).newCustomer().visit(question(way), caller);

    assertThat(answer).isEqualTo(new Answer(200, "10+10+10"));
    await("what the last shop of three has recorded")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(atTheLastShop(records, way)).hasSize(1));
    assertThat(atTheLastShop(records, way))
        .allMatch(
            span ->
                span.isNull("parent_span_id")
                    || span.getString("trace_id").equals(caller.traceId()));
  }

  private List<JsonObject> atTheLastShop(ShopRecords records, String way) {
    return records.file().recordsFrom(records.from()).stream()
        .filter(line -> line.getString("kind", "").equals("server"))
        .map(span -> Map.entry(span, span.getJsonObject("attributes")))
        .filter(span -> span.getValue().getString("url.query", "").startsWith("by=" + way))
        .filter(span -> span.getValue().getString("url.path").startsWith(shops.get(2).getPath()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private Visit question(String way) {
    String via =
        shops.subList(1, 3).stream()
            .map(shop -> "&via=" + URLEncoder.encode(shop.toString(), StandardCharsets.UTF_8))
            .collect(Collectors.joining());
    return Visit.get("/api/partners/mug?by=" + way + via);
  }

  private static String expected(List<URI> shops, String indent) {
    if (shops.isEmpty()) {
      return "";
    }
    String more = indent + "        ";
    String next =
        shops.size() == 1
            ? ""
            : indent + "      client GET\n" + expected(shops.subList(1, shops.size()), more);
    return indent
        + "server GET "
        + shops.get(0).getPath()
        + "/api/partners/{sku}\n"
        + indent
        + "  PartnerResource.stock\n"
        + indent
        + "    Partners.stock\n"
        + indent
        + "      Stock.onHand\n"
        + next;
  }

  static List<JsonObject> spans(Trace trace, String kind) {
    return trace.records().stream()
        .filter(line -> line.getString("record_type").equals("span"))
        .filter(span -> span.getString("kind").equals(kind))
        .toList();
  }

  /** What other tracers write about such a request, by the same names and types. */
  private static void isByTheConventions(JsonObject span) {
    JsonObject attributes = span.getJsonObject("attributes");
    assertThat(span.getString("name")).isEqualTo("GET");
    assertThat(span.getString("status")).isEqualTo("ok");
    assertThat(attributes.getString("http.request.method")).isEqualTo("GET");
    assertThat(attributes.getString("server.address")).isIn("127.0.0.1", "localhost");
    assertThat(attributes.getString("url.full"))
        .startsWith("http://" + attributes.getString("server.address") + ":")
        .contains("/api/partners/mug?by=");
    assertThat(attributes.getInt("http.response.status_code")).isEqualTo(200);
    assertThat(attributes).doesNotContainKeys("error.type", "glimpse.unanswered");
  }
}
