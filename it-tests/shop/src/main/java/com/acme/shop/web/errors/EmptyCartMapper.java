package com.acme.shop.web.errors;

import com.acme.shop.orders.EmptyCartException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** 422 for an order of nothing. */
@Provider
public class EmptyCartMapper implements ExceptionMapper<EmptyCartException> {

  @Override
  public Response toResponse(EmptyCartException empty) {
    return Response.status(422).type(MediaType.TEXT_PLAIN).entity(empty.getMessage()).build();
  }
}
