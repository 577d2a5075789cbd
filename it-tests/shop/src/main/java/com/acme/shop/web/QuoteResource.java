package com.acme.shop.web;

import com.acme.shop.catalog.Quotes;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;

/** Answers when the quote is there. Stands for the resource that returns a stage. */
@Path("quotes/{sku}")
@RequestScoped
public class QuoteResource {

  @Inject Quotes quotes;

  @GET
  @Produces(MediaType.TEXT_PLAIN)
  public CompletionStage<String> quote(@PathParam("sku") String sku) {
    return quotes.ask(sku);
  }
}
