package com.acme.desk;

import io.glimpse.Glimpse;
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
import org.glassfish.jersey.server.ManagedAsync;

/** Every way in which a resource can answer, or not. */
@Path("desk")
@Produces(MediaType.TEXT_PLAIN)
public class Desk {
  @GET
  @Path("hello/{name: [a-z]+}")
  public String hello(@PathParam("name") String name) {
    return "hello " + name;
  }

  @GET
  @Path("mapped")
  public String mapped() {
    throw new Occupied();
  }

  @GET
  @Path("unmapped")
  public String unmapped() {
    throw new IllegalStateException("a leg is broken");
  }

  @GET
  @Path("guarded")
  @Guarded
  public String guarded() {
    return "never";
  }

  @GET
  @Path("spoilt")
  @Spoilt
  public String spoilt() {
    return "never";
  }

  @GET
  @Path("later")
  public void later(@Suspended AsyncResponse answer) {
    other(() -> answer.resume("later"));
  }

  @GET
  @Path("later-fails")
  public void laterFails(@Suspended AsyncResponse answer) {
    other(() -> answer.resume(new IllegalStateException("a leg is broken")));
  }

  @GET
  @Path("at-once")
  public void atOnce(@Suspended AsyncResponse answer) {
    answer.resume("at once");
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
    other(() -> stage.complete("staged"));
    return stage;
  }

  @GET
  @Path("stage-fails")
  public CompletionStage<String> stageFails() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    other(() -> stage.completeExceptionally(new IllegalStateException("a leg is broken")));
    return stage;
  }

  @GET
  @Path("events")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public void events(@Context SseEventSink sink, @Context Sse sse) {
    other(
        () -> {
          sink.send(sse.newEvent("one"));
          sink.send(sse.newEvent("two"));
          sink.close();
        });
  }

  @GET
  @Path("stream")
  public StreamingOutput stream() {
    return out -> out.write("streamed".getBytes(StandardCharsets.UTF_8));
  }

  @GET
  @Path("stream-fails")
  public StreamingOutput streamFails() {
    return out -> {
      throw new IllegalStateException("a leg is broken");
    };
  }

  @GET
  @Path("managed")
  @ManagedAsync
  public void managed(@Suspended AsyncResponse answer) {
    answer.resume("managed");
  }

  @GET
  @Path("trace")
  public String trace() {
    return Glimpse.current().tracer().active().map(span -> span.traceId().hex()).orElse("none");
  }

  @GET
  @Path("trace-as-stream")
  public StreamingOutput traceAsStream() {
    return out -> out.write(trace().getBytes(StandardCharsets.UTF_8));
  }

  @Path("drawers/{drawer}")
  public Drawer drawer() {
    return new Drawer();
  }

  private static void other(Runnable work) {
    new Thread(work, "somebody else").start();
  }

  /** A sub-resource. */
  public static class Drawer {
    @GET
    @Path("{thing}")
    public String thing(@PathParam("thing") String thing) {
      return thing;
    }
  }
}
