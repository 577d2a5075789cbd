package com.acme.shop.web;

import com.acme.shop.catalog.Catalog;
import io.glimpse.annotation.Untraced;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Price tags. Stands for the bean that calls itself, which ArC's interceptors see. */
@Path("price-tags")
@RequestScoped
@Produces(MediaType.TEXT_PLAIN)
public class PriceTagResource {

  @Inject Catalog catalog;
  @Inject PriceTagResource self;

  @PostConstruct
  void open() {
    one("pen");
  }

  @GET
  @Path("{first}/{second}")
  public String two(@PathParam("first") String first, @PathParam("second") String second) {
    return one(first) + " " + one(second);
  }

  @GET
  @Path("{sku}")
  public String one(@PathParam("sku") String sku) {
    return sku + ":" + catalog.find(sku).cents();
  }

  @GET
  @Path("untraced/{way}/{sku}")
  @Untraced
  public String untraced(@PathParam("way") String way, @PathParam("sku") String sku) {
    return switch (way) {
      case "this" -> one(sku);
      case "private" -> hidden(sku);
      case "reference" -> String.join("", List.of(sku).stream().map(this::one).toList());
      case "container" -> self.one(sku);
      case "elsewhere" -> CompletableFuture.supplyAsync(later(sku)).join();
      default -> throw new IllegalArgumentException(way);
    };
  }

  private String hidden(String sku) {
    return one(sku);
  }

  private Supplier<String> later(String sku) {
    return () -> one(sku);
  }
}
