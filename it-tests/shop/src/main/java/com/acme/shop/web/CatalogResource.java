package com.acme.shop.web;

import com.acme.shop.catalog.Catalog;
import com.acme.shop.catalog.ProductCard;
import com.acme.shop.catalog.ProductMapper;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The products. Stands for the plain request-scoped resource, with a path template. */
@Path("products")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class CatalogResource {

  @Inject Catalog catalog;
  @Inject ProductMapper mapper;

  @GET
  public List<ProductCard> search(@QueryParam("query") @Nullable String query) {
    return catalog.search(query).stream().map(mapper::toCard).toList();
  }

  @GET
  @Path("{sku}")
  public ProductCard find(@PathParam("sku") String sku) {
    return mapper.toCard(catalog.find(sku));
  }
}
