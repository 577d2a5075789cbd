package com.acme.shop.web;

import com.acme.shop.partners.Partners;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** What several shops have together. Stands for the request that goes through several services. */
@Path("partners/{sku}")
@RequestScoped
public class PartnerResource {

  @Inject Partners partners;

  @GET
  @Produces(MediaType.TEXT_PLAIN)
  public String stock(
      @PathParam("sku") String sku,
      @QueryParam("by") String by,
      @QueryParam("via") List<String> via,
      @QueryParam("silence") @DefaultValue("fails") String silence)
      throws Exception {
    return silence.equals("counts")
        ? partners.stockOfThoseWhoAnswer(sku, by, via)
        : partners.stock(sku, by, via);
  }
}
