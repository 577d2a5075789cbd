package com.acme.shop.web;

import com.acme.shop.catalog.Catalog;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/**
 * The front door. Stands for the resource with only {@code @Path}: a bean on some servers and none
 * on others, which is why it looks its neighbour up instead of having it injected.
 */
@Path("welcome")
public class WelcomeResource {

  @GET
  @Produces(MediaType.TEXT_PLAIN)
  public String welcome() {
    return "Welcome. We have " + CDI.current().select(Catalog.class).get().count() + " products.";
  }
}
