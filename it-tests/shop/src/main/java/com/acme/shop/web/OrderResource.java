package com.acme.shop.web;

import com.acme.shop.orders.Checkout;
import com.acme.shop.orders.Order;
import com.acme.shop.orders.OrderRepository;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The orders. Stands for the deep request, and for exceptions that become 404, 409 and 422. */
@Path("orders")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class OrderResource {

  @Inject Checkout checkout;
  @Inject OrderRepository orders;

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response place(OrderForm form) {
    return Response.status(Response.Status.CREATED).entity(checkout.place(form.method())).build();
  }

  @GET
  public OrderBook list() {
    return new OrderBook(orders.count(), orders.revision());
  }

  @GET
  @Path("{number}")
  public Order find(@PathParam("number") String number) {
    return orders.find(number).orElseThrow(NotFoundException::new);
  }
}
