package com.acme.desk;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** An exception that has a mapper: 409. */
public class Occupied extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Its mapper. */
  @Provider
  public static class Mapper implements ExceptionMapper<Occupied> {
    @Override
    public Response toResponse(Occupied occupied) {
      return Response.status(409).entity("occupied").build();
    }
  }
}
