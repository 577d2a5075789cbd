package com.acme.shop.web;

import io.glimpse.Glimpse;
import io.glimpse.annotation.Untraced;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What became of the policy when this application was built. */
@Path("policy-report")
@Untraced
public class PolicyReportResource {

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public String report() {
    return Glimpse.current().report().toJson();
  }
}
