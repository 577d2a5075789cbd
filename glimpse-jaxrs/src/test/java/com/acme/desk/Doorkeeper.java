package com.acme.desk;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/** Refuses before matching whoever has no manners: 401. */
@Provider
@PreMatching
public class Doorkeeper implements ContainerRequestFilter {
  @Override
  public void filter(ContainerRequestContext request) {
    if (request.getHeaderString("X-Rude") != null) {
      request.abortWith(Response.status(401).entity("manners").build());
    }
  }
}
