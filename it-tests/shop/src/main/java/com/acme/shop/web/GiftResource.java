package com.acme.shop.web;

import com.acme.shop.orders.GiftWrapping;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Gifts in paper. Stands for a request as deep as its path says, at most 20 layers. */
@Path("gifts")
@RequestScoped
public class GiftResource {

  private static final int ENOUGH = 20;

  @Inject GiftWrapping wrapping;

  @GET
  @Path("{layers}")
  @Produces(MediaType.TEXT_PLAIN)
  public String wrap(@PathParam("layers") int layers) {
    return wrapping.wrap(Math.min(Math.max(layers, 0), ENOUGH));
  }
}
