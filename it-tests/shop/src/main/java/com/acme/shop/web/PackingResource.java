package com.acme.shop.web;

import com.acme.shop.warehouse.PackingRoom;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Has something counted on another thread and waits for it. */
@Path("packing/{way}")
@RequestScoped
public class PackingResource {

  @Inject PackingRoom room;

  @GET
  @Produces(MediaType.TEXT_PLAIN)
  public String pack(@PathParam("way") String way) throws Exception {
    return switch (way) {
      case "executor" -> "" + room.byExecutor();
      case "stages" -> "" + room.byStages();
      case "schedule" -> "" + room.bySchedule();
      case "method" -> room.byAsynchronousMethod();
      case "context" -> "" + room.byContext("java:comp/DefaultContextService");
      case "lean" -> "" + room.byContext("java:app/concurrent/Lean");
      case "bare" -> "" + room.byContext("java:app/concurrent/Bare");
      case "lean-executor" -> "" + room.byOwnExecutor();
      case "logged" -> String.join(" ", room.logged());
      default -> throw new NotFoundException(way);
    };
  }
}
