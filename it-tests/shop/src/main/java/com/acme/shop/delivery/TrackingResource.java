package com.acme.shop.delivery;

import com.acme.shop.catalog.UnknownProductException;
import com.acme.shop.web.doors.StaffOnly;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Answers late, in pieces, or not at all. A bean on some servers and none on others. */
@Path("tracking")
@Produces(MediaType.TEXT_PLAIN)
public class TrackingResource {

  private static final String ON_ITS_WAY = "on its way";

  @GET
  @Path("later")
  public void later(@Suspended AsyncResponse answer) {
    somebodyElse(() -> answer.resume(ON_ITS_WAY));
  }

  @GET
  @Path("never")
  public void never(@Suspended AsyncResponse answer) {
    answer.setTimeout(20, TimeUnit.MILLISECONDS);
  }

  @GET
  @Path("stage")
  public CompletionStage<String> stage() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    somebodyElse(() -> stage.complete(ON_ITS_WAY));
    return stage;
  }

  @GET
  @Path("broken-stage")
  public CompletionStage<String> brokenStage() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    somebodyElse(() -> stage.completeExceptionally(new IllegalStateException("the van broke")));
    return stage;
  }

  @GET
  @Path("breaks-later")
  public CompletionStage<String> breaksLater() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS)
        .execute(() -> stage.completeExceptionally(new IllegalStateException("the van broke")));
    return stage;
  }

  @GET
  @Path("events")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public void events(@Context SseEventSink sink, @Context Sse sse) {
    somebodyElse(
        () -> {
          sink.send(sse.newEvent("packed")).toCompletableFuture().join();
          sink.send(sse.newEvent("delivered")).toCompletableFuture().join();
          sink.close();
        });
  }

  @GET
  @Path("label")
  public StreamingOutput label() {
    return out -> out.write("to Ada".getBytes(StandardCharsets.UTF_8));
  }

  @GET
  @Path("lost/{sku: [a-z]+}")
  public String lost(@PathParam("sku") String sku) {
    throw new UnknownProductException(sku);
  }

  @GET
  @Path("broken")
  public String broken() {
    throw new IllegalStateException("the van broke");
  }

  @GET
  @Path("staff")
  @StaffOnly
  public String staff() {
    return "nobody sees this";
  }

  @Path("parcels/{parcel}")
  public Parcel parcel() {
    return new Parcel();
  }

  private static void somebodyElse(Runnable work) {
    new Thread(work, "the driver").start();
  }
}
