package com.acme.shop.conformance;

import io.glimpse.Glimpse;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Runs the errands on the request's thread, or on one of its own. */
@Path("conformance")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.TEXT_PLAIN)
public class ConformanceResource {

  @Inject Messenger messenger;

  @POST
  @Path("plain")
  public Response plain(String body) {
    return answer(messenger.run(body));
  }

  @POST
  @Path("templates/{name}")
  public Response template(@PathParam("name") String name, String body) {
    return answer(messenger.run(body));
  }

  /** No server knows this thread, so what has to be active on it is carried by hand. */
  @POST
  @Path("async")
  public void async(String body, @Suspended AsyncResponse later) {
    Runnable errands = () -> later.resume(answerOf(body));
    new Thread(Glimpse.current().tracer().wrap(errands), "conformance").start();
  }

  private Response answerOf(String body) {
    try {
      return answer(messenger.run(body));
    } catch (RuntimeException failed) {
      return Response.serverError().entity(failed.toString()).build();
    }
  }

  private static Response answer(Report report) {
    return Response.status(report.status()).entity(report.text()).build();
  }
}
