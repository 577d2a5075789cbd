package com.acme.shop.web;

import com.acme.shop.cart.Cart;
import com.acme.shop.cart.CartLine;
import com.acme.shop.catalog.Catalog;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The cart of the session. Stands for requests that share state through the HTTP session. */
@Path("cart")
@RequestScoped
public class CartResource {

  @Inject Cart cart;
  @Inject Catalog catalog;

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public CartView show() {
    return new CartView(cart.lines(), cart.units(), cart.getCurrency(), cart.getCoupon());
  }

  @POST
  @Path("lines")
  @Consumes(MediaType.APPLICATION_JSON)
  public void add(CartLine line) {
    cart.addLine(catalog.find(line.sku()).sku(), line.quantity());
  }

  @PUT
  @Path("coupon/{coupon}")
  public void redeem(@PathParam("coupon") String coupon) {
    cart.setCoupon(coupon);
  }

  @DELETE
  public void empty() {
    cart.clear();
  }
}
