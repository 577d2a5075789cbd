package com.acme.shop.web.doors;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/** Stands for the filter that answers before any resource is matched: 401 for {@code X-Rude}. */
@Provider
@PreMatching
public class Gate implements ContainerRequestFilter {

  @Override
  public void filter(ContainerRequestContext request) {
    if (request.getHeaderString("X-Rude") != null) {
      request.abortWith(Response.status(Response.Status.UNAUTHORIZED).entity("manners").build());
    }
  }
}
