package com.acme.shop.web.doors;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/** Stands for the filter that answers instead of the resource that was matched: 403. */
@Provider
@StaffOnly
public class StaffDoor implements ContainerRequestFilter {

  @Override
  public void filter(ContainerRequestContext request) {
    request.abortWith(Response.status(Response.Status.FORBIDDEN).entity("staff only").build());
  }
}
