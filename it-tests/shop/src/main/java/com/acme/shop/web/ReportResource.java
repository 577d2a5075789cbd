package com.acme.shop.web;

import com.acme.shop.orders.reports.Reports;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Reports that fail. Stands for an exception and an error that reach the container unmapped. */
@Path("reports")
@RequestScoped
@Produces(MediaType.TEXT_PLAIN)
public class ReportResource {

  @Inject Reports reports;

  @GET
  @Path("monthly")
  public String monthly() {
    return reports.monthly();
  }

  @GET
  @Path("yearly")
  public String yearly() {
    return reports.yearly();
  }
}
