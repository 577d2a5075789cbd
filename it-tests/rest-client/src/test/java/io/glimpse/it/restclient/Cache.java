package io.glimpse.it.restclient;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.Response;

/** Knows the answer without asking. */
public final class Cache implements ClientRequestFilter {
  @Override
  public void filter(ClientRequestContext request) {
    request.abortWith(Response.ok("10").build());
  }
}
