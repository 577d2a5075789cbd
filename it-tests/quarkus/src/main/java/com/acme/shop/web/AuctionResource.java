package com.acme.shop.web;

import io.glimpse.annotation.Untraced;
import io.glimpse.trace.Span;
import io.glimpse.trace.Tracer;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.MDC;

/**
 * An auction: all bidders of a round have to be there before any of them goes on, so their requests
 * take turns on the threads that they share. Each way answers with the trace ids that the log
 * context had on the way.
 */
@Path("auction")
@Produces(MediaType.TEXT_PLAIN)
public class AuctionResource {

  @Inject Auctioneer auctioneer;
  @Inject Hammer hammer;
  @Inject Tracer tracer;

  /** On the event loop, as a traced function; goes on where the last bidder happens to be. */
  @GET
  @Path("traced/{place}/{bidders}/{bidder}")
  public Uni<String> traced(
      @PathParam("place") String place,
      @PathParam("bidders") int bidders,
      @PathParam("bidder") String bidder) {
    int opening = auctioneer.raise(bidder, 10);
    return auctioneer
        .settle(bidder, place, bidders)
        .map(settled -> "" + (opening + settled + auctioneer.raise(bidder, 20)));
  }

  /** On the event loop with spans opened by hand and no traced function around them. */
  @GET
  @Path("by-hand/{place}/{bidders}/{bidder}")
  @Untraced
  public Uni<String> byHand(
      @PathParam("place") String place,
      @PathParam("bidders") int bidders,
      @PathParam("bidder") String bidder) {
    String seen = logged();
    try (Span span = tracer.span("opening " + bidder)) {
      int unused = auctioneer.raise(bidder, 10);
    }
    return hammer
        .await(place + "-1", bidders)
        .emitOn(ownContext())
        .map(
            all -> {
              try (Span span = tracer.span("middle " + bidder)) {
                return seen + " " + logged() + " " + auctioneer.raise(bidder, 20);
              }
            })
        .chain(
            before ->
                hammer
                    .await(place + "-2", bidders)
                    .map(all -> before + " " + auctioneer.raise(bidder, 30)))
        .emitOn(ownContext())
        .chain(this::byHandler);
  }

  private Uni<String> byHandler(String before) {
    return Uni.createFrom()
        .emitter(
            done ->
                Vertx.currentContext()
                    .runOnContext(
                        now -> {
                          try (Span span = tracer.span("handler")) {
                            done.complete(before + " " + logged());
                          }
                        }));
  }

  /** On the event loop; a span stays open while others have their turn. */
  @GET
  @Path("left-open/{place}/{bidders}/{bidder}")
  @Untraced
  public Uni<String> leftOpen(
      @PathParam("place") String place,
      @PathParam("bidders") int bidders,
      @PathParam("bidder") String bidder) {
    Span span = tracer.span("open " + bidder);
    return hammer
        .await(place + "-1", bidders)
        .emitOn(ownContext())
        .map(all -> auctioneer.raise(bidder, 20))
        .chain(raised -> hammer.await(place + "-2", bidders))
        .emitOn(ownContext())
        .map(
            all -> {
              if (!bidder.endsWith("forgets")) {
                span.close();
              }
              return "" + auctioneer.raise(bidder, 30);
            });
  }

  /** On a worker thread. */
  @GET
  @Path("blocking/{place}/{bidders}/{bidder}")
  @Blocking
  public String blocking(
      @PathParam("place") String place,
      @PathParam("bidders") int bidders,
      @PathParam("bidder") String bidder)
      throws InterruptedException, BrokenBarrierException, TimeoutException {
    int opening = auctioneer.raise(bidder, 10);
    hammer.awaitBlocking(place, bidders);
    try (Span span = tracer.span("closing " + bidder)) {
      return logged() + " " + (opening + auctioneer.raise(bidder, 20));
    }
  }

  /** Nothing but one call, on the event loop. */
  @GET
  @Path("single/{bidder}")
  @NonBlocking
  public String single(@PathParam("bidder") String bidder) {
    return logged() + " " + auctioneer.raise(bidder, 10);
  }

  /** The request's own context, on the event loop that it shares. */
  private Executor ownContext() {
    Context own = Vertx.currentContext();
    return work -> own.runOnContext(now -> work.run());
  }

  private static String logged() {
    return String.valueOf(MDC.get("trace_id"));
  }
}
