package com.acme.shop.web.errors;

import com.acme.shop.catalog.OutOfStockException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** 409 for more than there is. */
@Provider
public class OutOfStockMapper implements ExceptionMapper<OutOfStockException> {

  @Override
  public Response toResponse(OutOfStockException shortage) {
    return Response.status(409).type(MediaType.TEXT_PLAIN).entity(shortage.getMessage()).build();
  }
}
