package com.acme.desk;

import jakarta.ws.rs.NameBinding;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Refused by a filter that runs after matching. */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
public @interface Guarded {
  /** The filter: 403. */
  @Provider
  @Guarded
  class Guard implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
      request.abortWith(Response.status(403).entity("not you").build());
    }
  }
}
