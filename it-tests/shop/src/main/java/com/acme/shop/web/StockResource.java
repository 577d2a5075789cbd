package com.acme.shop.web;

import com.acme.shop.catalog.Stock;
import com.acme.shop.catalog.Supplier;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What is there and what is on its way. Stands for the slow request: its supplier takes 60 ms. */
@Path("stock/{sku}")
@RequestScoped
public class StockResource {

  @Inject Stock stock;
  @Inject Supplier supplier;

  @GET
  @Produces(MediaType.TEXT_PLAIN)
  public String outlook(@PathParam("sku") String sku) {
    return stock.onHand(sku) + " here, more in " + supplier.deliversWithinDays(sku) + " days";
  }
}
