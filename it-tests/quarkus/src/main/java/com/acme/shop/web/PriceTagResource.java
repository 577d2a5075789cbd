package com.acme.shop.web;

import com.acme.shop.catalog.Catalog;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Price tags. Stands for the bean that calls itself, which ArC's interceptors see. */
@Path("price-tags")
@RequestScoped
@Produces(MediaType.TEXT_PLAIN)
public class PriceTagResource {

  @Inject Catalog catalog;

  @GET
  @Path("{first}/{second}")
  public String two(@PathParam("first") String first, @PathParam("second") String second) {
    return one(first) + " " + one(second);
  }

  @GET
  @Path("{sku}")
  public String one(@PathParam("sku") String sku) {
    return sku + ":" + catalog.find(sku).cents();
  }
}
