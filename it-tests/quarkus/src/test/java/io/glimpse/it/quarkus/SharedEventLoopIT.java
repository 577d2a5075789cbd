package io.glimpse.it.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.it.records.SpanText;
import io.glimpse.it.records.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Many requests that take turns on one event loop: none of them goes on before all are there, so
 * each has parts of all others between its own. Each trace holds its own calls and nothing else.
 */
class SharedEventLoopIT {

  private static final int BIDDERS = 12;
  private static final int ROUNDS = 3;

  private static QuarkusRun quarkus;

  @BeforeAll
  static void start() throws Exception {
    quarkus = QuarkusRun.start(Map.of("quarkus.vertx.event-loops-pool-size", "1"));
  }

  @AfterAll
  static void end() {
    quarkus.close();
  }

  /** A bidder's request and all that was recorded of it. */
  private record Bid(String bidder, QuarkusRun.Visit visit, Trace trace) {

    String spans() {
      return SpanText.indented(trace);
    }

    /** Whoever is named in the trace is its bidder. */
    void assertNobodyElseIsIn() {
      assertThat(trace.records())
          .filteredOn(record -> record.getString("stage", "").equals("START"))
          .filteredOn(record -> record.getJsonObject("args").containsKey("bidder"))
          .extracting(record -> record.getJsonObject("args").getString("bidder"))
          .isNotEmpty()
          .containsOnly(bidder);
    }
  }

  /** Everybody bids at the same time, several times over. */
  private static Map<String, QuarkusRun.Visit> auction(List<String> ways, String suffix)
      throws Exception {
    Map<String, QuarkusRun.Visit> visits = new LinkedHashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      Map<String, CompletableFuture<QuarkusRun.Visit>> going = new LinkedHashMap<>();
      for (String way : ways) {
        String place = way + suffix + round;
        for (int i = 0; i < BIDDERS; i++) {
          String bidder = place + "-" + i + suffix;
          String path = String.join("/", "/api/auction", way, place, "" + BIDDERS, bidder);
          going.put(bidder, quarkus.go(path));
        }
      }
      for (Map.Entry<String, CompletableFuture<QuarkusRun.Visit>> each : going.entrySet()) {
        QuarkusRun.Visit visit = each.getValue().get(60, TimeUnit.SECONDS);
        assertThat(visit.status()).as(visit.answer()).isEqualTo(200);
        visits.put(each.getKey(), visit);
      }
    }
    return visits;
  }

  private static List<Bid> recorded(Map<String, QuarkusRun.Visit> visits) {
    List<Trace> traces = quarkus.whole(visits.values());
    List<Bid> bids = new ArrayList<>();
    visits.forEach((bidder, visit) -> bids.add(new Bid(bidder, visit, traces.get(bids.size()))));
    return bids;
  }

  @Test
  void tracedFunctionsOnTheEventLoop_takeTurns_eachTraceHoldsItsOwn() throws Exception {
    for (Bid bid : recorded(auction(List.of("traced"), ""))) {
      assertThat(bid.spans())
          .isEqualTo(
              """
              server GET /shop/api/auction/traced/{place}/{bidders}/{bidder}
                AuctionResource.traced
                  Auctioneer.raise
                    Ledger.note
                  Auctioneer.settle
                    Ledger.note
                    Ledger.note
                  Auctioneer.raise
                    Ledger.note
              """);
      bid.assertNobodyElseIsIn();
    }
  }

  @Test
  void spansByHandOnTheEventLoop_takeTurns_lieBelowTheirRequest() throws Exception {
    for (Bid bid : recorded(auction(List.of("by-hand"), ""))) {
      assertThat(bid.spans())
          .isEqualTo(
              """
              server GET /shop/api/auction/by-hand/{place}/{bidders}/{bidder}
                opening %1$s
                  Auctioneer.raise
                    Ledger.note
                middle %1$s
                  Auctioneer.raise
                    Ledger.note
                Auctioneer.raise
                  Ledger.note
                handler
              """
                  .formatted(bid.bidder()));
      bid.assertNobodyElseIsIn();
      assertThat(bid.visit().answer().split(" "))
          .filteredOn(word -> word.length() == 32)
          .hasSize(3)
          .containsOnly(bid.visit().traceId());
    }
  }

  @Test
  void spanLeftOpen_whileOthersHaveTheirTurn_isActiveForItsOwnRequestAlone() throws Exception {
    for (Bid bid : recorded(auction(List.of("left-open"), ""))) {
      assertThat(bid.spans())
          .isEqualTo(
              """
              server GET /shop/api/auction/left-open/{place}/{bidders}/{bidder}
                open %s
                  Auctioneer.raise
                    Ledger.note
                Auctioneer.raise
                  Ledger.note
              """
                  .formatted(bid.bidder()));
      bid.assertNobodyElseIsIn();
    }
  }

  @Test
  void spanNeverClosed_isNotActiveInLaterRequests() throws Exception {
    Map<String, QuarkusRun.Visit> forgetful = auction(List.of("left-open"), "-forgets");

    QuarkusRun.Visit next = quarkus.go("/api/auction/single/next").get();

    assertThat(forgetful.values()).extracting(QuarkusRun.Visit::status).containsOnly(200);
    assertThat(SpanText.indented(quarkus.whole(next)))
        .isEqualTo(
            """
            server GET /shop/api/auction/single/{bidder}
              AuctionResource.single
                Auctioneer.raise
                  Ledger.note
            """);
    assertThat(next.answer()).startsWith(next.traceId());
  }

  @Test
  void allWaysAtOnce_leaveNoTraceThatNobodyAskedFor() throws Exception {
    List<Bid> bids =
        recorded(auction(List.of("traced", "by-hand", "left-open", "blocking"), "-mixed"));

    for (Bid bid : bids) {
      bid.assertNobodyElseIsIn();
      if (bid.bidder().startsWith("blocking")) {
        assertThat(bid.visit().answer()).startsWith(bid.visit().traceId());
        assertThat(bid.spans())
            .isEqualTo(
                """
                server GET /shop/api/auction/blocking/{place}/{bidders}/{bidder}
                  AuctionResource.blocking
                    Auctioneer.raise
                      Ledger.note
                    closing %s
                      Auctioneer.raise
                        Ledger.note
                """
                    .formatted(bid.bidder()));
      }
    }
    assertThat(quarkus.records())
        .filteredOn(record -> record.toString().contains("-mixed"))
        .extracting(record -> record.getString("trace_id"))
        .hasSameElementsAs(bids.stream().map(bid -> bid.visit().traceId()).toList());
  }
}
