package com.acme.shop.web.errors;

import com.acme.shop.catalog.UnknownProductException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** 404 for a product that does not exist. */
@Provider
public class UnknownProductMapper implements ExceptionMapper<UnknownProductException> {

  @Override
  public Response toResponse(UnknownProductException unknown) {
    return Response.status(404).type(MediaType.TEXT_PLAIN).entity(unknown.getMessage()).build();
  }
}
